import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { isJson, type Json, same } from '../../src/model/json.ts';
import { edits } from '../../src/review/edits.ts';
import { sentence } from '../../src/review/sentence.ts';

type Path = readonly (string | number)[];

const folder = fileURLToPath(new URL('../../grafana-provisioning/dashboards/', import.meta.url));
const compiled: readonly Json[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8')));
const spec = (dashboard: unknown) => ({ folderUid: 'sightline', dashboard });
const told = (before: unknown, after: unknown): readonly string[] =>
  edits('dashboard', spec(before), spec(after)).map(sentence);

/** Every place in a document, from the whole to its leaves. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  const members = isJson(value) || Array.isArray(value) ? Object.entries(value) : [];
  const key = (name: string): string | number => (Array.isArray(value) ? Number(name) : name);
  return [path, ...members.flatMap(([name, inner]) => pathsOf(inner, [...path, key(name)]))];
}
const places = new Map(compiled.map((one) => [one, pathsOf(one)]));
const valueAt = (document: unknown, path: Path): unknown =>
  path.reduce((inner, key) => (inner as Record<string | number, unknown>)[key], document);

/** One small change of the value at a place; some values cannot be changed in some ways. */
type Mutation = 'replace' | 'remove' | 'add' | 'repeat' | 'swap';
const mutations: readonly Mutation[] = ['replace', 'remove', 'add', 'repeat', 'swap'];

function mutate(document: Json, path: Path, how: Mutation, other: unknown): Json {
  const copy = structuredClone(document);
  const key = path.at(-1) as string | number;
  const holder = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  const value = holder[key];
  if (how === 'replace') holder[key] = other;
  else if (how === 'remove' && Array.isArray(holder)) holder.splice(Number(key), 1);
  else if (how === 'remove') delete holder[key];
  else if (how === 'add' && isJson(value)) holder[key] = { ...value, surprise: other };
  else if (how === 'repeat' && Array.isArray(holder)) holder.splice(Number(key), 0, structuredClone(value));
  else if (how === 'swap' && Array.isArray(value)) holder[key] = value.toReversed();
  return copy;
}

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (!isJson(value)) return value;
  const members = Object.entries(value).map(([key, inner]) => [key, shuffled(inner)] as const);
  return Object.fromEntries([...members.reverse(), ['zz', undefined]]);
};

const aDocument = fc.constantFrom(...compiled);
const aPlace = aDocument.chain((document) =>
  fc.record({
    document: fc.constant(document),
    path: fc.constantFrom(...(places.get(document) as Path[]).filter((path) => path.length > 0)),
  }),
);
const other = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom(0, -1, '', 'red', 'a', true, null));

describe('the differences of compiled dashboards', () => {
  it('are none between a dashboard and itself, in whatever order its keys are', () => {
    for (const document of compiled) {
      assert.deepEqual(told(document, structuredClone(document)), []);
      assert.deepEqual(told(document, shuffled(document)), []);
      assert.deepEqual(told(shuffled(document), document), []);
    }
  });

  it('never hide a change, whatever it is', () => {
    fc.assert(
      fc.property(aPlace, fc.constantFrom(...mutations), other, ({ document, path }, how, value) => {
        const changed = mutate(document, path, how, value);
        const isNoise = ['id', 'version', 'iteration'].includes(String(path[0]));
        fc.pre(!isNoise && !same(document, changed));
        for (const sentences of [told(document, changed), told(changed, document)]) {
          assert.notDeepEqual(sentences, []);
          for (const one of sentences) assert.ok(!one.includes('\n') && one.length < 600, one);
        }
      }),
      { seed: 11, numRuns: 1000 },
    );
  });

  it('name the panel that changed, and stay what they are when another panel changes as well', () => {
    const panels = (document: Json): readonly Json[] => document.panels as readonly Json[];
    const inPanel = aDocument.chain((document) => {
      const inside = (places.get(document) as Path[]).filter(
        ([first, , member, ...rest]) =>
          // What a panel is recognised by, and where it stands, concerns the others too.
          first === 'panels' &&
          member !== undefined &&
          !['id', 'title', 'type', 'gridPos', 'panels'].includes(String(member)) &&
          rest.length > 0,
      );
      return fc.record({
        document: fc.constant(document),
        one: fc.constantFrom(...inside),
        two: fc.constantFrom(...inside),
      });
    });
    fc.assert(
      fc.property(inPanel, other, ({ document, one, two }, value) => {
        fc.pre(one[1] !== two[1]);
        const first = mutate(document, one, 'replace', value);
        const second = mutate(document, two, 'replace', value);
        const both = mutate(first, two, 'replace', value);
        fc.pre(!same(document, first) && !same(document, second));
        const title = `panel ${panels(document)[Number(one[1])]?.title}`;
        const alone = edits('dashboard', spec(document), spec(first));
        // Two panels may have one title; an id tells them apart then.
        for (const { at, what } of alone)
          assert.ok(
            [at[0], what].some((place) => place?.replace(/ \(id \d+\)$/, '') === title),
            `${at[0]} is not ${title}`,
          );
        assert.deepEqual(
          [...told(document, both)].sort(),
          [...told(document, first), ...told(document, second)].sort(),
        );
      }),
      { seed: 12, numRuns: 300 },
    );
  });
});

