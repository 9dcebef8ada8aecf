import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Ask, serverOf } from './ask.ts';
import { type Version, versions } from './profile.ts';

const save = 'POST /api/dashboards/db';
const told = async (ask: Ask, ...request: Parameters<Ask>) =>
  ask(...request).then(({ status, body }) => [status, body] as const);
const later = (version: Version) => version === '13.1';

describe('a save', () => {
  for (const version of versions)
    test(`${version}: what it answers, and what is stored`, async () => {
      const { ask } = await serverOf({ version });
      await ask('POST /api/folders', { uid: 'team', title: 'Team' });
      const dashboard = {
        uid: 'a',
        title: ' The A ',
        schemaVersion: 36,
        tags: ['z', 'b'],
        id: null,
        version: 9,
      };
      const { status, body } = await ask(save, { dashboard, folderUid: 'team', message: 'first' });
      const { id, ...rest } = body;
      assert.equal(status, 200);
      assert.deepEqual(rest, {
        status: 'success',
        uid: 'a',
        url: '/d/a/the-a',
        version: 1,
        slug: 'the-a',
        ...(['9.4', '10.0'].includes(version) ? {} : { folderUid: 'team' }),
      });
      const { body: read } = await ask('GET /api/dashboards/uid/a');
      // The schema version is not migrated (#104213), tags keep their order, id and version are the server's.
      assert.deepEqual(read.dashboard, {
        id,
        uid: 'a',
        title: 'The A',
        schemaVersion: 36,
        tags: ['z', 'b'],
        version: 1,
      });
      assert.deepEqual(
        [
          read.meta.folderUid,
          read.meta.folderTitle,
          read.meta.version,
          read.meta.createdBy,
          read.meta.provisioned,
        ],
        ['team', 'Team', 1, 'sa-admin', false],
      );
      assert.equal(read.meta.apiVersion, ['12', '13.0', '13.1'].includes(version) ? 'v0alpha1' : undefined);
    });
  test('on top of a version that was not seen: 412, and 409 from 13.1 (#122027)', async () => {
    for (const version of versions) {
      const { ask } = await serverOf({ version });
      await ask(save, { dashboard: { uid: 'a', title: 'A' } });
      const conflict = later(version)
        ? [409, { message: 'Dashboard already exists. Use overwrite flag to update.' }]
        : [412, { status: 'version-mismatch', message: 'The dashboard has been changed by someone else' }];
      for (const sent of [{}, { version: 7 }])
        assert.deepEqual(
          await told(ask, save, { dashboard: { uid: 'a', title: 'B', ...sent } }),
          conflict,
          version,
        );
      assert.equal((await ask(save, { dashboard: { uid: 'a', title: 'B', version: 1 } })).body.version, 2);
      assert.equal(
        (await ask(save, { dashboard: { uid: 'a', title: 'C' }, overwrite: true })).body.version,
        3,
      );
    }
  });
  test('of the same content is a new version, but not from 13.1', async () => {
    for (const version of versions) {
      const { ask } = await serverOf({ version });
      const again = async (n: number) =>
        (await ask(save, { dashboard: { title: 'A', uid: 'a', panels: [], version: n }, overwrite: true }))
          .body.version;
      assert.deepEqual([await again(0), await again(1)], [1, later(version) ? 1 : 2], version);
    }
  });
  test('without folderUid moves it to the root', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask('POST /api/folders', { uid: 'team', title: 'Team' });
    const dashboard = { uid: 'a', title: 'A' };
    await ask(save, { dashboard, folderUid: 'team' });
    await ask(save, { dashboard, overwrite: true });
    const { meta } = (await ask('GET /api/dashboards/uid/a')).body;
    assert.deepEqual([meta.folderUid, meta.folderTitle], ['', 'Dashboards']);
  });
  test('without uid makes one, and a version alone means nothing', async () => {
    const { ask } = await serverOf({ version: '11' });
    const { body } = await ask(save, { dashboard: { title: 'A', version: 12 } });
    assert.match(body.uid, /^[a-f0-9]{14}$/);
    assert.equal(body.version, 1);
  });
  test('keeps the keys of objects sorted, as Go prints them', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    await ask(save, { dashboard: { uid: 'a', title: 'A', panels: [{ type: 'stat', id: 1 }] } });
    assert.equal(
      grafana.store.orgs.get(1)?.dashboards.get('a')?.text,
      '{"panels":[{"id":1,"type":"stat"}],"title":"A","uid":"a"}',
    );
  });
});

