import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serverOf } from './ask.ts';
import { type Version, versions } from './profile.ts';

const coded = (messageId: string, message?: string) => ({
  statusCode: 401,
  messageId,
  ...(message && { message }),
  traceID: '',
});
const basic = (login: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
});
const oldest = (version: Version) => version === '9.4';

describe('who is not known is told so in the words of the release', () => {
  for (const version of versions)
    test(version, async () => {
      const { grafana, ask } = await serverOf({ version });
      const { tokens } = grafana;
      const org = 'GET /api/org';
      const nobody = await ask(org, undefined, { token: '' });
      assert.equal(nobody.status, 401);
      assert.deepEqual(
        nobody.body,
        oldest(version) ? { message: 'Unauthorized' } : coded('auth.unauthorized', 'Unauthorized'),
      );
      const wrong = await ask(org, undefined, { token: 'glsa_wrong' });
      assert.deepEqual(
        wrong.body,
        oldest(version) ? { message: 'Invalid API key' } : coded('api-key.invalid', 'Invalid API key'),
      );
      const expired = await ask(org, undefined, { token: tokens.expired });
      assert.deepEqual([expired.status, expired.body], [401, coded('api-key.expired', 'Expired API key')]);
      const revoked = await ask(org, undefined, { token: tokens.revoked });
      assert.deepEqual(revoked.body, coded('api-key.revoked', 'Revoked API key'));
      const disabled = await ask(org, undefined, { token: tokens.disabled });
      assert.deepEqual(
        disabled.body,
        ['12', '13.0', '13.1'].includes(version)
          ? coded('identity.disabled')
          : coded('service-account.disabled', 'Disabled service account'),
      );
      const password = await ask(org, undefined, { token: '', headers: basic('admin', 'guess') });
      assert.equal(password.status, 401);
      assert.equal(password.body.message, 'Invalid username or password');
      assert.equal(password.body.messageId, oldest(version) ? undefined : 'basic-auth.invalid-credentials');
      const malformed = await ask(org, undefined, { token: '', headers: { authorization: 'Basic eHg=' } });
      assert.deepEqual(
        [malformed.status, malformed.body.messageId, malformed.body.message],
        [400, 'basic-auth.invalid-header', 'Invalid Basic Auth Header'],
      );
      // An unknown address tells nothing to a stranger.
      assert.equal((await ask('GET /api/nothing', undefined, { token: '' })).status, 401);
    });
});

test('a token also works as the password of api_key, and a user by name', async () => {
  const { grafana, ask } = await serverOf({ version: '11' });
  const asKey = await ask('GET /api/org', undefined, { token: '', headers: basic('api_key', grafana.token) });
  assert.deepEqual([asKey.status, asKey.body.id], [200, 1]);
  const { login, password } = grafana.user;
  const asUser = await ask('GET /api/user', undefined, {
    token: '',
    headers: { ...basic(login, password), 'x-grafana-org-id': '2' },
  });
  assert.deepEqual([asUser.status, asUser.body.login, asUser.body.orgId], [200, 'admin', 2]);
  // A service account is no user.
  assert.deepEqual(await ask('GET /api/user').then(({ status, body }) => [status, body]), [
    404,
    { message: 'user not found', traceID: '' },
  ]);
});

