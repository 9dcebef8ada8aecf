import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Ask, serverOf } from '../ask.ts';
import { versions } from '../profile.ts';

const base = '/api/v1/provisioning';
const told = async (ask: Ask, ...request: Parameters<Ask>) =>
  ask(...request).then(({ status, body }) => [status, body] as const);
const openly = { headers: { 'x-disable-provenance': 'true' } };
const slack = {
  uid: 'slack-uid',
  name: 'team',
  type: 'slack',
  settings: { url: 'https://hooks.example/secret', title: 'T' },
};
const points = `${base}/contact-points` as const;
const policies = `${base}/policies` as const;
const timings = `${base}/mute-timings` as const;
const templates = `${base}/templates` as const;

describe('contact points', () => {
  for (const version of versions)
    test(`${version}: 202 each time, secrets redacted, and kept when they come back so`, async () => {
      const { grafana, ask } = await serverOf({ version });
      const created = await ask(`POST ${points}`, slack);
      assert.deepEqual(
        [created.status, created.body.settings, created.body.provenance],
        [202, { url: '[REDACTED]', title: 'T' }, 'api'],
      );
      const [read] = (await ask(`GET ${points}?name=team`)).body;
      assert.deepEqual(read, {
        ...slack,
        disableResolveMessage: false,
        settings: created.body.settings,
        provenance: 'api',
      });
      const settings = { ...read.settings, title: 'U' };
      assert.deepEqual(await told(ask, `PUT ${points}/slack-uid`, { ...read, settings }), [
        202,
        { message: 'contactpoint updated' },
      ]);
      assert.deepEqual(grafana.store.orgs.get(1)?.alertmanager.contactPoints.get('slack-uid')?.settings, {
        url: 'https://hooks.example/secret',
        title: 'U',
      });
      assert.deepEqual(await told(ask, `DELETE ${points}/slack-uid`), [
        202,
        { message: 'contactpoint deleted' },
      ]);
      assert.deepEqual((await ask(`GET ${points}?name=team`)).body, []);
      assert.equal((await ask(`PUT ${points}/slack-uid`, slack)).status, 404);
      assert.equal(
        (await ask(`DELETE ${points}/slack-uid`)).body.messageId,
        'alerting.notifications.contact-points.notFound',
      );
    });
  test('several share a name, a list is sorted by name and uid, and a new org has one that mails nobody', async () => {
    const { ask } = await serverOf({ version: '12' });
    for (const uid of ['z', 'a']) await ask(`POST ${points}`, { ...slack, uid });
    assert.deepEqual(
      (await ask(`GET ${points}`)).body.map(({ uid, name }: Record<string, string>) => `${name} ${uid}`),
      ['grafana-default-email default-email', 'team a', 'team z'],
    );
  });
  test('what is refused', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask(`POST ${points}`, slack);
    const add = (more: object) => ask(`POST ${points}`, { ...slack, uid: '', ...more });
    assert.equal((await add({ name: '' })).status, 400);
    assert.equal((await add({ type: 'pigeon' })).status, 400);
    assert.equal((await add({ settings: { title: 'no address' } })).status, 400);
    assert.equal(
      (await add({ settings: {}, secureSettings: { url: 'x' } })).status,
      500,
      'secrets belong into settings',
    );
    assert.equal((await add({ uid: 'slack-uid' })).status, 409);
    assert.equal((await add({})).status, 202);
  });
  test('one that policies or rules refer to stays, until the last of its name may go: 500 in 9.4, else 409', async () => {
    for (const [version, status] of [
      ['9.4', 500],
      ['10.0', 409],
      ['13.1', 409],
    ] as const) {
      const { ask } = await serverOf({ version });
      await ask(`POST ${points}`, slack);
      await ask(`POST ${points}`, { ...slack, uid: 'twin' });
      await ask(`PUT ${policies}`, { receiver: 'grafana-default-email', routes: [{ receiver: 'team' }] });
      assert.equal((await ask(`DELETE ${points}/twin`)).status, 202);
      const refused = await ask(`DELETE ${points}/slack-uid`);
      assert.equal(refused.status, status, version);
      if (status === 409)
        assert.equal(refused.body.messageId, 'alerting.notifications.contact-points.referenced');
    }
  });
  test('a new name for the last of a receiver is a new name in the policies', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask(`POST ${points}`, slack);
    await ask(`PUT ${policies}`, { receiver: 'team' });
    await ask(`PUT ${points}/slack-uid`, { ...slack, name: 'crew' });
    assert.equal((await ask(`GET ${policies}`)).body.receiver, 'crew');
  });
});