describe('a title in a folder', () => {
  const exists = {
    status: 'name-exists',
    message: 'A dashboard with the same name in the folder already exists',
  };
  for (const version of versions)
    test(version, async () => {
      const { ask } = await serverOf({ version });
      const once = version === '9.4' || version === '10.0';
      await ask(save, { dashboard: { uid: 'a', title: 'Same' } });
      const second = await told(ask, save, { dashboard: { uid: 'b', title: 'Same' } });
      if (once) assert.deepEqual(second, [412, exists]);
      else assert.equal(second[0], 200);
      await ask('POST /api/folders', { uid: 'team', title: 'Team' });
      assert.equal(
        (await ask(save, { dashboard: { uid: 'c', title: 'Same' }, folderUid: 'team' })).status,
        200,
      );
      // A save that overwrites takes over whatever has the title, uid and all.
      const taken = await ask(save, { dashboard: { uid: 'd', title: 'Same' }, overwrite: true });
      assert.equal(taken.body.uid, once ? 'a' : 'd');
    });
  test('9.4 wants it different from the name of the folder', async () => {
    for (const [version, status] of [
      ['9.4', 400],
      ['10.0', 200],
    ] as const) {
      const { ask } = await serverOf({ version });
      await ask('POST /api/folders', { uid: 'team', title: 'Team' });
      const reply = await ask(save, { dashboard: { title: 'Team' }, folderUid: 'team' });
      assert.deepEqual(
        [reply.status, reply.body.status],
        [status, status === 400 ? 'name-match' : 'success'],
      );
    }
  });
});

