import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Ask, serverOf } from './ask.ts';
import { type Version, versions } from './profile.ts';

const told = async (ask: Ask, ...request: Parameters<Ask>) =>
  ask(...request).then(({ status, body }) => [status, body] as const);
const stale = { status: 'version-mismatch', message: 'the folder has been changed by someone else' };
const missing = [404, { status: 'not-found', message: 'folder not found' }];
const nesting = { nestedFolders: true };

describe('creating', () => {
  for (const version of versions)
    test(`${version}: 200, and 412 for a uid that exists`, async () => {
      const { ask } = await serverOf({ version });
      const { status, body } = await ask('POST /api/folders', { uid: 'team', title: ' The Team ' });
      assert.equal(status, 200);
      assert.deepEqual(
        [body.uid, body.title, body.version, body.url, body.createdBy, body.orgId],
        ['team', 'The Team', 1, '/dashboards/f/team/the-team', 'sa-admin', 1],
      );
      assert.deepEqual(await told(ask, 'POST /api/folders', { uid: 'team', title: 'Other' }), [412, stale]);
      assert.match((await ask('POST /api/folders', { title: 'No uid' })).body.uid, /^[a-f0-9]{14}$/);
    });
  test('what is refused', async () => {
    const { ask } = await serverOf({ version: '12' });
    const refused = async (body: unknown) => told(ask, 'POST /api/folders', body);
    const because = (message: string) => [400, { message }];
    assert.deepEqual(await refused({ title: '  ' }), because('folder title cannot be empty'));
    assert.deepEqual(await refused({ uid: 'a.b', title: 'A' }), because('uid contains illegal characters'));
    assert.deepEqual(
      await refused({ uid: 'a'.repeat(41), title: 'A' }),
      because('uid too long, max 40 characters'),
    );
    assert.deepEqual(await refused({ title: 'GENERAL' }), because('A folder with that name already exists'));
    assert.equal((await refused({ uid: 'general', title: 'A' }))[0], 400);
    assert.deepEqual(await refused({ title: 'A', parentUid: 'nowhere' }), missing);
    await ask('POST /api/dashboards/db', { dashboard: { uid: 'board', title: 'Board' } });
    assert.deepEqual(await refused({ uid: 'board', title: 'B' }), [
      409,
      { message: 'a folder/dashboard with the same uid already exists' },
    ]);
  });
});

describe('a title', () => {
  const atRoot: Readonly<Record<Version, string | undefined>> = {
    '9.4': 'a folder or dashboard in the general folder with the same name already exists',
    '10.0': 'a folder or dashboard in the general folder with the same name already exists',
    '11': 'a folder with the same name already exists in the current location',
    '12': 'a folder with the same name already exists in the current location',
    '13.0': 'a folder with the same name already exists in the current location',
    '13.1': undefined,
  };
  for (const version of versions)
    test(`${version}: ${atRoot[version] ? 'once among siblings' : 'as often as you like'}`, async () => {
      const { ask } = await serverOf({ version, ...nesting });
      await ask('POST /api/folders', { uid: 'a', title: 'Same' });
      const second = await told(ask, 'POST /api/folders', { uid: 'b', title: 'Same' });
      const message = atRoot[version];
      if (message) assert.deepEqual(second, [409, { message }]);
      else assert.equal(second[0], 200);
      const parent = { parent_uid: 'a', parentUid: 'a' };
      const below = await told(ask, 'POST /api/folders', { uid: 'c', title: 'Same', ...parent });
      // #80408: nested 10.x wants it once everywhere.
      assert.equal(below[0], version === '10.0' ? 409 : 200);
      await ask('POST /api/folders', { uid: 'd', title: 'Other' });
      const renamed = await ask('PUT /api/folders/d', { title: 'Same', version: 1 });
      assert.equal(renamed.status, message ? 409 : 200);
    });
  test('9.4 and 10 count dashboards at the root too', async () => {
    for (const [version, status] of [
      ['9.4', 409],
      ['10.0', 409],
      ['11', 200],
    ] as const) {
      const { ask } = await serverOf({ version });
      await ask('POST /api/dashboards/db', { dashboard: { title: 'Same' } });
      assert.equal((await ask('POST /api/folders', { title: 'Same' })).status, status, version);
    }
  });
});

