import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reading } from '#lib';
import { frameworkLogs } from '../../catalog/views.ts';
import { printLucene } from '../../src/kql/lucene.ts';

const { above, all, any, anyOf, exists, is, matching, not, phrase, raw } = reading(frameworkLogs);

describe('a question in the syntax of Lucene', () => {
  for (const [asked, written] of [
    [is('level', 'ERROR'), 'level:"ERROR"'],
    [anyOf('level', 'ERROR', 'FATAL'), 'level:"ERROR" OR level:"FATAL"'],
    [above('duration_ms', 500), 'duration_ms:>500'],
    [exists('trace_id'), '_exists_:trace_id'],
    [not(exists('trace_id')), 'NOT _exists_:trace_id'],
    [
      all(anyOf('level', 'ERROR', 'FATAL'), not(is('component', 'api'))),
      '(level:"ERROR" OR level:"FATAL") AND (NOT component:"api")',
    ],
    [
      any(exists('failed_gates'), all(is('level', 'WARN'), exists('command'))),
      '_exists_:failed_gates OR (level:"WARN" AND _exists_:command)',
    ],
    [phrase('error_message', 'say "no" \\ again'), 'error_message:"say \\"no\\" \\\\ again"'],
    [matching('command', '/task*'), 'command:\\/task*'],
    [matching('command', 'a b*(c)'), 'command:a\\ b*\\(c\\)'],
  ] as const)
    test(written, () => assert.equal(printLucene(asked.node), written));
  test('refuses what was written in KQL by hand', () => {
    assert.throws(
      () => printLucene(raw`level: ERROR`.node),
      /Grafana cannot ask what is written in KQL: level: ERROR/,
    );
  });
});