describe('a save is refused', () => {
  const cases: readonly (readonly [string, unknown, number, unknown, Version?])[] = [
    ['no dashboard', {}, 400, { message: 'bad request data', traceID: '' }],
    [
      'isFolder',
      { dashboard: { title: 'A' }, isFolder: true },
      400,
      { message: 'Use folders endpoint for saving folders.' },
    ],
    [
      'unknown folder',
      { dashboard: { title: 'A' }, folderUid: 'none' },
      400,
      { message: 'folder not found' },
    ],
    [
      'an id of another server',
      { dashboard: { title: 'A', id: 4711 }, overwrite: true },
      404,
      { status: 'not-found', message: 'Dashboard not found' },
    ],
    [
      'no title',
      { dashboard: { title: ' ' } },
      400,
      { status: 'empty-name', message: 'Dashboard title cannot be empty' },
    ],
    [
      'no title',
      { dashboard: {} },
      400,
      { message: 'Dashboard spec is missing required title property' },
      '13.1',
    ],
    [
      'a strange uid',
      { dashboard: { title: 'A', uid: 'ä' } },
      400,
      { message: 'uid contains illegal characters' },
    ],
    [
      'a long uid',
      { dashboard: { title: 'A', uid: 'a'.repeat(41) } },
      400,
      { message: 'uid too long, max 40 characters' },
    ],
    [
      'a hasty refresh',
      { dashboard: { title: 'A', refresh: '1s' } },
      400,
      { message: 'Dashboard refresh interval is too low' },
      '9.4',
    ],
    [
      'a hasty refresh',
      { dashboard: { title: 'A', refresh: '4s' } },
      400,
      { message: 'Dashboard refresh interval is too low' },
    ],
    [
      'the uid of a folder',
      { dashboard: { title: 'A', uid: 'team' } },
      400,
      { message: 'Dashboard cannot be changed to a folder' },
    ],
    [
      'a long message',
      { dashboard: { title: 'A' }, message: 'x'.repeat(501) },
      400,
      { message: 'message too long, max 500 characters' },
    ],
  ];
  for (const [why, body, status, answer, version = '12'] of cases)
    test(`${version}: ${why}`, async () => {
      const { grafana, ask } = await serverOf({ version });
      await ask('POST /api/folders', { uid: 'team', title: 'Team' });
      assert.deepEqual(await told(ask, save, body), [status, answer]);
      assert.equal(grafana.store.orgs.get(1)?.dashboards.size, 0);
    });
  test('a title above 5000 characters from 12, a message of any length before', async () => {
    const { ask } = await serverOf({ version: '12' });
    const long = await ask(save, { dashboard: { title: 'x'.repeat(5001) } });
    assert.deepEqual([long.status, long.body.status], [400, 'title-too-long']);
    const before = await serverOf({ version: '11' });
    const message = 'x'.repeat(501);
    assert.equal((await before.ask(save, { dashboard: { title: 'x'.repeat(5001) }, message })).status, 200);
  });
  test('a refresh of auto, none, or the minimum is fine', async () => {
    const { ask } = await serverOf({ version: '12' });
    for (const refresh of ['auto', '', '5s', '1m', false])
      assert.equal((await ask(save, { dashboard: { title: 'A', refresh } })).status, 200, String(refresh));
  });
  test('id and uid of two dashboards', async () => {
    const { ask } = await serverOf({ version: '12' });
    const { id } = (await ask(save, { dashboard: { uid: 'a', title: 'A' } })).body;
    await ask(save, { dashboard: { uid: 'b', title: 'B' } });
    assert.deepEqual(await told(ask, save, { dashboard: { uid: 'b', id, title: 'B' }, overwrite: true }), [
      400,
      { message: 'A dashboard with the same uid already exists' },
    ]);
  });
  test('what a file provisions, even with overwrite, unless it may be edited', async () => {
    for (const version of versions) {
      const { grafana, ask } = await serverOf({ version });
      grafana.byHand.provisionDashboard({ uid: 'a', title: 'A', refresh: '1s' });
      const read = (await ask('GET /api/dashboards/uid/a')).body;
      assert.deepEqual(
        [read.meta.provisioned, read.dashboard.refresh],
        [true, '5s'],
        'a short refresh is rewritten',
      );
      assert.deepEqual(await told(ask, save, { dashboard: { uid: 'a', title: 'B' }, overwrite: true }), [
        400,
        { message: 'Cannot save provisioned dashboard' },
      ]);
      assert.deepEqual(await told(ask, 'DELETE /api/dashboards/uid/a'), [
        400,
        { message: 'provisioned dashboard cannot be deleted' },
      ]);
      grafana.byHand.provisionDashboard({ uid: 'b', title: 'B' }, { allowUiUpdates: true });
      assert.equal((await ask('GET /api/dashboards/uid/b')).body.meta.provisioned, false);
      assert.equal((await ask(save, { dashboard: { uid: 'b', title: 'C' }, overwrite: true })).status, 200);
    }
  });
  test('what an app brought, without overwrite', async () => {
    const { grafana, ask } = await serverOf({ version: '11' });
    await ask(save, { dashboard: { uid: 'a', title: 'A' } });
    const stored = grafana.store.orgs.get(1)?.dashboards.get('a');
    assert.ok(stored);
    stored.plugin = 'some-app';
    const { status, body } = await ask(save, { dashboard: { uid: 'a', title: 'A', version: 1 } });
    assert.deepEqual(
      [status, body],
      [412, { status: 'plugin-dashboard', message: 'The dashboard belongs to plugin some-app.' }],
    );
  });
});

describe('a delete', () => {
  test('tells the uid, in 9.4 the id', async () => {
    for (const version of ['9.4', '10.0'] as const) {
      const { ask } = await serverOf({ version });
      const { id } = (await ask(save, { dashboard: { uid: 'a', title: 'A' } })).body;
      assert.deepEqual(await told(ask, 'DELETE /api/dashboards/uid/a'), [
        200,
        { title: 'A', message: 'Dashboard A deleted', ...(version === '9.4' ? { id } : { uid: 'a' }) },
      ]);
      const gone = [404, { message: 'Dashboard not found', traceID: '' }];
      assert.deepEqual(await told(ask, 'DELETE /api/dashboards/uid/a'), gone);
      assert.deepEqual(await told(ask, 'GET /api/dashboards/uid/a'), gone);
    }
  });
  test('of a folder is refused', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask('POST /api/folders', { uid: 'team', title: 'Team' });
    assert.equal((await ask('DELETE /api/dashboards/uid/team')).status, 400);
  });
});