describe('changing', () => {
  test('takes the version that is stored, or overwrite', async () => {
    const { ask } = await serverOf({ version: '11' });
    await ask('POST /api/folders', { uid: 'a', title: 'A' });
    assert.deepEqual(await told(ask, 'PUT /api/folders/a', { title: 'B' }), [412, stale]);
    assert.deepEqual(await told(ask, 'PUT /api/folders/a', { title: 'B', version: 2 }), [412, stale]);
    const first = await ask('PUT /api/folders/a', { title: 'B', version: 1 });
    assert.deepEqual([first.status, first.body.title, first.body.version], [200, 'B', 2]);
    const second = await ask('PUT /api/folders/a', { title: 'C', overwrite: true, description: 'why' });
    assert.deepEqual([second.body.version, second.body.description], [3, 'why']);
    assert.deepEqual(await told(ask, 'PUT /api/folders/none', { title: 'B', version: 1 }), missing);
    assert.deepEqual(await told(ask, 'GET /api/folders/none'), missing);
    assert.deepEqual(await told(ask, 'PUT /api/folders/a', { title: ' ', version: 3 }), [
      400,
      { message: 'folder title cannot be empty' },
    ]);
  });
});

describe('nesting', () => {
  /** a > b > c > ..., as deep as it is allowed. */
  async function chain(ask: Ask, uids: string): Promise<readonly number[]> {
    const statuses = [];
    for (const [at, uid] of [...uids].entries()) {
      const parent = at ? { parentUid: uids[at - 1], parent_uid: uids[at - 1] } : {};
      statuses.push((await ask('POST /api/folders', { uid, title: uid, ...parent })).status);
    }
    return statuses;
  }
  test('is four levels deep, eight in 9.4', async () => {
    const { ask } = await serverOf({ version: '12' });
    assert.deepEqual(await chain(ask, 'abcde'), [200, 200, 200, 200, 400]);
    assert.equal(
      (await ask('POST /api/folders', { title: 'e', parentUid: 'd' })).body.messageId,
      'folder.maximum-depth-reached',
    );
    const old = await serverOf({ version: '9.4', ...nesting });
    assert.deepEqual((await chain(old.ask, 'abcdefghi')).slice(6), [200, 200, 400]);
  });
  test('is behind a toggle before 11: without it the parent is not read and there is no move', async () => {
    for (const version of ['9.4', '10.0'] as const) {
      const { ask } = await serverOf({ version });
      assert.deepEqual(await chain(ask, 'abcdef'), [200, 200, 200, 200, 200, 200]);
      const { body } = await ask('GET /api/folders/b');
      assert.equal('parentUid' in body || 'parent_uid' in body, false);
      assert.equal((await ask('GET /api/folders')).body.length, 6);
      assert.deepEqual(await told(ask, 'POST /api/folders/b/move', { parentUid: 'c' }), [
        404,
        { message: 'Not found' },
      ]);
    }
  });
  test('9.4 spells the parent parent_uid, later releases parentUid', async () => {
    for (const [version, key, other] of [
      ['9.4', 'parent_uid', 'parentUid'],
      ['10.0', 'parentUid', 'parent_uid'],
    ] as const) {
      const { ask } = await serverOf({ version, ...nesting });
      await ask('POST /api/folders', { uid: 'a', title: 'A' });
      const right = await ask('POST /api/folders', { uid: 'b', title: 'B', [key]: 'a' });
      assert.equal(right.body[key], 'a');
      const wrong = await ask('POST /api/folders', { uid: 'c', title: 'C', [other]: 'a' });
      assert.deepEqual([wrong.status, wrong.body[key]], [200, undefined], 'the other spelling is dropped');
    }
  });
  test('a folder tells its parents, a list direct children only, in pages', async () => {
    const { ask } = await serverOf({ version: '12' });
    await chain(ask, 'abc');
    await ask('POST /api/folders', { uid: 'z', title: 'z' });
    const uids = async (query: string) =>
      (await ask(`GET /api/folders${query}`)).body.map(({ uid }: { uid: string }) => uid);
    assert.deepEqual(await uids(''), ['a', 'z']);
    assert.deepEqual(await uids('?parentUid=a'), ['b']);
    assert.deepEqual(await uids('?limit=1&page=2'), ['z']);
    assert.deepEqual(await uids('?limit=1&page=3'), []);
    const { body } = await ask('GET /api/folders/c');
    assert.equal(body.parentUid, 'b');
    assert.deepEqual(
      body.parents.map(({ uid }: { uid: string }) => uid),
      ['a', 'b'],
    );
    assert.deepEqual(await told(ask, 'GET /api/folders?parentUid=none'), missing);
  });
  test('a move keeps what is below, and makes no circle', async () => {
    const { ask } = await serverOf({ version: '12' });
    await chain(ask, 'abc');
    await ask('POST /api/folders', { uid: 'z', title: 'z' });
    const moved = await ask('POST /api/folders/b/move', { parentUid: 'z' });
    assert.deepEqual([moved.status, moved.body.parentUid, moved.body.version], [200, 'z', 2]);
    const circle = await ask('POST /api/folders/z/move', { parentUid: 'c' });
    assert.deepEqual([circle.status, circle.body.messageId], [400, 'folder.circular-reference']);
    assert.equal((await ask('POST /api/folders/z/move', { parentUid: 'z' })).status, 400);
    assert.deepEqual(await told(ask, 'POST /api/folders/b/move', { parentUid: 'none' }), missing);
    const home = await ask('POST /api/folders/b/move', { parentUid: '' });
    assert.equal(home.body.parentUid, undefined);
  });
  test('a move counts the levels below', async () => {
    const { ask } = await serverOf({ version: '12' });
    await chain(ask, 'abc');
    for (const [uid, parentUid] of [['x'], ['y', 'x']])
      await ask('POST /api/folders', { uid, title: uid, parentUid });
    const deep = await ask('POST /api/folders/a/move', { parentUid: 'y' });
    assert.deepEqual([deep.status, deep.body.messageId], [400, 'folder.maximum-depth-reached']);
    assert.equal((await ask('POST /api/folders/a/move', { parentUid: 'x' })).status, 200);
  });
});

