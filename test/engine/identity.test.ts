import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { digest } from '../../src/engine/identity.ts';
import { same } from '../../src/model/json.ts';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
};

test('the order of keys makes no difference', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.ok(same(value, shuffled(value)));
      assert.equal(digest(value), digest(shuffled(value)));
    }),
  ));
test('two values are the same exactly when their digests are', () =>
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) =>
      assert.equal(same(left, right), digest(left) === digest(right)),
    ),
  ));
test('a member that is undefined is absent', () => {
  assert.ok(same({ a: 1, b: undefined }, { a: 1 }));
  assert.ok(!same({ a: 1 }, { a: 1, b: null }));
  assert.equal(digest({ a: 1, b: undefined }), digest({ a: 1 }));
});