describe('provenance of contact points, templates and mute timings', () => {
  // From api to none, and from file to api.
  const transitions = {
    '9.4': [500, 500],
    '10.0': [500, 500],
    '11': [403, 202],
    '12': [403, 202],
    '13.0': [403, 202],
    '13.1': [202, 202],
  } as const;
  for (const version of versions)
    test(version, async () => {
      const { grafana, ask } = await serverOf({ version });
      const [toNone, fromFile] = transitions[version];
      await ask(`POST ${points}`, slack);
      await ask(`PUT ${templates}/t`, { template: '{{ define "t" }}x{{ end }}' });
      await ask(`POST ${timings}`, { name: 'm', time_intervals: [] });
      for (const [request, body] of [
        [`PUT ${points}/slack-uid`, slack],
        [`PUT ${templates}/t`, { template: '{{ define "t" }}y{{ end }}' }],
        [`PUT ${timings}/m`, { time_intervals: [] }],
      ] as const) {
        const reply = await ask(request, body, openly);
        assert.equal(reply.status, toNone, request);
        if (toNone === 403) assert.equal(reply.body.messageId, 'alerting.notifications.invalidProvenance');
      }
      grafana.byHand.provisionContactPoint({ ...slack, uid: 'f', name: 'f' });
      assert.equal((await ask(`GET ${points}?name=f`)).body[0].provenance, 'file');
      assert.equal((await ask(`PUT ${points}/f`, slack)).status, fromFile);
    });
  test('the header counts by being there, and from none everything goes', async () => {
    const { ask } = await serverOf({ version: '12' });
    const empty = { headers: { 'x-disable-provenance': '' } };
    const created = await ask(`POST ${points}`, slack, empty);
    assert.equal('provenance' in created.body, false);
    assert.equal((await ask(`PUT ${points}/slack-uid`, slack)).status, 202);
    assert.equal((await ask(`GET ${points}?name=team`)).body[0].provenance, 'api');
  });
  test('policies: the last writer wins', async () => {
    const { ask } = await serverOf({ version: '12' });
    const tree = { receiver: 'grafana-default-email' };
    assert.equal((await ask(`PUT ${policies}`, tree)).status, 202);
    assert.equal((await ask(`GET ${policies}`)).body.provenance, 'api');
    assert.equal((await ask(`PUT ${policies}`, tree, openly)).status, 202);
    assert.equal('provenance' in (await ask(`GET ${policies}`)).body, false);
  });
});