describe('a token belongs to one org', () => {
  const foreign: Readonly<Record<Version, readonly [status: number, messageId?: string]>> = {
    '9.4': [200],
    '10.0': [200],
    '11': [401, 'api-key.organization-mismatch'],
    '12': [401, 'api-key.organization-mismatch'],
    '13.0': [401, 'api-key.organization-mismatch'],
    '13.1': [401, 'api-key.invalid'],
  };
  for (const version of versions)
    test(`${version}, with the header of another org`, async () => {
      const { ask } = await serverOf({ version });
      const [status, messageId] = foreign[version];
      const reply = await ask('GET /api/org', undefined, { headers: { 'x-grafana-org-id': '2' } });
      assert.deepEqual([reply.status, reply.body.messageId], [status, messageId]);
      // Where the header is ignored, it is the token's own org that is meant.
      if (status === 200) assert.equal(reply.body.id, 1);
      const text = await ask('GET /api/org', undefined, { headers: { 'x-grafana-org-id': 'two' } });
      assert.deepEqual([text.status, text.body.id], [200, 1], 'a header that is no number is not looked at');
      const target = await ask('GET /api/org?targetOrgId=1', undefined, {
        headers: { 'x-grafana-org-id': '2' },
      });
      assert.equal(target.status, 200, 'targetOrgId overrides the header');
    });
  test('13.1 looks for it in org 1 when no org is named', async () => {
    const { grafana, ask } = await serverOf({ version: '13.1' });
    const token = grafana.tokens.otherOrg;
    const silent = await ask('GET /api/org', undefined, { token });
    assert.deepEqual([silent.status, silent.body.messageId], [401, 'api-key.invalid']);
    const named = await ask('GET /api/org', undefined, { token, headers: { 'x-grafana-org-id': '2' } });
    assert.deepEqual([named.status, named.body.name], [200, 'Second Org.']);
    const before = await serverOf({ version: '13.0' });
    assert.equal((await before.ask('GET /api/org', undefined, { token })).body.id, 2);
  });
});

describe('who may not is told what it would take', () => {
  const denied = (action: string) => ({
    title: 'Access denied',
    message: `You'll need additional permissions to perform this action. Permissions needed: ${action}`,
  });
  test('a viewer writes nothing and sees no data source', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    const token = grafana.tokens.viewer;
    for (const [request, action] of [
      ['POST /api/folders', 'folders:create'],
      ['POST /api/dashboards/db', 'dashboards:write'],
      ['GET /api/datasources', 'datasources:read'],
      ['GET /api/v1/provisioning/policies', 'alert.provisioning:read'],
    ] as const) {
      const { status, body } = await ask(request, request.startsWith('POST') ? {} : undefined, { token });
      const { accessErrorId, ...rest } = body;
      assert.deepEqual([status, rest], [403, denied(action)], request);
      assert.match(accessErrorId, /^ACE\d{10}$/);
    }
    assert.equal((await ask('GET /api/folders', undefined, { token })).status, 200);
  });
  test('an admin who may not write in one folder', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    for (const uid of ['open', 'shut']) await ask('POST /api/folders', { uid, title: uid });
    const token = grafana.tokenWithout('shut');
    const save = (folderUid: string) =>
      ask(
        'POST /api/dashboards/db',
        { dashboard: { uid: 'a', title: 'A' }, folderUid, overwrite: true },
        { token },
      );
    assert.equal((await save('open')).status, 200);
    assert.deepEqual(await save('shut').then(({ status, body }) => [status, body]), [
      403,
      { message: 'Access denied to save dashboard' },
    ]);
    const rename = await ask('PUT /api/folders/shut', { title: 'Mine', version: 1 }, { token });
    assert.deepEqual([rename.status, rename.body.message], [403, denied('folders:write').message]);
    const remove = await ask('DELETE /api/folders/shut', undefined, { token });
    assert.deepEqual([remove.status, remove.body.title], [403, 'Access denied']);
    for (const [request, body] of [
      ['PUT /api/v1/provisioning/folder/shut/rule-groups/g', { interval: 60, rules: [] }],
      ['POST /api/library-elements', { name: 'L', kind: 1, model: {}, folderUid: 'shut' }],
      ['POST /api/folders', { title: 'Below', parentUid: 'shut' }],
      ['POST /api/folders/open/move', { parentUid: 'shut' }],
    ] as const)
      assert.equal((await ask(request, body, { token })).status, 403, request);
    assert.equal((await ask('GET /api/folders/shut', undefined, { token })).status, 200);
    assert.equal((await ask('GET /api/datasources', undefined, { token })).status, 200);
  });
});
