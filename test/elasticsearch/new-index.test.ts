import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newIndex } from '../../src/elasticsearch/new-index.ts';
import type { ElasticsearchResource } from '../../src/model/elastic-resource.ts';
import { fits, overlap } from '../../src/model/index-pattern.ts';

const component = (id: string, template: object): ElasticsearchResource => ({
  kind: 'component-template',
  id,
  spec: { template },
});
const template = (
  id: string,
  pattern: string,
  priority: number,
  composed_of: readonly string[] = [],
  own: object = {},
): ElasticsearchResource => ({
  kind: 'index-template',
  id,
  spec: { index_patterns: [pattern], priority, composed_of, template: own },
});

describe('a new index', () => {
  const resources = [
    component('base', {
      settings: { index: { codec: 'x', number_of_shards: 1 } },
      mappings: { dynamic: false },
    }),
    component('wide', {
      settings: { index: { number_of_shards: 5 } },
      mappings: { properties: { a: { type: 'long' } } },
    }),
    template('logs', 'logs-*', 510, ['base', 'wide'], { mappings: { properties: { b: { type: 'date' } } } }),
    template('debug', 'logs-debug-*', 520, ['base']),
  ];
  test('is made of components in their order, and of the template last', () => {
    assert.deepEqual(newIndex(resources, 'logs-2025.07.06'), {
      template: 'logs',
      settings: { index: { codec: 'x', number_of_shards: 5 } },
      mappings: { dynamic: false, properties: { a: { type: 'long' }, b: { type: 'date' } } },
    });
  });
  test('follows the template with the highest priority, alone', () => {
    const at = newIndex(resources, 'logs-debug-2025.07.06');
    assert.equal(at?.template, 'debug');
    assert.deepEqual(at.mappings, { dynamic: false });
  });
  test('that no template knows is none of ours', () => assert.equal(newIndex(resources, 'log'), undefined));
});

describe('patterns', () => {
  for (const [pattern, name, matches] of [
    ['logs-*', 'logs-', true],
    ['logs-*', 'logs', false],
    ['a.b-*', 'axb-1', false],
    ['*-logs-*', 'my-logs-1', true],
  ] as const)
    test(`${pattern} and ${name}`, () => assert.equal(fits(pattern, name), matches));
  for (const [one, other, expected] of [
    ['logs-*', 'logs-debug-*', true],
    ['logs-debug-*', 'logs-error-*', false],
    ['*-logs', 'my-*', true],
    ['logs', 'logs', true],
    ['logs', 'logs-*', false],
    ['*', '', true],
    ['a*b', 'b*a', false],
    ['a*b*', 'ab*c', true],
  ] as const)
    test(`${one} and ${other} ${expected ? 'overlap' : 'have nothing in common'}`, () => {
      assert.equal(overlap(one, other), expected);
      assert.equal(overlap(other, one), expected);
    });
});