describe('policies', () => {
  const route = { receiver: 'grafana-default-email', object_matchers: [['severity', '=', 'critical']] };
  test('are replaced as a whole, with durations as Prometheus prints them', async () => {
    const { ask } = await serverOf({ version: '12' });
    assert.deepEqual((await ask(`GET ${policies}`)).body, {
      receiver: 'grafana-default-email',
      group_by: ['grafana_folder', 'alertname'],
    });
    const tree = {
      receiver: 'grafana-default-email',
      group_by: ['alertname'],
      group_wait: '90s',
      group_interval: '300s',
      repeat_interval: '96h',
      unknown: 1,
      continue: false,
      routes: [
        { ...route, continue: true, repeat_interval: '8d', group_interval: '168h', mute_time_intervals: [] },
      ],
    };
    assert.deepEqual(await told(ask, `PUT ${policies}`, tree), [202, { message: 'policies updated' }]);
    assert.deepEqual((await ask(`GET ${policies}`)).body, {
      receiver: 'grafana-default-email',
      group_by: ['alertname'],
      group_wait: '1m30s',
      group_interval: '5m',
      repeat_interval: '4d',
      routes: [{ ...route, continue: true, repeat_interval: '8d', group_interval: '1w' }],
      provenance: 'api',
    });
    assert.deepEqual(await told(ask, `DELETE ${policies}`), [
      202,
      { receiver: 'grafana-default-email', group_by: ['grafana_folder', 'alertname'] },
    ]);
    assert.equal('provenance' in (await ask(`GET ${policies}`)).body, false);
  });
  test('what is refused', async () => {
    const { ask } = await serverOf({ version: '12' });
    const root = { receiver: 'grafana-default-email' };
    const refused = async (tree: object) => {
      const { status, body } = await ask(`PUT ${policies}`, tree);
      return [status, body.message];
    };
    const because = (message: string) => [400, `invalid object specification: ${message}`];
    assert.deepEqual(await refused({}), because('root route must specify a default receiver'));
    assert.deepEqual(
      await refused({ ...root, object_matchers: route.object_matchers }),
      because('root route must not have any matchers'),
    );
    assert.deepEqual(
      await refused({ ...root, mute_time_intervals: ['m'] }),
      because('root route must not have any mute time intervals'),
    );
    assert.deepEqual(
      await refused({ ...root, routes: [{ receiver: 'none' }] }),
      because("receiver 'none' does not exist"),
    );
    assert.deepEqual(
      await refused({ ...root, routes: [{ mute_time_intervals: ['m'] }] }),
      because("mute time interval 'm' does not exist"),
    );
    assert.deepEqual(
      await refused({ ...root, routes: [{ object_matchers: [['a', '~', 'b']] }] }),
      because('bad matcher ["a","~","b"]'),
    );
    assert.deepEqual(await refused({ ...root, group_wait: 'soon' }), [400, 'bad request data']);
  });
  test('active_time_intervals are dropped without a word before 12.1', async () => {
    for (const [version, kept] of [
      ['11', false],
      ['12', true],
    ] as const) {
      const { ask } = await serverOf({ version });
      await ask(`POST ${timings}`, { name: 'm', time_intervals: [] });
      const tree = {
        receiver: 'grafana-default-email',
        routes: [{ active_time_intervals: ['m'], mute_time_intervals: ['m'] }],
      };
      assert.equal((await ask(`PUT ${policies}`, tree)).status, 202);
      const [first] = (await ask(`GET ${policies}`)).body.routes;
      assert.deepEqual(first.mute_time_intervals, ['m']);
      assert.equal('active_time_intervals' in first, kept, version);
    }
  });
});

describe('templates', () => {
  const template = '{{ define "t" }}x{{ end }}';
  test('are put, never posted; white space around them goes', async () => {
    const { ask } = await serverOf({ version: '12' });
    assert.deepEqual((await ask(`GET ${templates}`)).body, []);
    const put = await ask(`PUT ${templates}/t`, { template: `\n${template}\n` });
    assert.deepEqual([put.status, put.body.template, put.body.provenance], [202, template, 'api']);
    assert.deepEqual((await ask(`GET ${templates}/t`)).body, put.body);
    assert.deepEqual((await ask(`GET ${templates}`)).body, [put.body]);
    assert.deepEqual(await told(ask, `GET ${templates}/none`), [404, '']);
    assert.equal((await ask(`POST ${templates}`, { template })).status, 404);
    const wrapped = await ask(`PUT ${templates}/bare`, { template: 'a\nb' });
    assert.equal(wrapped.body.template, '{{ define "bare" }}\n  a\n  b\n{{ end }}');
  });
  test('a version that is not the stored one is a conflict, from 11', async () => {
    const { ask } = await serverOf({ version: '12' });
    const { version } = (await ask(`PUT ${templates}/t`, { template })).body;
    const other = '{{ define "t" }}y{{ end }}';
    assert.equal((await ask(`PUT ${templates}/t`, { template: other, version })).status, 202);
    const stale = await ask(`PUT ${templates}/t`, { template, version });
    assert.deepEqual([stale.status, stale.body.messageId], [409, 'alerting.notifications.conflict']);
    assert.equal((await ask(`DELETE ${templates}/t?version=${version}`)).status, 409);
    assert.equal(
      (await ask(`PUT ${templates}/t`, { template, version: '' })).status,
      202,
      'an empty one is not looked at',
    );
    const unknown = await ask(`PUT ${templates}/new`, { template, version });
    assert.deepEqual(
      [unknown.status, unknown.body.messageId],
      [404, 'alerting.notifications.templates.notFound'],
    );
    assert.deepEqual(await told(ask, `DELETE ${templates}/t`), [204, '']);
    const before = await serverOf({ version: '10.0' });
    const first = await before.ask(`PUT ${templates}/t`, { template, version: 'anything' });
    assert.deepEqual([first.status, 'version' in first.body], [202, false]);
  });
  test('text that is no template', async () => {
    const { ask } = await serverOf({ version: '12' });
    for (const bad of ['', '  ', '{{ define "t" }}{{ end'])
      assert.equal(
        (await ask(`PUT ${templates}/t`, { template: bad })).body.messageId,
        'alerting.notifications.templates.invalidFormat',
      );
  });
});