describe('versions', () => {
  async function three(ask: Ask): Promise<void> {
    for (const [at, message] of ['one', 'two', 'three'].entries())
      await ask(save, { dashboard: { uid: 'a', title: message, version: at }, message });
  }
  test('are an array up to 11 and an object since, newest first', async () => {
    for (const version of versions) {
      const { ask } = await serverOf({ version });
      await three(ask);
      const { body } = await ask('GET /api/dashboards/uid/a/versions');
      const list = ['9.4', '10.0', '11'].includes(version) ? body : body.versions;
      assert.deepEqual(
        list.map((one: Record<string, unknown>) => [
          one.version,
          one.parentVersion,
          one.message,
          one.createdBy,
        ]),
        [
          [3, 2, 'three', 'sa-admin'],
          [2, 1, 'two', 'sa-admin'],
          [1, 0, 'one', 'sa-admin'],
        ],
        version,
      );
    }
  });
  test('come in pages, with a token for the next', async () => {
    const { ask } = await serverOf({ version: '12' });
    await three(ask);
    const page = async (query: string) => {
      const { body } = await ask(`GET /api/dashboards/uid/a/versions?${query}`);
      return [body.versions.map((one: { version: number }) => one.version), body.continueToken];
    };
    assert.deepEqual(await page('limit=2'), [[3, 2], '2']);
    assert.deepEqual(await page('limit=2&start=2'), [[1], '']);
  });
  test('twenty are kept', async () => {
    const { ask } = await serverOf({ version: '11' });
    for (let n = 0; n < 23; n++) await ask(save, { dashboard: { uid: 'a', title: 'A' }, overwrite: true });
    const { body } = await ask('GET /api/dashboards/uid/a/versions');
    assert.deepEqual([body.length, body.at(-1).version], [20, 4]);
  });
  test('one tells its data; one that is not there is a 500', async () => {
    const { ask } = await serverOf({ version: '11' });
    await three(ask);
    const { body } = await ask('GET /api/dashboards/uid/a/versions/2');
    assert.deepEqual(body.data, { title: 'two', uid: 'a', version: 2 });
    const { status, body: gone } = await ask('GET /api/dashboards/uid/a/versions/9');
    assert.deepEqual(
      [status, gone.message],
      [500, `Dashboard version 9 not found for dashboardId ${body.dashboardId}`],
    );
  });
  test('restoring one writes a new one', async () => {
    const { ask } = await serverOf({ version: '12' });
    await three(ask);
    const { status, body } = await ask('POST /api/dashboards/uid/a/restore', { version: 1 });
    assert.deepEqual([status, body.status, body.version], [200, 'success', 4]);
    assert.equal((await ask('GET /api/dashboards/uid/a')).body.dashboard.title, 'one');
    const [newest] = (await ask('GET /api/dashboards/uid/a/versions')).body.versions;
    assert.equal(newest.restoredFrom, 1);
  });
});

describe('by hand', () => {
  test('a user saves in the browser: a new version of theirs, without a message', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    await ask(save, { dashboard: { uid: 'a', title: 'A' }, message: 'ours' });
    grafana.byHand.saveDashboard('a', (json) => ({ ...json, title: 'Mine' }), { login: 'marie' });
    const { dashboard, meta } = (await ask('GET /api/dashboards/uid/a')).body;
    assert.deepEqual(
      [dashboard.title, dashboard.version, meta.updatedBy, meta.createdBy],
      ['Mine', 2, 'marie', 'sa-admin'],
    );
    const [newest] = (await ask('GET /api/dashboards/uid/a/versions')).body.versions;
    assert.deepEqual([newest.createdBy, newest.message], ['marie', '']);
    assert.equal((await ask(save, { dashboard: { uid: 'a', title: 'A', version: 1 } })).status, 412);
  });
  test('orgs are apart', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    grafana.byHand.createDashboard({ uid: 'a', title: 'A' }, { org: 2 });
    assert.equal((await ask('GET /api/dashboards/uid/a')).status, 404);
    const token = grafana.tokens.otherOrg;
    assert.equal((await ask('GET /api/dashboards/uid/a', undefined, { token })).status, 200);
  });
});

test('a thousand dashboards of 50 KB, saved and read, take a moment', async () => {
  const { ask } = await serverOf({ version: '12', logBodies: false });
  const panels = Array.from({ length: 40 }, (_, id) => ({
    id,
    type: 'timeseries',
    title: `Panel ${id}`,
    text: 'x'.repeat(1150),
  }));
  const begun = Date.now();
  for (let n = 0; n < 1000; n++) {
    await ask(save, { dashboard: { uid: `d${n}`, title: `D ${n}`, panels } });
    await ask(`GET /api/dashboards/uid/d${n}`);
  }
  const perRequest = (Date.now() - begun) / 2000;
  assert.ok(perRequest < 15, `${perRequest} ms for a request`);
});
