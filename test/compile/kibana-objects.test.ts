import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { kibanaContent } from '../../kibana/index.ts';
import { objectsOf, savedObjects } from '../../src/compile/kibana/objects.ts';
import { line } from '../../src/compile/kibana/saved-object.ts';
import { parseKql } from '../../src/kql/parse.ts';
import type { SavedObjectSpec } from '../../src/model/elastic-resource.ts';
import type { KibanaContent } from '../../src/model/kibana.ts';
import { assertGolden } from '../support/golden.ts';
import { content } from '../support/kibana-specimen.ts';

type Json = Readonly<Record<string, unknown>>;

test('one of everything, as a file that Kibana imports', () => {
  assertGolden(
    'kibana.ndjson',
    savedObjects(content)
      .map((of) => `${line(of)}\n`)
      .join(''),
  );
});

describe('the same content gives the same bytes', () => {
  test('keys are in the order of the alphabet, in text inside of text, too', () => {
    assert.equal(
      line({ b: [{ d: 1, c: 2 }], a: { f: null, e: '"' } }),
      '{"a":{"e":"\\"","f":null},"b":[{"c":2,"d":1}]}',
    );
  });
  test('twice', () => assert.equal(line(savedObjects(content)), line(savedObjects(content))));
});

for (const [name, of] of Object.entries({
  'the specimen': content,
  'this project': kibanaContent,
} satisfies Record<string, KibanaContent>)) {
  const files = of.dashboards.map((dashboard) => objectsOf(dashboard, of));

  test(`${name}: every reference leads to an object of the same file, and no object is there twice`, () => {
    for (const file of [...files, savedObjects(of)]) {
      const names = file.map(({ type, id }) => `${type}/${id}`);
      assert.equal(new Set(names).size, names.length);
      for (const { id, references } of file)
        for (const reference of references)
          assert.ok(names.includes(`${reference.type}/${reference.id}`), `${id}: ${reference.name}`);
    }
  });

  test(`${name}: a dashboard repeats what its panels refer to, with the name of the panel in front`, () => {
    for (const dashboard of files.map((file) => file.at(-1) as SavedObjectSpec)) {
      const told = dashboard.references.map(({ name: one, id, type }) => `${one} ${type}/${id}`);
      let inner = 0;
      for (const panel of panelsOf(dashboard)) {
        const { attributes } = panel.embeddableConfig as { attributes?: { references: Json[] } };
        for (const reference of attributes?.references ?? []) {
          inner++;
          assert.ok(told.includes(`${panel.panelIndex}:${reference.name} ${reference.type}/${reference.id}`));
        }
        if (panel.type === 'search')
          assert.ok(told.some((one) => one.startsWith(`${panel.panelIndex}:${panel.panelRefName} search/`)));
        assert.equal((panel.gridData as Json).i, panel.panelIndex);
      }
      assert.ok(inner > 5);
    }
  });

  test(`${name}: every question in it can be read`, () => {
    const questions = queriesIn(files).filter((query) => query !== '');
    assert.ok(questions.length > 5);
    for (const query of questions) assert.ok('node' in parseKql(query), query);
  });

  test(`${name}: columns that are shown exist, groups stand before values, and helpers behind what they help`, () => {
    for (const panel of files.flatMap((file) => panelsOf(file.at(-1) as SavedObjectSpec))) {
      if (panel.type !== 'lens') continue;
      for (const [layer, { columns, columnOrder }] of Object.entries(layersOf(panel))) {
        assert.deepEqual(columnOrder.toSorted(), Object.keys(columns).toSorted(), layer);
        const bucketed = columnOrder.map((id) => (columns[id] as Json).isBucketed === true);
        assert.deepEqual(
          bucketed,
          [...bucketed].sort((a, b) => Number(b) - Number(a)),
          layer,
        );
        for (const column of Object.values(columns))
          for (const id of ((column as Json).references ?? []) as string[]) assert.ok(columns[id], id);
      }
      const shown = [...JSON.stringify(visualizationOf(panel)).matchAll(/(?:Accessor|columnId)":"(\w+)"/g)];
      for (const [, id] of shown)
        assert.ok(
          Object.values(layersOf(panel)).some(({ columns }) => columns[id as string]),
          id,
        );
    }
  });
}

test('a control knows its data view by the name that Kibana looks for', () => {
  const dashboard = savedObjects(content).find(({ type }) => type === 'dashboard');
  assert.deepEqual(
    dashboard?.references.map(({ name }) => name).filter((name) => name.startsWith('controlGroup_')),
    [
      'controlGroup_control-duration_ms:rangeSliderDataView',
      'controlGroup_control-level:optionsListDataView',
    ],
  );
});

// What 8.8 exports look like: keys, and what kind of value each has. Text inside of text is opened.
const shapes = JSON.parse(
  readFileSync(new URL('../golden/kibana-8.8-shapes.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, unknown>>;

describe('objects have the keys of an export of 8.8, with values of the same kind', () => {
  const all = [...savedObjects(content), ...savedObjects(kibanaContent)];
  for (const type of ['index-pattern', 'tag', 'search', 'dashboard'])
    test(type, () => {
      const objects = all.filter((object) => object.type === type);
      assert.ok(objects.length > 1);
      for (const object of objects)
        assert.deepEqual(differences(shapes[type], shapeOf(object)), [], object.id);
    });

  test('lens, within panels', () => {
    const wanted = (shapes.lens as { attributes: unknown }).attributes;
    const charts = all.filter(({ type }) => type === 'dashboard').flatMap(panelsOf);
    for (const { type, title, embeddableConfig } of charts) {
      if (type !== 'lens') continue;
      const { type: _, references, ...attributes } = (embeddableConfig as Json).attributes as Json;
      assert.deepEqual(differences(wanted, shapeOf(attributes)), [], title as string);
      assert.ok(Array.isArray(references));
    }
  });

  test('a key that is missing or unknown, and a value of another kind, are noticed', () => {
    const tag = all.find(({ type }) => type === 'tag') as SavedObjectSpec;
    const { color, ...attributes } = tag.attributes;
    const bad = { ...tag, attributes: { ...attributes, name: 5, colour: color } };
    assert.deepEqual(differences(shapes.tag, shapeOf(bad)), [
      'attributes.color is missing',
      'attributes.name is a number, not a string',
      'attributes.colour is unknown',
    ]);
  });

  const path = process.env.KIBANA_EXPORT;
  const reason = path
    ? existsSync(path)
      ? false
      : `${path} is not there`
    : 'KIBANA_EXPORT names no export of a Kibana to compare with';
  test('the shapes are those of the export that KIBANA_EXPORT names', { skip: reason }, () => {
    const lines = readFileSync(path as string, 'utf8')
      .trim()
      .split('\n');
    const objects = lines.map((one) => JSON.parse(one) as SavedObjectSpec).filter(({ type }) => shapes[type]);
    assert.ok(objects.length > 0);
    for (const object of objects) assert.deepEqual(shapeOf(object), shapes[object.type], object.type);
  });
});

/** Keys with the kind of their values, text inside of text opened. Of lists, what the first entry of each kind is like. */
function shapeOf(value: unknown, key = ''): unknown {
  if (
    typeof value === 'string' &&
    /JSON$|^(fieldAttrs|fieldFormatMap|runtimeFieldMap|fields|sourceFilters|typeMeta)$/.test(key)
  )
    return { text: shapeOf(JSON.parse(value), free.test(key) ? 'free' : key) };
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  // What an author decides: names of fields, of columns, of panels.
  if (key === 'free' || Array.isArray(value)) return Array.isArray(value) ? 'list' : 'object';
  if (free.test(key)) return 'object';
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member, name)]));
}
const free = /^(fieldAttrs|fieldFormatMap|grid|layers|panelsJSON|runtimeFieldMap|visualization)$/;

function differences(wanted: unknown, found: unknown, path = ''): readonly string[] {
  const at = (name: string): string => (path ? `${path}.${name}` : name);
  if (typeof wanted !== 'object' || typeof found !== 'object')
    return JSON.stringify(wanted) === JSON.stringify(found)
      ? []
      : [`${path} is ${kind(found)}, not ${kind(wanted)}`];
  const [one, other] = [wanted as Json, found as Json];
  return [
    ...Object.keys(one).flatMap((name) =>
      name in other ? differences(one[name], other[name], at(name)) : [`${at(name)} is missing`],
    ),
    ...Object.keys(other).flatMap((name) => (name in one ? [] : [`${at(name)} is unknown`])),
  ];
}
const kind = (shape: unknown): string => (typeof shape === 'string' ? `a ${shape}` : 'an object');

function panelsOf(dashboard: SavedObjectSpec): readonly Json[] {
  return JSON.parse(dashboard.attributes.panelsJSON as string) as Json[];
}
const stateOf = (panel: Json) => ((panel.embeddableConfig as Json).attributes as Json).state as Json;
const visualizationOf = (panel: Json): unknown => stateOf(panel).visualization;
const layersOf = (panel: Json) =>
  (
    stateOf(panel).datasourceStates as {
      formBased: { layers: Record<string, { columns: Json; columnOrder: string[] }> };
    }
  ).formBased.layers;

/** Every `query` in a value, text inside of text opened. */
function queriesIn(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') return key.endsWith('JSON') ? queriesIn(JSON.parse(value)) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'query' && typeof member === 'string' ? [member] : queriesIn(member, name),
  );
}
