import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { elasticsearch } from '../../platform/elasticsearch.ts';
import { logstash } from '../../platform/logstash.ts';
import { pipelineText } from '../../src/compile/logstash.ts';
import { judgeDocument } from '../../src/elasticsearch/judge-document.ts';
import { newIndex } from '../../src/elasticsearch/new-index.ts';
import { parsePipeline } from '../../src/logstash/parse.ts';
import { runPipeline } from '../../src/logstash/run/run.ts';
import { documents } from '../catalog/documents.ts';

const [framework, letters] = logstash.pipelines;
if (!framework || !letters) throw new Error('there are two pipelines');

describe('a dead letter', () => {
  const reason = 'Could not index event to Elasticsearch. status: 400';
  const [stored] = runPipeline(parsePipeline(pipelineText(letters)), {
    ...documents.command,
    // What the index of commands refuses.
    duration_ms: 'long',
    event: { action: 'x' },
    '@timestamp': '2025-07-06T10:30:00Z',
    '@metadata': {
      dead_letter_queue: {
        reason,
        plugin_id: 'logs',
        plugin_type: 'elasticsearch',
        entry_time: '2025-07-06T10:30:05.123Z',
      },
    },
  });
  const at = newIndex(elasticsearch, stored?.index ?? '');
  test('goes into an index of its own, with the reason', () => {
    assert.equal(stored?.index, 'framework-dead-letters-2025.07');
    assert.equal(at?.template, 'framework-dead-letters');
    assert.deepEqual(stored?.document.dead_letter, {
      reason,
      plugin_id: 'logs',
      refused_at: '2025-07-06T10:30:05.123Z',
    });
    assert.equal(stored?.document.duration_ms, 'long');
  });
  test('is not refused a second time', () => {
    const problems = judgeDocument(at?.mappings ?? {}, stored?.document ?? {});
    assert.deepEqual(
      problems.filter(({ effect }) => effect === 'refused'),
      [],
    );
  });
});

test('dead letters do not come round', () => {
  assert.equal(framework.settings['dead_letter_queue.enable'], true);
  assert.equal(letters.settings['dead_letter_queue.enable'], false);
});
