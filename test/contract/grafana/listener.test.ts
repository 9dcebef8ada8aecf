import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asker, serverOf } from './ask.ts';
import { versions } from './profile.ts';

describe('health, settings and discovery', () => {
  const numbers = ['9.4.7', '10.0.13', '11.6.4', '12.4.1', '13.0.1', '13.1.0'];
  for (const [at, version] of versions.entries())
    test(version, async () => {
      const { grafana, ask } = await serverOf({ version });
      const health = await fetch(`${grafana.url}/api/health`);
      const text = await health.text();
      assert.equal(text, JSON.stringify(JSON.parse(text), null, 2), 'it is printed with indentation');
      assert.deepEqual([JSON.parse(text).database, JSON.parse(text).version], ['ok', numbers[at]]);
      assert.equal((await fetch(`${grafana.url}/api/health`, { method: 'HEAD' })).status, 200);
      const settings = await ask('GET /api/frontend/settings');
      assert.equal(settings.body.buildInfo.version, numbers[at]);
      const apis = await ask('GET /apis');
      assert.equal(apis.status, at < 3 ? 404 : 200);
      assert.equal(apis.body.kind, at < 3 ? 'Status' : 'APIGroupList');
    });
  test('13 has v1 of dashboards, 12 has not', async () => {
    const groups = async (version: '12' | '13.0') => {
      const { ask } = await serverOf({ version });
      const found = (await ask('GET /apis')).body.groups.find(
        ({ name }: { name: string }) => name === 'dashboard.grafana.app',
      );
      return found.versions.map((one: { version: string }) => one.version);
    };
    assert.ok((await groups('13.0')).includes('v1'));
    assert.ok(!(await groups('12')).includes('v1'));
  });
  test('a server may hide its version, in health only', async () => {
    const { ask } = await serverOf({ version: '12', hideVersion: true });
    assert.deepEqual((await ask('GET /api/health')).body, { database: 'ok' });
    const { buildInfo } = (await ask('GET /api/frontend/settings')).body;
    assert.deepEqual([buildInfo.hideVersion, buildInfo.version], [true, '12.4.1']);
  });
});

test('what is not there', async () => {
  const { ask } = await serverOf({ version: '12' });
  assert.deepEqual(await ask('GET /api/nothing').then(({ status, body }) => [status, body]), [
    404,
    { message: 'Not found' },
  ]);
  const { status, body } = await ask('GET /apis/dashboard.grafana.app/v9/namespaces/default/dashboards');
  assert.equal(status, 404);
  assert.deepEqual([body.kind, body.status, body.reason, body.code], ['Status', 'Failure', 'NotFound', 404]);
  assert.match((await ask('GET /')).body, /It is not Grafana/);
});

test('a body that is no JSON, or is called something else', async () => {
  const { ask } = await serverOf({ version: '12' });
  const bad = [400, { message: 'bad request data', traceID: '' }];
  const told = async (body: unknown, headers = {}) =>
    ask('POST /api/folders', body, { headers }).then(({ status, body }) => [status, body]);
  assert.deepEqual(await told('{'), bad);
  assert.deepEqual(await told('[]'), bad);
  assert.deepEqual(await told({ title: 7 }), bad);
  assert.deepEqual(await told({ title: 'A' }, { 'content-type': 'text/plain' }), bad);
  assert.equal((await told({ title: 'A' }))[0], 200);
});

describe('below a sub-path', () => {
  test('10.0 and later send a request without it to the address with it', async () => {
    const { grafana } = await serverOf({ version: '10.0', prefix: '/grafana' });
    assert.match(grafana.url, /\/grafana$/);
    assert.equal((await asker(grafana)('GET /api/org')).status, 200);
    const bare = asker({ url: grafana.url.replace('/grafana', ''), token: grafana.token });
    const reply = await bare('POST /api/folders?x=1', { title: 'A' });
    assert.equal(reply.status, 301);
    assert.equal(reply.headers.get('location'), '/grafana/api/folders?x=1');
    assert.equal(grafana.store.orgs.get(1)?.folders.size, 0);
  });
  test('9.4 serves both', async () => {
    const { grafana } = await serverOf({ version: '9.4', prefix: '/grafana' });
    const bare = asker({ url: grafana.url.replace('/grafana', ''), token: grafana.token });
    assert.equal((await bare('GET /api/org')).status, 200);
  });
});

