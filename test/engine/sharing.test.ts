import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { digest } from '../../src/engine/identity.ts';
import { sharing } from '../../src/engine/sharing.ts';
import { same } from '../../src/model/json.ts';

test('what is the same is the very same, whatever the order of its keys', () => {
  const like = { a: [1, { b: 2, c: 3 }] };
  assert.equal(sharing({ a: [1, { c: 3, b: 2 }] }, like), like);
});

test('what differs keeps its own value, and shares its neighbours', () => {
  const like = { panels: [{ id: 1, title: 'One' }, { id: 2 }], tags: ['a'], gone: true };
  const value = { panels: [{ id: 1, title: 'Uno' }, { id: 2 }], tags: ['a'], more: 1 };
  const shared = sharing(value, like) as typeof value;
  assert.deepEqual(shared, value);
  assert.equal(shared.panels[1], like.panels[1]);
  assert.equal(shared.tags, like.tags);
});

test('a key that every object inherits is a key like any other', () => {
  const value = JSON.parse('{"__proto__":{},"constructor":{},"a":1}');
  const shared = sharing(value, { a: 2 });
  assert.equal(JSON.stringify(shared), JSON.stringify(value));
});

test('any JSON stays the JSON that it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, like) => {
      const shared = sharing(value, like);
      assert.ok(same(shared, value));
      assert.equal(digest(shared), digest(value));
      assert.equal(shared === like, same(value, like));
    }),
    { numRuns: 300 },
  );
});
