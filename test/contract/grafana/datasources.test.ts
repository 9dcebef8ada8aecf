import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Ask, serverOf } from './ask.ts';
import { versions } from './profile.ts';

const told = async (ask: Ask, ...request: Parameters<Ask>) =>
  ask(...request).then(({ status, body }) => [status, body] as const);
const base = { type: 'prometheus', access: 'proxy', url: 'http://prometheus:9090' };
const one = { ...base, uid: 'one', name: 'One' };
const at = (uid: string) => `/api/datasources/uid/${uid}` as const;

describe('adding', () => {
  test('answers with what was added', async () => {
    const { ask } = await serverOf({ version: '12' });
    const { status, body } = await ask('POST /api/datasources', { ...one, jsonData: { httpMethod: 'POST' } });
    assert.deepEqual(
      [status, body.message, body.name, body.id === body.datasource.id, body.datasource.version],
      [200, 'Datasource added', 'One', true, 1],
    );
    assert.deepEqual(body.datasource.jsonData, { httpMethod: 'POST' });
  });
  test('what is refused', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask('POST /api/datasources', one);
    const add = async (more: object) => told(ask, 'POST /api/datasources', { ...one, ...more });
    const because = (status: number, message: string) => [status, { message, traceID: '' }];
    assert.deepEqual(
      await add({ uid: 'two' }),
      because(409, 'data source with the same name already exists'),
    );
    assert.deepEqual(
      await add({ name: 'Two' }),
      because(409, 'data source with the same uid already exists'),
    );
    for (const lack of [{ name: '' }, { type: '' }, { access: '' }])
      assert.deepEqual(await add({ uid: 'x', name: 'X', ...lack }), because(400, 'bad request data'));
    assert.deepEqual(
      await add({ uid: 'x', name: 'X', url: 'http://a b:c' }),
      because(400, 'Validation error, invalid URL'),
    );
    assert.equal((await add({ uid: 'a.b', name: 'X' }))[0], 400);
    const old = await serverOf({ version: '10.0' });
    assert.equal((await old.ask('POST /api/datasources', { ...one, uid: 'a.b' })).status, 200);
  });
});

describe('reading', () => {
  test('a list has neither version nor anything of secrets, and is sorted by name', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask('POST /api/datasources', { ...one, secureJsonData: { password: 'x' } });
    await ask('POST /api/datasources', { ...base, uid: 'a', name: 'A' });
    const { body } = await ask('GET /api/datasources');
    assert.deepEqual(
      body.map(({ uid }: { uid: string }) => uid),
      ['a', 'one'],
    );
    for (const key of ['version', 'secureJsonFields', 'secureJsonData'])
      assert.equal(key in body[1], false, key);
    assert.equal(body[1].readOnly, false);
  });
  test('one by uid or by name tells which secrets it has, never what they are', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask('POST /api/datasources', { ...one, secureJsonData: { password: 'hush' } });
    for (const address of [at('one'), '/api/datasources/name/One'] as const) {
      const { body } = await ask(`GET ${address}`);
      assert.deepEqual([body.uid, body.version, body.secureJsonFields], ['one', 1, { password: true }]);
      assert.equal(JSON.stringify(body).includes('hush'), false);
    }
    assert.deepEqual(await told(ask, `GET ${at('none')}`), [404, { message: 'Data source not found' }]);
  });
  test('by number up to 12, and not from 13', async () => {
    for (const version of versions) {
      const { ask } = await serverOf({ version });
      const { id } = (await ask('POST /api/datasources', one)).body;
      const gone = version.startsWith('13');
      assert.equal((await ask(`GET /api/datasources/${id}`)).status, gone ? 404 : 200, version);
      assert.equal((await ask(`PUT /api/datasources/${id}`, one)).status, gone ? 404 : 200);
      assert.equal((await ask(`DELETE /api/datasources/${id}`)).status, gone ? 404 : 200);
    }
  });
});

