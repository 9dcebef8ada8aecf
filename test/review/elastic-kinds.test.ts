import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ElasticsearchSpecs, KibanaSpecs } from '../../src/model/elastic-resource.ts';
import { edits } from '../../src/review/edits.ts';
import { sentence } from '../../src/review/sentence.ts';
import { summary } from '../../src/review/summary.ts';

type Specs = ElasticsearchSpecs & KibanaSpecs;
type Row<Spec> = readonly [change: Partial<Spec>, ...sentences: string[]];

/** Each row replaces members of a resource and says what is told of that. */
function table<Kind extends keyof Specs>(
  kind: Kind,
  before: Specs[Kind],
  rows: readonly Row<Specs[Kind]>[],
): void {
  describe(`what differs in a ${kind}, in words`, () => {
    for (const [change, ...sentences] of rows)
      it(sentences.join('; '), () =>
        assert.deepEqual(edits(kind, before, { ...before, ...change }).map(sentence), sentences),
      );
  });
}

table('index-template', { index_patterns: ['logs-*'], composed_of: ['a'], priority: 510 }, [
  [{ index_patterns: ['logs-*', 'logs'] }, 'pattern logs added'],
  [{ composed_of: ['b', 'a'] }, 'composed of changed from a to b, a'],
  [{ priority: 520 }, 'priority changed from 510 to 520'],
]);

const mappings = {
  properties: {
    level: { type: 'keyword' },
    error: { properties: { code: { type: 'long' } } },
    message: { type: 'text', fields: { raw: { type: 'keyword' } } },
  },
};
table('component-template', { template: { mappings, settings: { 'index.number_of_shards': '5' } } }, [
  [
    {
      template: { mappings, settings: { 'index.number_of_shards': '3', 'index.codec': 'best_compression' } },
    },
    'setting codec added: best_compression',
    'setting number_of_shards changed from 5 to 3',
  ],
  [
    {
      template: {
        settings: { 'index.number_of_shards': '5' },
        mappings: {
          properties: {
            level: { type: 'text' },
            error: { properties: { code: { type: 'long' }, retry: { type: 'boolean' } } },
            message: { type: 'text' },
          },
        },
      },
    },
    'field error: field error.retry added: boolean',
    'field level: type changed from keyword to text',
    'field message: field message.raw removed, was keyword',
  ],
]);

table('lifecycle-policy', { phases: { delete: { min_age: '30d', actions: { delete: {} } } } }, [
  [
    { phases: { delete: { min_age: '90d', actions: { delete: {} } } } },
    'phase delete: age changed from 30d to 90d',
  ],
  [
    {
      phases: {
        warm: { min_age: '7d', actions: { readonly: {}, forcemerge: { max_num_segments: 1 } } },
        delete: { min_age: '30d', actions: { delete: {} } },
      },
    },
    'phase warm added: from 7d on: forcemerge, readonly',
  ],
]);

table(
  'snapshot-policy',
  { schedule: '0 0 1 * * ?', name: '<a>', repository: 'r', config: {}, retention: { expire_after: '90d' } },
  [
    [{ retention: { expire_after: '30d' } }, 'kept for changed from 90d to 30d'],
    [{ schedule: '0 0 2 * * ?' }, 'schedule changed from "0 0 1 * * ?" to "0 0 2 * * ?"'],
  ],
);

table('snapshot-repository', { type: 's3', settings: { bucket: 'logs' } }, [
  [{ settings: { bucket: 'audit' } }, 'setting bucket changed from logs to audit'],
]);

table('ingest-pipeline', { processors: [{ set: { field: 'a', value: 1 } }, { remove: { field: 'b' } }] }, [
  [
    { processors: [{ set: { field: 'a', value: 2 } }, { remove: { field: 'b' } }] },
    'processor 1, set: value changed from 1 to 2',
  ],
  [{ processors: [{ set: { field: 'a', value: 1 } }] }, 'processor 2, remove removed, was {"field":"b"}'],
]);

table('space', { id: 'a', name: 'A' }, [
  [{ name: 'B', color: '#fff' }, 'name changed from "A" to "B"', 'colour added: #fff'],
]);

table(
  'role',
  {
    elasticsearch: {
      cluster: ['monitor'],
      indices: [{ names: ['logs-*'], privileges: ['read'] }],
      run_as: [],
    },
    kibana: [{ spaces: ['*'], base: ['read'] }],
  },
  [
    [
      {
        elasticsearch: {
          cluster: ['monitor'],
          indices: [{ names: ['logs-*'], privileges: ['read', 'write'] }],
          run_as: [],
        },
      },
      'rights over logs-*: privilege write added',
    ],
    [
      { kibana: [{ spaces: ['*'], base: ['all'] }] },
      'rights in all spaces: privilege read removed',
      'rights in all spaces: privilege all added',
    ],
  ],
);

const panel = { panelIndex: 'p0', type: 'lens', title: 'Volume', gridData: { x: 0, y: 0, w: 24, h: 8 } };
const dashboard = {
  type: 'dashboard' as const,
  id: 'a',
  attributes: { title: 'A', panelsJSON: [panel] },
  references: [],
  coreMigrationVersion: '8.8.0',
  typeMigrationVersion: '8.7.0',
  managed: false,
};
table('saved-object', dashboard, [
  [{ attributes: { title: 'B', panelsJSON: [panel] } }, 'title changed from "A" to "B"'],
  [
    { attributes: { title: 'A', panelsJSON: [{ ...panel, gridData: { x: 24, y: 0, w: 24, h: 8 } }] } },
    'panel Volume: place changed from x 0, y 0, 24 by 8 to x 24, y 0, 24 by 8',
  ],
  [{ attributes: { title: 'A', panelsJSON: [] } }, 'panel Volume removed, was lens'],
  [{ references: [{ type: 'tag', id: 't', name: 'tag-ref-t' }] }, 'reference tag-ref-t added: to tag/t'],
]);

table('kibana-dashboard', { id: 'a', data: { title: 'A', tags: ['x'] } }, [
  [{ data: { title: 'B', tags: ['x', 'y'] } }, 'title changed from "A" to "B"', 'tag y added'],
]);

it('a summary counts fields, settings and phases', () =>
  assert.equal(
    summary(
      edits(
        'component-template',
        { template: { settings: { 'index.a': '1' }, mappings } },
        { template: { settings: { 'index.a': '2' }, mappings: { properties: {} } } },
      ),
    ),
    'one setting changed, three fields removed',
  ));
