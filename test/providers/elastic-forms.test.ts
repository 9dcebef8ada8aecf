import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withoutTexts, withTexts } from '../../src/model/embedded-json.ts';
import { canonical } from '../../src/model/json.ts';
import type { Provider } from '../../src/model/provider.ts';
import { contains } from '../../src/providers/contains.ts';
import { elasticsearchProviders } from '../../src/providers/elasticsearch/index.ts';
import { kibanaProviders } from '../../src/providers/kibana/index.ts';

// In which form a definition and what a server makes of it are compared.

const providers: readonly Provider[] = [
  ...elasticsearchProviders({} as never),
  ...kibanaProviders({ can: { dashboardsApi: true } } as never),
];
const form = (kind: string, spec: unknown): string =>
  canonical(providers.find((provider) => provider.kind === kind)?.normalize(spec));

const saved = (type: string, attributes: unknown, references: unknown = []): unknown => ({
  type,
  id: 'a',
  attributes,
  references,
  coreMigrationVersion: '8.8.0',
  typeMigrationVersion: '8.0.0',
  managed: false,
});
const template = (body: unknown): unknown => ({ template: body });
const index = (more: object): unknown => ({ index_patterns: ['a'], composed_of: [], priority: 1, ...more });
const role = (indices: object, kibana: readonly object[] = []): unknown => ({
  elasticsearch: { cluster: [], indices: [{ names: ['a'], privileges: ['read'], ...indices }], run_as: [] },
  kibana,
});

describe('means the same', () => {
  for (const [kind, what, one, other] of [
    [
      'component-template',
      'settings flat and nested',
      template({ settings: { number_of_shards: 5 } }),
      template({ settings: { index: { number_of_shards: '5' } } }),
    ],
    ['component-template', 'no aliases and none', template({ aliases: {} }), template({})],
    [
      'component-template',
      'one routing and two',
      template({ aliases: { a: { routing: 'x' } } }),
      template({ aliases: { a: { index_routing: 'x', search_routing: 'x' } } }),
    ],
    [
      'component-template',
      'flags of a mapping as flags and as texts',
      template({ mappings: { dynamic: false } }),
      template({ mappings: { dynamic: 'false' } }),
    ],
    [
      'index-template',
      'a data stream and its defaults',
      index({ data_stream: {} }),
      index({ data_stream: { hidden: false, allow_custom_routing: false } }),
    ],
    ['index-template', 'no components and an empty list', index({ composed_of: undefined }), index({})],
    ['index-template', 'a pattern and a list of it', index({ index_patterns: 'a' }), index({})],
    [
      'lifecycle-policy',
      'no age and none at all',
      { phases: { hot: { actions: {} } } },
      { phases: { hot: { min_age: '0ms', actions: {} } } },
    ],
    [
      'lifecycle-policy',
      'a deletion and its default',
      { phases: { delete: { min_age: '7d', actions: { delete: {} } } } },
      { phases: { delete: { min_age: '7d', actions: { delete: { delete_searchable_snapshot: true } } } } },
    ],
    [
      'snapshot-repository',
      'settings and their texts',
      { type: 's3', settings: { compress: true, n: 5 } },
      { type: 's3', settings: { compress: 'true', n: '5' } },
    ],
    [
      'space',
      'no hidden features and an empty list',
      { id: 'a', name: 'A', description: '' },
      { id: 'a', name: 'A', disabledFeatures: [] },
    ],
    [
      'role',
      'no restricted indices',
      role({}),
      role({ allow_restricted_indices: false, field_security: { grant: ['*'] } }),
    ],
    [
      'role',
      'rights in another order',
      role({}, [
        { spaces: ['a'], base: ['all'] },
        { spaces: ['b'], base: ['all'] },
      ]),
      role({}, [
        { spaces: ['b'], base: ['all'], feature: {} },
        { spaces: ['a'], base: ['all'] },
      ]),
    ],
    [
      'saved-object',
      'texts inside a text with their keys in another order',
      saved('dashboard', { panelsJSON: '[{"a":1,"b":{"cJSON":"{}"}}]' }),
      saved('dashboard', { panelsJSON: '[ { "b":{"cJSON":"{ }"}, "a":1 } ]' }),
    ],
    [
      'saved-object',
      'a data view before and after somebody clicked',
      saved('index-pattern', { fieldAttrs: '{}', title: 'x' }),
      saved('index-pattern', {
        fieldAttrs: '{"a":{"count":3}}',
        title: 'x',
        allowHidden: false,
        fields: '[]',
      }),
    ],
    [
      'saved-object',
      'references in another order',
      saved('search', {}, [
        { type: 'tag', id: '1', name: 'b' },
        { type: 'tag', id: '2', name: 'a' },
      ]),
      saved('search', {}, [
        { type: 'tag', id: '2', name: 'a' },
        { type: 'tag', id: '1', name: 'b' },
      ]),
    ],
    [
      'kibana-dashboard',
      'what is empty and what is not there',
      { id: 'a', data: { title: 'A' } },
      {
        id: 'a',
        data: { title: 'A', description: '', tags: [], access_control: { access_mode: 'default' } },
      },
    ],
  ] as const)
    test(`${kind}: ${what}`, () => assert.equal(form(kind, one), form(kind, other)));
});

