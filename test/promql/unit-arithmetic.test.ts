import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Difference, PerSecond, Product, Quotient, Sum, Unit } from '../../src/model/unit.ts';
import { differenceOf, perSecondOf, productOf, quotientOf, sumOf } from '../../src/promql/unit-arithmetic.ts';
import { type Equal, holds } from '../types/equal.ts';

// One table, read twice: the compiler compares it with the types, the tests with the functions. `null`: no unit has a name.

const table = [
  // left, right, left * right, left / right
  ['bytes', 'bytes', null, 'ratio'],
  ['bytes', 'count', 'bytes', 'bytes'],
  ['bytes', 'ratio', 'bytes', 'bytes'],
  ['bytes', 'seconds', null, 'bytes/s'],
  ['bytes', 'bytes/s', null, 'seconds'],
  ['bytes', 'usd', null, 'bytes/usd'],
  ['bytes/s', 'bytes', null, null],
  ['bytes/s', 'bytes/s', null, 'ratio'],
  ['bytes/s', 'count/s', null, 'bytes'],
  ['bytes/s', 'seconds', 'bytes', null],
  ['bytes/s', 'usd/s', null, 'bytes/usd'],
  ['bytes/s', 'count', 'bytes/s', 'bytes/s'],
  ['count', 'bytes', 'bytes', 'count/bytes'],
  ['count', 'count', 'count', 'ratio'],
  ['count', 'count/s', 'count/s', 'seconds'],
  ['count', 'seconds', 'seconds', 'count/s'],
  ['count', 'ratio', 'count', 'count'],
  ['count/s', 'count/s', null, 'ratio'],
  ['percent', 'percent', null, 'ratio'],
  ['ratio', 'ratio', 'ratio', 'ratio'],
  ['ratio', 'bytes', 'bytes', 'ratio/bytes'],
  ['seconds', 'bytes/s', 'bytes', null],
  ['seconds', 'seconds', null, 'ratio'],
  ['usd/count', 'count', 'usd', 'usd/count'],
  ['count', 'usd/count', 'usd', null],
  ['usd/bytes', 'bytes', 'usd', null],
  ['timestamp', 'seconds', null, 'ratio'],
] as const satisfies readonly (readonly [Unit, Unit, Unit | null, Unit | null])[];

type Row = (typeof table)[number];
type OrNull<Of> = [Of] extends [never] ? null : Of;
/** The rows whose answers differ from those of the types: none. */
type Wrong = {
  [At in keyof typeof table]: (typeof table)[At] extends readonly [
    infer Left extends Unit,
    infer Right extends Unit,
    infer Times,
    infer Over,
  ]
    ? [OrNull<Product<Left, Right>>, OrNull<Quotient<Left, Right>>] extends [Times, Over]
      ? never
      : (typeof table)[At]
    : never;
}[number];
holds<Equal<Extract<Wrong, Row>, never>>();

for (const [left, right, product, quotient] of table) {
  test(`${left} * ${right} = ${product}, ${left} / ${right} = ${quotient}`, () => {
    assert.equal(productOf(left, right) ?? null, product);
    assert.equal(quotientOf(left, right) ?? null, quotient);
  });
}

holds<Equal<PerSecond<'bytes'>, 'bytes/s'>>();
holds<Equal<PerSecond<'seconds'>, 'ratio'>>();
holds<Equal<PerSecond<'timestamp'>, 'ratio'>>();
holds<Equal<PerSecond<'bytes/s'>, 'bytes/s'>>();
holds<Equal<Sum<'timestamp', 'seconds'>, 'timestamp'>>();
holds<Equal<Sum<'seconds', 'timestamp'>, 'timestamp'>>();
holds<Equal<Difference<'timestamp', 'timestamp'>, 'seconds'>>();
holds<Equal<Difference<'timestamp', 'seconds'>, 'timestamp'>>();

test('per second, sums and differences', () => {
  assert.deepEqual((['bytes', 'seconds', 'timestamp', 'bytes/s'] as const).map(perSecondOf), [
    'bytes/s',
    'ratio',
    'ratio',
    'bytes/s',
  ]);
  assert.deepEqual(
    [sumOf('timestamp', 'seconds'), sumOf('seconds', 'timestamp')],
    ['timestamp', 'timestamp'],
  );
  assert.deepEqual(
    [differenceOf('timestamp', 'timestamp'), differenceOf('timestamp', 'seconds')],
    ['seconds', 'timestamp'],
  );
});
