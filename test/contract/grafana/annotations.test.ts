import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverOf } from './ask.ts';

const base = '/api/annotations';

test('an annotation is added, found by its tags, changed and removed', async () => {
  const { ask } = await serverOf({ version: '12' });
  const add = async (text: string, tags: readonly string[], time: number) =>
    (await ask(`POST ${base}`, { text, tags, time })).body.id;
  const first = await add('one', ['deploy', 'id-1'], 1000);
  const second = await add('two', ['deploy', 'id-2'], 2000);
  const ids = async (query: string) =>
    (await ask(`GET ${base}?${query}`)).body.map(({ id }: { id: number }) => id);
  assert.deepEqual(await ids('tags=deploy'), [second, first], 'newest first');
  assert.deepEqual(await ids('tags=deploy&tags=id-1'), [first]);
  assert.deepEqual(await ids('tags=id-1&tags=id-2&matchAny=true'), [second, first]);
  assert.deepEqual(await ids('from=1500&to=2500'), [second]);
  assert.deepEqual(await ids('limit=1'), [second]);
  assert.deepEqual((await ask(`GET ${base}/tags?tag=id`)).body.result.tags, [
    { tag: 'id-1', count: 1 },
    { tag: 'id-2', count: 1 },
  ]);
  assert.equal((await ask(`PATCH ${base}/${first}`, { text: 'uno' })).status, 200);
  const patched = (await ask(`GET ${base}/${first}`)).body;
  assert.deepEqual([patched.text, patched.tags, patched.login], ['uno', ['deploy', 'id-1'], 'sa-admin']);
  await ask(`PUT ${base}/${first}`, { text: 'eins' });
  assert.deepEqual((await ask(`GET ${base}/${first}`)).body.tags, []);
  assert.equal((await ask(`DELETE ${base}/${first}`)).body.message, 'Annotation deleted');
  assert.equal((await ask(`DELETE ${base}/${first}`)).status, 404);
});

test('one without text is refused, one of an unknown dashboard belongs to the org without a word', async () => {
  const { ask } = await serverOf({ version: '9.4' });
  const { status, body } = await ask(`POST ${base}`, { text: '', time: 1 });
  assert.deepEqual([status, body], [400, { message: 'Failed to save annotation', traceID: '' }]);
  const added = await ask(`POST ${base}`, { text: 'x', dashboardUID: 'none' });
  assert.deepEqual([added.status, added.body.message], [200, 'Annotation added']);
  assert.equal((await ask(`GET ${base}/${added.body.id}`)).body.dashboardUID, '');
});