describe('mute timings', () => {
  const timing = {
    name: 'nights',
    time_intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }], weekdays: ['monday:friday'] }],
  };
  test('201, 202, 204; 404 without a body for what is not there', async () => {
    const { ask } = await serverOf({ version: '12' });
    const created = await ask(`POST ${timings}`, timing);
    assert.deepEqual(
      [created.status, created.body.time_intervals, created.body.provenance],
      [201, timing.time_intervals, 'api'],
    );
    assert.deepEqual((await ask(`GET ${timings}`)).body, [created.body]);
    assert.deepEqual((await ask(`GET ${timings}/nights`)).body, created.body);
    const again = await ask(`POST ${timings}`, timing);
    assert.deepEqual(
      [again.status, again.body.messageId],
      [400, 'alerting.notifications.time-intervals.nameExists'],
    );
    const { version } = created.body;
    assert.equal((await ask(`PUT ${timings}/nights`, { time_intervals: [], version })).status, 202);
    assert.equal((await ask(`PUT ${timings}/nights`, { time_intervals: [], version })).status, 409);
    assert.deepEqual(await told(ask, `PUT ${timings}/none`, timing), [404, '']);
    assert.deepEqual(await told(ask, `GET ${timings}/none`), [404, '']);
    assert.deepEqual(await told(ask, `DELETE ${timings}/nights`), [204, '']);
    const bad = { name: 'bad', time_intervals: [{ times: [{ start_time: 'dawn', end_time: '09:00' }] }] };
    assert.equal(
      (await ask(`POST ${timings}`, bad)).body.messageId,
      'alerting.notifications.time-intervals.invalidFormat',
    );
  });
  test('one in use stays: 500 in 9.4, else 409', async () => {
    for (const [version, status] of [
      ['9.4', 500],
      ['12', 409],
    ] as const) {
      const { ask } = await serverOf({ version });
      await ask(`POST ${timings}`, timing);
      await ask(`PUT ${policies}`, {
        receiver: 'grafana-default-email',
        routes: [{ mute_time_intervals: ['nights'] }],
      });
      const reply = await ask(`DELETE ${timings}/nights`);
      assert.equal(reply.status, status);
      if (status === 409) assert.equal(reply.body.messageId, 'alerting.notifications.time-intervals.used');
    }
  });
});

test('until the Alertmanager of an org is up, its first calls fail: 404 for policies, 500 for the rest', async () => {
  const { grafana, ask } = await serverOf({ version: '12', alertmanagerNotReady: 4 });
  const calls = [
    [`GET ${policies}`, undefined, 404],
    [`POST ${points}`, slack, 500],
    [`PUT ${templates}/t`, { template: '{{ define "t" }}x{{ end }}' }, 500],
    [`POST ${timings}`, { name: 'm', time_intervals: [] }, 500],
    [`GET ${policies}`, undefined, 200],
  ] as const;
  for (const [request, body, status] of calls)
    assert.equal((await ask(request, body)).status, status, request);
  const token = grafana.tokens.otherOrg;
  assert.equal((await ask(`GET ${policies}`, undefined, { token })).status, 404, 'each org has its own');
});
