import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parser } from '@prometheus-io/lezer-promql';
import fc from 'fast-check';
import type { Matching, Node, SelectorNode } from '../../src/model/node.ts';
import { precedence } from '../../src/model/node.ts';
import { print } from '../../src/promql/print.ts';
import { parsed, unplaced } from './unplaced.ts';

const seed = 20230215;
const name = fc.constantFrom('a', 'b:c:d', 'up', 'framework_errors_total', '_x', 'rate', 'count', 'start');
// Keywords are fine as labels.
const label = fc.constantFrom('job', 'le', 'by', 'on', 'offset', 'sum', 'bool', 'and', 'a.b', 'inf');
const labels = fc.uniqueArray(label, { maxLength: 3 });
const duration = fc.constantFrom('5m', '1h30m', '167h30m', '500ms', '1w');
const text = fc.string({ unit: 'grapheme', maxLength: 8 });
const given = <Of extends object>(fields: { readonly [Key in keyof Of]: fc.Arbitrary<Of[Key]> }) =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<Of>>;

const shift = given<{ offset: string; at: number | 'start' | 'end' }>({
  offset: fc.oneof(
    duration,
    duration.map((one) => `-${one}`),
  ),
  at: fc.oneof(fc.constantFrom('start' as const, 'end' as const), fc.integer({ min: -1e9, max: 2e9 })),
});
const matcher = fc.record({ label, op: fc.constantFrom('=', '!=', '=~', '!~'), value: text });
const selector = fc
  .tuple(fc.oneof(name, fc.constantFrom('', 'dotted.name')), fc.array(matcher, { maxLength: 3 }), shift)
  .map(([metric, matchers, shifted]) => ({ type: 'selector', metric, matchers, ...shifted }) as SelectorNode);
const number = fc
  .oneof(fc.double(), fc.integer(), fc.constantFrom(0, 1, -1, Number.NaN, Infinity, -Infinity))
  .map((value): Node => ({ type: 'number', value: value === 0 ? 0 : value }));
const matching = fc
  .tuple(
    fc.record({ mode: fc.constantFrom('on' as const, 'ignoring' as const), labels }),
    fc.option(fc.record({ group: fc.constantFrom('left' as const, 'right' as const), include: labels }), {
      nil: {},
    }),
  )
  .map(([match, group]): Matching => ({ ...match, ...group }));

const { node } = fc.letrec<{ node: Node; leaf: Node; inner: Node }>((tie) => ({
  node: fc.oneof({ depthSize: 'medium', withCrossShrink: true }, tie('leaf'), tie('inner')),
  leaf: fc.oneof(
    selector,
    number,
    text.map((value): Node => ({ type: 'string', value })),
    fc.tuple(selector, duration).map(([of, window]): Node => ({ type: 'range', of, window })),
  ),
  inner: fc.oneof(
    fc
      .tuple(tie('node'), duration, fc.oneof(duration, fc.constant('')), shift)
      .map(([of, window, step, shifted]): Node => ({ type: 'subquery', of, window, step, ...shifted })),
    fc
      .tuple(
        fc.constantFrom('rate', 'abs', 'label_replace', 'time', 'sort_by_label'),
        fc.array(tie('node'), { maxLength: 4 }),
      )
      .map(([called, args]): Node => ({ type: 'call', name: called, args })),
    fc
      .tuple(
        fc.constantFrom('sum', 'topk', 'count_values', 'limitk'),
        tie('node'),
        given({
          param: tie('node'),
          grouping: fc.record({ mode: fc.constantFrom('by' as const, 'without' as const), labels }),
        }),
      )
      .map(([op, of, options]): Node => ({ type: 'aggregate', op, of, ...options })),
    fc
      .tuple(
        fc.constantFrom(...(Object.keys(precedence) as (keyof typeof precedence)[])),
        tie('node'),
        tie('node'),
        given({ matching, bool: fc.constant(true) }),
      )
      .map(([op, left, right, options]): Node => ({ type: 'binary', op, left, right, ...options })),
    // A constant that a query reads twice is one node in two places.
    fc
      .tuple(
        fc.constantFrom(...(Object.keys(precedence) as (keyof typeof precedence)[])),
        tie('node'),
        given({ matching }),
      )
      .map(([op, both, options]): Node => ({ type: 'binary', op, left: both, right: both, ...options })),
    // The parser reads a sign before a number as the number's own.
    tie('node').map((of): Node => (of.type === 'number' ? of : { type: 'negate', of })),
  ),
}));

test('what the printer writes, the official grammar reads, and it is the same tree', () => {
  fc.assert(
    fc.property(node, (tree) => {
      const written = print(tree);
      parser.parse(written).iterate({
        enter: ({ type, from }) => assert.ok(!type.isError, `the grammar stumbles at ${from} of ${written}`),
      });
      assert.deepEqual(unplaced(parsed(written)), unplaced(tree), written);
      assert.equal(print(parsed(written)), written);
    }),
    { seed, numRuns: 5000 },
  );
});

test('a node on both sides of an operator is wrapped by its side', () => {
  const difference = parsed('a - b');
  assert.equal(print({ type: 'binary', op: '-', left: difference, right: difference }), 'a - b - (a - b)');
  const power = parsed('a ^ b');
  assert.equal(print({ type: 'binary', op: '^', left: power, right: power }), '(a ^ b) ^ a ^ b');
});

test('a node in several places is shown at the first', () => {
  const spans = new Map<object, readonly [number, number]>();
  const up = parsed('up');
  print({ type: 'binary', op: '-', left: up, right: up }, spans);
  assert.deepEqual(spans.get(up), [0, 2]);
});

test('the printer puts each node where the parser finds it', () => {
  fc.assert(
    fc.property(node, (tree) => {
      const spans = new Map<object, readonly [number, number]>();
      const written = print(tree, spans);
      assert.deepEqual(parsed(written).place, spans.get(tree), written);
    }),
    { seed, numRuns: 2000 },
  );
});