describe('a body that is too large', () => {
  const dashboard = { uid: 'a', title: 'A', description: 'x'.repeat(1 << 20) };
  test('13 says so itself', async () => {
    const { ask } = await serverOf({ version: '13.0', bodyLimit: 1 << 20 });
    assert.deepEqual(
      await ask('POST /api/dashboards/db', { dashboard }).then(({ status, body }) => [status, body]),
      [413, { message: 'Dashboard is too large, max is 1 MB', traceID: '' }],
    );
  });
  test('before 13 a proxy does, in HTML', async () => {
    const { ask } = await serverOf({ version: '11', bodyLimit: 1 << 20 });
    const { status, body, headers } = await ask('POST /api/dashboards/db', { dashboard });
    assert.equal(status, 413);
    assert.match(body, /^<html>/);
    assert.match(headers.get('content-type') ?? '', /text\/html/);
  });
});

test('the log tells every request in the order of its answer, and writes apart', async () => {
  const { grafana, ask } = await serverOf({ version: '12' });
  await ask('GET /api/org');
  await ask('POST /api/folders', { uid: 'a', title: 'A' });
  await fetch(`${grafana.url}/api/health`);
  assert.deepEqual(
    grafana.log.map(({ sequence, method, path, status, org }) => [sequence, method, path, status, org]),
    [
      [1, 'GET', '/api/org', 200, 1],
      [2, 'POST', '/api/folders', 200, 1],
      [3, 'GET', '/api/health', 200, 0],
    ],
  );
  assert.deepEqual(
    grafana.writes().map(({ body }) => body),
    ['{"uid":"a","title":"A"}'],
  );
});

test('answers that are held back overlap, though each request was carried out at once', async () => {
  const { ask } = await serverOf({ version: '12', latencyMs: 150 });
  const begun = Date.now();
  await Promise.all(['a', 'b', 'c', 'd'].map((uid) => ask('POST /api/folders', { uid, title: uid })));
  const passed = Date.now() - begun;
  assert.ok(passed >= 145, `${passed} ms`);
  assert.ok(passed < 450, `${passed} ms`);
});

test('a restart keeps the address and what is stored', async () => {
  const { grafana, ask } = await serverOf({ version: '12' });
  await ask('POST /api/folders', { uid: 'a', title: 'A' });
  await grafana.restart();
  assert.equal((await ask('GET /api/folders/a')).body.title, 'A');
});

describe('faults', () => {
  test('meet the requests they were arranged for, in order, and no other', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    grafana.fault({ kind: 'rate-limit', method: 'POST', retryAfter: 2 });
    grafana.fault({ kind: 'bad-gateway', path: /folders/, times: 2 });
    grafana.fault({ kind: 'waking', path: /org/ });
    grafana.fault({ kind: 'unauthorized', path: /org/ });
    grafana.fault({ kind: 'server-error', path: /org/ });
    const limited = await ask('POST /api/folders', { title: 'A' });
    assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '2']);
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await ask('GET /api/org')).status);
    assert.deepEqual(statuses, [503, 401, 500, 200]);
    for (const status of [502, 502, 200])
      assert.equal((await ask('POST /api/folders', { title: 'A' })).status, status);
  });
  test('a reset comes after the write was carried out', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    grafana.fault({ kind: 'reset', method: 'POST' });
    await assert.rejects(ask('POST /api/folders', { uid: 'a', title: 'A' }), TypeError);
    assert.equal((await ask('GET /api/folders/a')).status, 200);
    assert.equal(grafana.log[0]?.status, 0);
  });
  test('a folder may be there although its creation was answered with a conflict (TF#2176)', async () => {
    const { grafana, ask } = await serverOf({ version: '11' });
    grafana.fault({ kind: 'conflict', method: 'POST', path: /folders$/ });
    assert.equal((await ask('POST /api/folders', { uid: 'a', title: 'A' })).status, 412);
    assert.equal((await ask('GET /api/folders/a')).status, 200);
  });
});