describe('does not mean the same', () => {
  for (const [kind, what, one, other] of [
    [
      'component-template',
      'other shards',
      template({ settings: { number_of_shards: 5 } }),
      template({ settings: { number_of_shards: 3 } }),
    ],
    [
      'component-template',
      'a _meta of a number and of a text',
      template({ mappings: { _meta: { n: 1 } } }),
      template({ mappings: { _meta: { n: '1' } } }),
    ],
    ['index-template', 'a data stream and none', index({ data_stream: {} }), index({})],
    [
      'lifecycle-policy',
      'another age',
      { phases: { delete: { min_age: '7d', actions: {} } } },
      { phases: { delete: { min_age: '8d', actions: {} } } },
    ],
    ['space', 'another name', { id: 'a', name: 'A' }, { id: 'a', name: 'B' }],
    ['role', 'fields that may be seen', role({}), role({ field_security: { grant: ['a'] } })],
    ['role', 'a restricted index', role({}), role({ allow_restricted_indices: true })],
    [
      'saved-object',
      'a label of a field',
      saved('index-pattern', { fieldAttrs: '{}' }),
      saved('index-pattern', { fieldAttrs: '{"a":{"customLabel":"A"}}' }),
    ],
    [
      'saved-object',
      'panels in another order',
      saved('dashboard', { panelsJSON: '[1,2]' }),
      saved('dashboard', { panelsJSON: '[2,1]' }),
    ],
    [
      'kibana-dashboard',
      'an option that is on unless told',
      { id: 'a', data: { options: { use_margins: true } } },
      { id: 'a', data: { options: { use_margins: false } } },
    ],
  ] as const)
    test(`${kind}: ${what}`, () => assert.notEqual(form(kind, one), form(kind, other)));
});

describe('texts inside texts', () => {
  const attributes = {
    title: '{not a text}',
    panelsJSON: '[{"embeddableConfig":{"layoutJSON":"{\\"a\\":1}","fields":[1]}}]',
    controlGroupInput: { panelsJSON: '{"c1":{}}' },
    brokenJSON: '{',
  };
  test('are taken apart at every depth, and put together again', () => {
    const open = withoutTexts('dashboard', attributes);
    assert.deepEqual(open, {
      title: '{not a text}',
      panelsJSON: [{ embeddableConfig: { layoutJSON: { a: 1 }, fields: [1] } }],
      controlGroupInput: { panelsJSON: { c1: {} } },
      brokenJSON: '{',
    });
    assert.deepEqual(withTexts('dashboard', open), attributes);
  });
  test('of a data view are those that it is known to have, and no other', () => {
    const view = { title: '[]', fields: '[]', runtimeFieldMap: '{"a":{"fields":{"b":{}}}}' };
    assert.deepEqual(withTexts('index-pattern', withoutTexts('index-pattern', view)), view);
  });
});

describe('what a server filled in', () => {
  for (const [whole, part, expected] of [
    [{ a: 1, b: 2 }, { a: 1 }, true],
    [{ a: { b: 1, c: [] } }, { a: { b: 1 } }, true],
    [{ a: 2 }, { a: 1 }, false],
    [{}, { a: 1 }, false],
    [{ a: [{ x: 1, y: 2 }] }, { a: [{ x: 1 }] }, true],
    [{ a: [{ x: 1 }, { x: 2 }] }, { a: [{ x: 1 }] }, false],
  ] as const)
    test(`${canonical(whole)} ${expected ? 'has' : 'has not'} ${canonical(part)} in it`, () =>
      assert.equal(contains(whole, part), expected));
});
