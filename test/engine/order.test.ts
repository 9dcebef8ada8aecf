import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOrder } from '../../src/engine/order.ts';
import type { Change } from '../../src/model/plan.ts';

const kinds = ['folder', 'datasource', 'dashboard'];
const create = (kind: string, id: string, needs: readonly string[] = []): Change => ({
  action: 'create',
  ref: `${kind}/${id}`,
  desired: { kind, id, spec: {}, needs },
});
const remove = (ref: string): Change => ({ action: 'delete', ref, actual: { spec: {} } });
const order = (...changes: Change[]): readonly string[] => inOrder(changes, kinds).map(({ ref }) => ref);

test('kinds come in the order in which they need one another, then by name', () =>
  assert.deepEqual(
    order(
      create('dashboard', 'b'),
      create('dashboard', 'a'),
      create('datasource', 'd'),
      create('folder', 'f'),
    ),
    ['folder/f', 'datasource/d', 'dashboard/a', 'dashboard/b'],
  ));
test('a folder comes before those inside it', () =>
  assert.deepEqual(order(create('folder', 'a', ['folder/z']), create('folder', 'z')), [
    'folder/z',
    'folder/a',
  ]));
test('what is deleted comes last, and folders last of all', () =>
  assert.deepEqual(order(remove('folder/f'), remove('dashboard/d'), create('dashboard', 'new')), [
    'dashboard/new',
    'dashboard/d',
    'folder/f',
  ]));
test('needs that go round in a circle are no endless loop', () =>
  assert.equal(order(create('folder', 'a', ['folder/b']), create('folder', 'b', ['folder/a'])).length, 2));