describe('changing', () => {
  test('replaces everything but secrets that are not mentioned', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    await ask('POST /api/datasources', {
      ...one,
      basicAuth: true,
      basicAuthUser: 'me',
      jsonData: { a: 1, b: 2 },
      secureJsonData: { password: 'x', token: 'y' },
    });
    const { status, body } = await ask(`PUT ${at('one')}`, {
      ...one,
      jsonData: { b: 3 },
      secureJsonData: { token: 'z' },
      version: 1,
    });
    assert.deepEqual([status, body.message, body.datasource.version], [200, 'Datasource updated', 2]);
    assert.deepEqual(
      [body.datasource.jsonData, body.datasource.basicAuth, body.datasource.basicAuthUser],
      [{ b: 3 }, false, ''],
    );
    assert.deepEqual(grafana.store.orgs.get(1)?.datasources.get('one')?.secrets, {
      password: 'x',
      token: 'z',
    });
  });
  test('the version passes when it is not older, becomes sent + 1, and without one starts again at 1', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask('POST /api/datasources', one);
    const put = async (version?: number) => {
      const { status, body } = await ask(`PUT ${at('one')}`, {
        ...one,
        ...(version !== undefined && { version }),
      });
      return status === 200 ? body.datasource.version : [status, body.message];
    };
    assert.equal(await put(1), 2);
    assert.equal(await put(7), 8);
    assert.deepEqual(await put(7), [
      409,
      'Datasource has already been updated by someone else. Please reload and try again',
    ]);
    assert.equal(await put(), 1);
    assert.equal(await put(1), 2);
    assert.equal(await put(0), 1);
  });
  test('there is one default', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask('POST /api/datasources', { ...one, isDefault: true });
    await ask('POST /api/datasources', { ...base, uid: 'two', name: 'Two', isDefault: true });
    const defaults = async () =>
      (await ask('GET /api/datasources')).body
        .filter((d: { isDefault: boolean }) => d.isDefault)
        .map((d: { uid: string }) => d.uid);
    assert.deepEqual(await defaults(), ['two']);
    await ask(`PUT ${at('one')}`, { ...one, isDefault: true });
    assert.deepEqual(await defaults(), ['one']);
    await ask(`PUT ${at('one')}`, { ...one, isDefault: false });
    assert.deepEqual(await defaults(), []);
  });
  test('a name that is taken: 500 before 10.3, then 409', async () => {
    for (const [version, status] of [
      ['10.0', 500],
      ['11', 409],
    ] as const) {
      const { ask } = await serverOf({ version });
      await ask('POST /api/datasources', one);
      await ask('POST /api/datasources', { ...one, uid: 'two', name: 'Two' });
      const reply = await ask(`PUT ${at('two')}`, { ...one, uid: 'two' });
      assert.equal(reply.status, status);
      if (status === 409)
        assert.equal(
          reply.body.message,
          'Failed to update datasource: data source with the same name already exists',
        );
    }
  });
  test('what a file brought is read only', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    grafana.byHand.provisionDatasource({ uid: 'file', name: 'File', type: 'loki', url: 'http://loki' });
    assert.equal((await ask(`GET ${at('file')}`)).body.readOnly, true);
    assert.deepEqual(await told(ask, `PUT ${at('file')}`, { ...one, uid: 'file' }), [
      403,
      { message: 'Cannot update read-only data source' },
    ]);
    assert.deepEqual(await told(ask, `DELETE ${at('file')}`), [
      403,
      { message: 'Cannot delete read-only data source' },
    ]);
  });
  test('an edit by hand counts the version up', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    await ask('POST /api/datasources', one);
    grafana.byHand.editDatasource('one', { url: 'http://elsewhere' });
    const { body } = await ask(`GET ${at('one')}`);
    assert.deepEqual([body.url, body.version], ['http://elsewhere', 2]);
    assert.equal((await ask(`PUT ${at('one')}`, { ...one, version: 1 })).status, 409);
  });
});

test('deleting answers with the number, and 404 the second time', async () => {
  const { ask } = await serverOf({ version: '12' });
  const { id } = (await ask('POST /api/datasources', one)).body;
  assert.deepEqual(await told(ask, `DELETE ${at('one')}`), [200, { message: 'Data source deleted', id }]);
  assert.equal((await ask(`DELETE ${at('one')}`)).status, 404);
});