describe('the differences of any JSON at all', () => {
  // Names that the comparison knows, in places where it does not expect them.
  const names =
    `annotations collapsed color conditions dashboard data datasource defaults definition expr fieldConfig folderUid
    from gridPos h id index integrations isPaused label labels links list mappings match matcher mode model name
    object_matchers options overrides panels pattern properties query range refId result routes rules settings steps
    tags targets template templating text thresholds time time_intervals times title to type uid unit value w x y`.split(
      /\s+/,
    );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 7, depthSize: 'max' },
      fc.constantFrom(0, 1, 0.5, '', 'a', 'row', 'red', 'range', 'value', 'sum(a)', null, true),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie('json'), { maxKeys: 6, noNullPrototype: true }),
    ),
  }));
  const kinds =
    'contact-point dashboard datasource folder library-panel mute-timing policies rule-group template'.split(
      ' ',
    );
  const counted = (value: unknown): unknown => {
    if (!isJson(value) || !isJson(value.dashboard)) return value;
    const { id, ...dashboard } = value.dashboard;
    return { ...value, dashboard };
  };

  it('are none exactly where both say the same', () => {
    const object = fc.dictionary(fc.constantFrom(...names), json, { maxKeys: 4, noNullPrototype: true });
    const whole = fc.oneof(
      object,
      fc.record({ dashboard: object }),
      fc.record({ dashboard: fc.record({ panels: fc.array(object, { maxLength: 3 }) }) }),
      fc.record({ rules: fc.array(object), routes: fc.array(object), integrations: fc.array(object) }),
    );
    const kind = fc.constantFrom(...kinds);
    fc.assert(
      fc.property(
        kind,
        whole,
        fc.nat(),
        fc.constantFrom(...mutations),
        json,
        (kind, before, at, how, value) => {
          const places = pathsOf(before);
          const path = places[at % places.length] as Path;
          // The whole is replaced by the value itself, so that two with nothing in common are compared as well.
          const after = path.length === 0 ? value : mutate(before, path, how, value);
          assert.deepEqual(edits(kind, before, structuredClone(before)), []);
          const [was, is] = kind === 'dashboard' ? [counted(before), counted(after)] : [before, after];
          assert.equal(edits(kind, before, after).length === 0, same(was, is));
          assert.equal(edits(kind, after, before).length === 0, same(was, is));
        },
      ),
      { seed: 13, numRuns: 600 },
    );
  });
});

describe('a plan of 1,000 dashboards', () => {
  const document = compiled.find(({ uid }) => uid === 'operations-monitoring') as Json;
  const text = JSON.stringify(document);

  it('is read in a second where nothing differs', () => {
    const many = Array.from({ length: 1000 }, () => [JSON.parse(text), JSON.parse(text)] as const);
    const begun = performance.now();
    for (const [before, after] of many) assert.equal(told(before, after).length, 0);
    const taken = performance.now() - begun;
    // Some 250 ms on a quiet machine.
    assert.ok(taken < 3000, `it took ${taken.toFixed()} ms`);
  });

  it('is read in seconds where every query differs', () => {
    const changed = JSON.parse(text.replaceAll('$environment', '$stage'));
    const begun = performance.now();
    for (let count = 0; count < 100; count++) assert.ok(told(document, changed).length > 30);
    const taken = performance.now() - begun;
    // Some 400 ms for these 100 on a quiet machine.
    assert.ok(taken < 4000, `100 of them took ${taken.toFixed()} ms`);
  });
});
