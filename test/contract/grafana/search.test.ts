import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ask, serverOf } from './ask.ts';

const uids = async (ask: Ask, query: string): Promise<readonly string[]> =>
  (await ask(`GET /api/search?${query}`)).body.map(({ uid }: { uid: string }) => uid);

async function filled(ask: Ask): Promise<void> {
  await ask('POST /api/folders', { uid: 'team', title: 'Team' });
  const board = (uid: string, title: string, tags: readonly string[], folderUid = '') =>
    ask('POST /api/dashboards/db', { dashboard: { uid, title, tags }, folderUid });
  await board('b', 'Bees', ['honey', 'animals']);
  await board('a', 'Ants', ['animals'], 'team');
  await board('c', 'Cars', []);
}

describe('search', () => {
  test('narrows by what is asked for', async () => {
    const { ask } = await serverOf({ version: '12' });
    await filled(ask);
    assert.deepEqual(await uids(ask, ''), ['a', 'b', 'c', 'team']);
    assert.deepEqual(await uids(ask, 'type=dash-db'), ['a', 'b', 'c']);
    assert.deepEqual(await uids(ask, 'type=dash-folder'), ['team']);
    assert.deepEqual(await uids(ask, 'tag=animals'), ['a', 'b']);
    assert.deepEqual(await uids(ask, 'tag=animals&tag=honey'), ['b'], 'tags add up');
    assert.deepEqual(await uids(ask, 'query=EE'), ['b']);
    assert.deepEqual(await uids(ask, 'dashboardUIDs=a&dashboardUIDs=c'), ['a', 'c']);
    assert.deepEqual(await uids(ask, 'folderUIDs=team'), ['a']);
    assert.deepEqual(await uids(ask, 'folderUIDs=general&type=dash-db'), ['b', 'c']);
    assert.deepEqual(await uids(ask, 'type=dash-db&sort=alpha-desc&limit=2'), ['c', 'b']);
    assert.deepEqual(await uids(ask, 'type=dash-db&limit=2&page=2'), ['c']);
  });
  test('shows tags sorted, and the folder only where there is one', async () => {
    const { ask } = await serverOf({ version: '12' });
    await filled(ask);
    const [ants, bees] = (await ask('GET /api/search?type=dash-db')).body;
    assert.deepEqual([ants.folderUid, ants.folderTitle, ants.url], ['team', 'Team', '/d/a/ants']);
    assert.deepEqual(bees.tags, ['animals', 'honey']);
    assert.equal('folderUid' in bees, false);
    assert.deepEqual((await ask('GET /api/dashboards/tags')).body, [
      { term: 'animals', count: 2 },
      { term: 'honey', count: 1 },
    ]);
  });
  test('refuses a limit above 5000, and ids beside uids', async () => {
    const { ask } = await serverOf({ version: '12' });
    const limit = await ask('GET /api/search?limit=5001');
    assert.deepEqual(
      [limit.status, limit.body],
      [
        422,
        { message: 'Limit is above maximum allowed (5000), use page parameter to access hits beyond limit' },
      ],
    );
    assert.equal((await ask('GET /api/search?limit=5000')).status, 200);
    const both = await ask('GET /api/search?dashboardIds=1&dashboardUIDs=a');
    assert.deepEqual([both.status, both.body], [400, { message: 'search supports UIDs or IDs, not both' }]);
  });
  test('9.4 does not know folderUIDs, and shows everything', async () => {
    const { ask } = await serverOf({ version: '9.4' });
    await filled(ask);
    assert.equal((await uids(ask, 'folderUIDs=team')).length, 4);
  });
});

describe('the index follows writes', () => {
  test('a while later, from 12', async () => {
    const { ask } = await serverOf({ version: '12', searchLagMs: 200 });
    await filled(ask);
    assert.deepEqual(await uids(ask, ''), []);
    assert.equal((await ask('GET /api/dashboards/uid/a')).status, 200, 'a read by uid sees it at once');
    await wait(250);
    assert.equal((await uids(ask, '')).length, 4);
    await ask('DELETE /api/dashboards/uid/a');
    assert.equal((await uids(ask, '')).length, 4, 'what was deleted is still shown');
  });
  test('some writes later', async () => {
    const { ask } = await serverOf({ version: '13.0', searchLagWrites: 2 });
    await filled(ask);
    assert.deepEqual(await uids(ask, ''), ['b', 'team']);
  });
  test('at once before 12', async () => {
    const { ask } = await serverOf({ version: '11', searchLagMs: 60_000 });
    await filled(ask);
    assert.equal((await uids(ask, '')).length, 4);
  });
});