describe('deleting', () => {
  const rule = {
    uid: 'rule',
    title: 'Rule',
    condition: 'A',
    data: [{ refId: 'A', datasourceUid: '__expr__', model: { type: 'math', expression: '1' } }],
    folderUID: 'b',
    ruleGroup: 'group',
    for: '1m',
    noDataState: 'OK',
    execErrState: 'OK',
  };
  async function filled(ask: Ask): Promise<void> {
    await ask('POST /api/folders', { uid: 'a', title: 'A' });
    await ask('POST /api/folders', { uid: 'b', title: 'B', parentUid: 'a' });
    await ask('POST /api/dashboards/db', { dashboard: { uid: 'board', title: 'Board' }, folderUid: 'b' });
  }
  test('takes dashboards and folders below with it, and answers by release', async () => {
    for (const version of ['10.0', '11', '12', '13.0'] as const) {
      const { ask } = await serverOf({ version, ...nesting });
      await filled(ask);
      const { status, body } = await ask('DELETE /api/folders/a');
      assert.deepEqual(
        [status, body.message, body.title, typeof body.id],
        [200, 'Folder deleted', 'A', 'number'],
      );
      for (const gone of ['folders/a', 'folders/b', 'dashboards/uid/board'])
        assert.equal((await ask(`GET /api/${gone}`)).status, 404, gone);
      assert.deepEqual((await ask('GET /api/search')).body, []);
    }
    const { ask } = await serverOf({ version: '9.4' });
    await filled(ask);
    assert.deepEqual(await told(ask, 'DELETE /api/folders/a'), [200, '']);
  });
  test('13.1 refuses a folder that is not empty, unless forced', async () => {
    const { ask } = await serverOf({ version: '13.1' });
    await filled(ask);
    const refused = await ask('DELETE /api/folders/a');
    assert.deepEqual([refused.status, refused.body.messageId], [400, 'folder.not-empty']);
    assert.equal((await ask('DELETE /api/folders/a?forceDeleteRules=true')).status, 200);
    assert.equal((await ask('GET /api/dashboards/uid/board')).status, 404);
  });
  test('rules keep a folder, unless forced', async () => {
    const { ask } = await serverOf({ version: '12' });
    await filled(ask);
    assert.equal((await ask('POST /api/v1/provisioning/alert-rules', rule)).status, 201);
    assert.deepEqual((await ask('GET /api/folders/a/counts')).body, {
      alertrule: 1,
      dashboard: 1,
      folder: 1,
      librarypanel: 0,
    });
    assert.deepEqual(await told(ask, 'DELETE /api/folders/a'), [
      400,
      { message: 'folder contains alert rules' },
    ]);
    assert.equal((await ask('DELETE /api/folders/a?forceDeleteRules=true')).status, 200);
    assert.deepEqual((await ask('GET /api/v1/provisioning/alert-rules')).body, []);
  });
  test('a library panel in use elsewhere keeps its folder', async () => {
    const { ask } = await serverOf({ version: '12' });
    await filled(ask);
    await ask('POST /api/library-elements', { uid: 'lib', name: 'Lib', kind: 1, folderUid: 'b', model: {} });
    const dashboard = { uid: 'user', title: 'User', panels: [{ id: 1, libraryPanel: { uid: 'lib' } }] };
    await ask('POST /api/dashboards/db', { dashboard });
    assert.deepEqual(await told(ask, 'DELETE /api/folders/a'), [
      403,
      { message: 'Folder could not be deleted because it contains library elements in use' },
    ]);
  });
});
