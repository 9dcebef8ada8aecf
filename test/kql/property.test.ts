import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fieldsIn, parseKql } from '../../src/kql/parse.ts';
import { printKql } from '../../src/kql/print.ts';
import type { KqlNode } from '../../src/model/kql.ts';

// What is printed is read back as the same tree, whatever stands in names, values and patterns.

const nasty = ['and', 'or', 'Not', 'a and b', 'x:y', '\\', '"', '\\"', '<=', '(', '*', 'null', '\t', 'a\nb'];
const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom(...nasty));
/** A name or a pattern stands without quotes, where blanks at its ends are lost. */
const bare = anyText.filter((text) => text !== '' && text.trim() === text);
const field = fc.oneof(fc.constantFrom('level', 'duration_ms', 'module_delegations.module'), bare);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);
const pattern = fc
  .array(
    anyText.map((text) => text.replaceAll('*', '')),
    { minLength: 2, maxLength: 3 },
  )
  .map((pieces) => pieces.join('*'))
  .filter((text) => text !== '*' && text !== '**' && text.trim() === text);

const plain = <Of>(of: { [Key in keyof Of]: fc.Arbitrary<Of[Key]> }) =>
  fc.record(of, { noNullPrototype: true });

const { node } = fc.letrec<{ node: KqlNode; leaf: KqlNode; inner: KqlNode }>((tie) => {
  const several = (type: 'all' | 'any') =>
    fc
      .array(tie('node'), { minLength: 2, maxLength: 4 })
      // Joined by the same word, they would stand side by side.
      .map((of): KqlNode => ({ type, of: of.flatMap((one) => (one.type === type ? one.of : [one])) }));
  return {
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('inner')),
    leaf: fc.oneof(
      plain({
        type: fc.constant('is' as const),
        field,
        value: fc.oneof(anyText, number, fc.boolean()),
      }),
      plain({ type: fc.constant('matches' as const), field, pattern }),
      plain({
        type: fc.constant('compares' as const),
        field,
        op: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
        value: fc.oneof(number, anyText),
      }),
      plain({ type: fc.constant('exists' as const), field }),
    ),
    inner: fc.oneof(
      several('all'),
      several('any'),
      tie('node').map((of): KqlNode => ({ type: 'not', of })),
    ),
  };
});

test('what is printed is read back as the same tree', () => {
  fc.assert(
    fc.property(node, (tree) => {
      const text = printKql(tree);
      assert.deepEqual(parseKql(text), { node: tree }, text);
    }),
    { numRuns: 2000 },
  );
});

test('a text never leaves the place it is written in: no value adds a field to the question', () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      const text = printKql({
        type: 'all',
        of: [
          { type: 'is', field: 'level', value: one },
          { type: 'is', field: 'component', value: other },
        ],
      });
      const parsed = parseKql(text);
      assert.ok('node' in parsed, text);
      assert.deepEqual(fieldsIn(parsed.node), ['level', 'component'], text);
    }),
  );
});
