import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Ask, serverOf } from '../ask.ts';
import type { GrafanaOptions } from '../grafana.ts';
import { type Version, versions } from '../profile.ts';
import { canonical } from './duration.ts';

const base = '/api/v1/provisioning';
const rules = `${base}/alert-rules` as const;
const group = `${base}/folder/team/rule-groups/Fast%20%2F%20slow` as const;
const openly = { headers: { 'x-disable-provenance': 'true' } };
const rule = (uid: string, more: object = {}) => ({
  uid,
  title: `Rule ${uid}`,
  condition: 'B',
  data: [
    {
      refId: 'A',
      datasourceUid: 'prometheus',
      relativeTimeRange: { from: 600, to: 0 },
      model: { refId: 'A', expr: 'up', maxDataPoints: 100 },
    },
    { refId: 'B', datasourceUid: '__expr__', model: { refId: 'B', type: 'threshold', expression: 'A' } },
  ],
  folderUID: 'team',
  ruleGroup: 'Fast / slow',
  for: '300s',
  noDataState: 'OK',
  execErrState: 'Error',
  labels: { severity: 'low' },
  annotations: { summary: 'S' },
  isPaused: false,
  ...more,
});
const told = async (ask: Ask, ...request: Parameters<Ask>) =>
  ask(...request).then(({ status, body }) => [status, body] as const);

async function team(options: GrafanaOptions) {
  const server = await serverOf(options);
  for (const uid of ['team', 'other']) await server.ask('POST /api/folders', { uid, title: uid });
  return server;
}

describe('a rule', () => {
  for (const version of versions)
    test(`${version}: 201, 200, 204`, async () => {
      const { ask } = await team({ version });
      const created = await ask(`POST ${rules}`, rule('a'));
      assert.deepEqual(
        [
          created.status,
          created.body.for,
          created.body.provenance,
          created.body.orgID,
          created.body.folderUID,
        ],
        [201, '5m', 'api', 1, 'team'],
      );
      assert.deepEqual(
        created.body.data.map(({ model }: { model: object }) => model),
        [
          { refId: 'A', expr: 'up', maxDataPoints: 100, intervalMs: 1000 },
          { refId: 'B', type: 'threshold', expression: 'A', intervalMs: 1000, maxDataPoints: 43200 },
        ],
      );
      assert.deepEqual((await ask(`GET ${rules}/a`)).body, created.body);
      assert.deepEqual((await ask(`GET ${rules}`)).body, [created.body]);
      const updated = await ask(`PUT ${rules}/a`, rule('a', { for: '1h', title: 'New' }));
      assert.deepEqual([updated.status, updated.body.for, updated.body.title], [200, '1h', 'New']);
      const missing =
        version === '9.4' ? [500, { message: 'could not find alert rule', traceID: '' }] : [404, ''];
      assert.deepEqual(await told(ask, `GET ${rules}/none`), missing);
      assert.deepEqual(await told(ask, `PUT ${rules}/none`, rule('none')), missing);
      assert.deepEqual(await told(ask, `DELETE ${rules}/a`), [204, '']);
      assert.deepEqual(await told(ask, `DELETE ${rules}/a`), [204, ''], 'even when it is gone');
    });
  test('posted twice is a conflict', async () => {
    const { ask } = await team({ version: '12' });
    await ask(`POST ${rules}`, rule('a'));
    assert.equal((await ask(`POST ${rules}`, rule('a'))).status, 409);
    const { uid } = (await ask(`POST ${rules}`, rule('', { title: 'Other' }))).body;
    assert.match(uid, /^[a-f0-9]{14}$/);
  });

  const refused: readonly (readonly [string, object, string, Version?])[] = [
    ['no title', { title: '' }, 'invalid alert rule: title is empty'],
    ['a long title', { title: 'x'.repeat(191) }, 'invalid alert rule: title is longer than 190 characters'],
    ['no group', { ruleGroup: '' }, 'invalid alert rule: rule group is empty'],
    ['no folder', { folderUID: '' }, 'invalid alert rule: folderUID must be set'],
    ['unknown folder', { folderUID: 'none' }, 'folder does not exist'],
    ['a strange uid', { uid: 'a b' }, 'invalid alert rule: uid contains illegal characters'],
    ['no queries', { data: [] }, 'invalid alert rule: no queries or expressions are found'],
    [
      'another condition',
      { condition: 'C' },
      'invalid alert rule: condition C does not exist, must be one of A,B',
    ],
    ['no state', { noDataState: '' }, 'invalid alert rule: unknown NoData state option '],
    [
      'KeepLast before 10.4',
      { execErrState: 'KeepLast' },
      'invalid alert rule: unknown error state option KeepLast',
      '10.0',
    ],
    [
      'half a panel',
      { annotations: { __dashboardUid__: 'a' } },
      'invalid alert rule: both annotations __dashboardUid__ and __panelId__ must be specified',
    ],
    [
      'a panel without number',
      { annotations: { __dashboardUid__: 'a', __panelId__: 'x' } },
      'invalid alert rule: __panelId__ must be a valid integer',
    ],
    [
      'a reserved label',
      { labels: { __alert_rule_uid__: 'a' } },
      'invalid alert rule: label __alert_rule_uid__ is reserved',
    ],
    ['no such duration', { for: 'soon' }, 'bad request data'],
    [
      'unknown receiver',
      { notification_settings: { receiver: 'none' } },
      "invalid alert rule: receiver 'none' does not exist",
    ],
    [
      'group_by of its own',
      { notification_settings: { receiver: 'grafana-default-email', group_by: ['alertname'] } },
      'invalid alert rule: group by must contain alertname and grafana_folder',
    ],
    [
      'a recording rule',
      { record: { metric: 'm', from: 'A' } },
      'recording rules cannot be created on this instance',
      '11',
    ],
  ];
  for (const [why, more, message, version = '12'] of refused)
    test(`is refused with ${why}`, async () => {
      const { ask } = await team({ version });
      assert.deepEqual(await told(ask, `POST ${rules}`, rule('a', more)), [400, { message, traceID: '' }]);
    });
  test('KeepLast is fine from 10.4', async () => {
    for (const version of ['11', '12', '13.0', '13.1'] as const) {
      const { ask } = await team({ version });
      const keep = { noDataState: 'KeepLast', execErrState: 'KeepLast' };
      assert.equal((await ask(`POST ${rules}`, rule('a', keep))).status, 201, version);
    }
  });
  test('a query needs a time range, an expression none', async () => {
    const { ask } = await team({ version: '12' });
    const [query, expression] = rule('a').data;
    const reply = await ask(
      `POST ${rules}`,
      rule('a', { data: [{ ...query, relativeTimeRange: undefined }, expression] }),
    );
    assert.deepEqual(
      [reply.status, reply.body.message],
      [400, 'invalid alert rule: invalid relative time range of A: from 0 to 0'],
    );
  });
  test('a title is unique in the folder, over all groups', async () => {
    const { ask } = await team({ version: '12' });
    await ask(`POST ${rules}`, rule('a'));
    const twin = { title: 'Rule a', ruleGroup: 'Another' };
    assert.deepEqual(await told(ask, `POST ${rules}`, rule('b', twin)), [
      400,
      {
        message:
          'a conflicting alert rule is found: rule title under the same organisation and folder should be unique',
        traceID: '',
      },
    ]);
    assert.equal((await ask(`POST ${rules}`, rule('b', { ...twin, folderUID: 'other' }))).status, 201);
  });
  test('keys that a release does not know are dropped without a word', async () => {
    const keys = ['notification_settings', 'keep_firing_for', 'missingSeriesEvalsToResolve'];
    const sent = {
      keep_firing_for: '600s',
      missingSeriesEvalsToResolve: 3,
      notification_settings: { receiver: 'grafana-default-email', repeat_interval: '240m' },
      nonsense: 1,
    };
    for (const [version, kept] of [
      ['9.4', 0],
      ['10.0', 0],
      ['11', 1],
      ['12', 3],
      ['13.1', 3],
    ] as const) {
      const { ask } = await team({ version });
      assert.equal((await ask(`POST ${rules}`, rule('a', sent))).status, 201);
      const { body } = await ask(`GET ${rules}/a`);
      assert.deepEqual(
        keys.filter((key) => key in body),
        keys.slice(0, kept),
        version,
      );
      if (kept > 0) assert.equal(body.notification_settings.repeat_interval, '4h');
      if (kept > 1) assert.equal(body.keep_firing_for, '10m');
    }
  });
  test('a recording rule keeps what means something to it', async () => {
    const { ask } = await team({ version: '12' });
    const { status, body } = await ask(
      `POST ${rules}`,
      rule('a', { record: { metric: 'level:metric:ops', from: 'A' } }),
    );
    assert.deepEqual([status, body.condition, body.noDataState, body.for], [201, '', '', '0s']);
    assert.equal(
      (await ask(`POST ${rules}`, rule('b', { record: { metric: 'a b', from: 'A' } }))).status,
      400,
    );
  });
});

describe('a group', () => {
  const body = (list: unknown, interval = 60) => ({
    title: 'ignored',
    folderUid: 'ignored',
    interval,
    rules: list,
  });
  test('is put as a whole: what is not listed goes, the order is that of the list', async () => {
    const { ask } = await team({ version: '12' });
    await ask(`PUT ${group}`, body([rule('a'), rule('b')]));
    const put = await ask(`PUT ${group}`, body([rule('c'), rule('b', { folderUID: 'elsewhere' })], 30));
    assert.equal(put.status, 200);
    const read = (await ask(`GET ${group}`)).body;
    assert.deepEqual(
      [read.title, read.folderUid, read.interval, read.rules.map(({ uid }: { uid: string }) => uid)],
      ['Fast / slow', 'team', 30, ['c', 'b']],
    );
    assert.equal((await ask(`GET ${rules}/a`)).status, 404);
    assert.equal('provenance' in read.rules[0], false, 'rules of a group lack their provenance');
    assert.equal((await ask(`GET ${rules}/b`)).body.provenance, 'api');
  });
  test('answers with an echo, not with what was stored', async () => {
    const { ask } = await team({ version: '12' });
    const { uid: _uid, ...nameless } = rule('');
    const [echo] = (await ask(`PUT ${group}`, body([nameless]))).body.rules;
    assert.deepEqual([echo.id, echo.uid, 'intervalMs' in echo.data[0].model], [0, '', false]);
    const [stored] = (await ask(`GET ${group}`)).body.rules;
    assert.match(stored.uid, /^[a-f0-9]{14}$/);
    assert.equal(stored.data[0].model.intervalMs, 1000);
  });
  test('null keeps the rules and changes the interval; an empty list deletes them', async () => {
    const { ask } = await team({ version: '12' });
    await ask(`PUT ${group}`, body([rule('a')]));
    for (const nothing of [null, undefined])
      assert.equal((await ask(`PUT ${group}`, body(nothing, 120))).status, 200);
    const read = (await ask(`GET ${group}`)).body;
    assert.deepEqual([read.interval, read.rules.length], [120, 1]);
    assert.equal((await ask(`PUT ${group}`, body([]))).status, 200);
    assert.equal((await ask(`GET ${group}`)).body.messageId, 'alerting.ruleGroup.notFound');
  });
  test('the interval is a multiple of ten seconds', async () => {
    const { ask } = await team({ version: '12' });
    for (const interval of [0, 15, -10]) {
      const { status, body: answer } = await ask(`PUT ${group}`, body([rule('a')], interval));
      assert.equal(status, 400);
      assert.equal(
        answer.message,
        `interval (${interval}s) should be non-zero and divided exactly by scheduler interval: 10`,
      );
    }
    // A single rule takes the interval of its group, or a minute.
    await ask(`PUT ${group}`, body([rule('a')], 20));
    await ask(`POST ${rules}`, rule('b'));
    assert.equal((await ask(`GET ${group}`)).body.interval, 20);
  });
  test('all or nothing: one bad rule and the group stays', async () => {
    const { ask } = await team({ version: '12' });
    await ask(`PUT ${group}`, body([rule('a')]));
    assert.equal((await ask(`PUT ${group}`, body([rule('b'), rule('c', { title: '' })]))).status, 400);
    assert.equal((await ask(`PUT ${group}`, body([rule('b'), rule('c', { title: 'Rule b' })]))).status, 400);
    assert.deepEqual(
      (await ask(`GET ${group}`)).body.rules.map(({ uid }: { uid: string }) => uid),
      ['a'],
    );
    const nowhere = group.replace('team', 'none') as typeof group;
    assert.deepEqual(await told(ask, `PUT ${nowhere}`, body([rule('a')])), [
      400,
      { message: 'folder does not exist', traceID: '' },
    ]);
  });
  test('a rule that is listed in another group moves there', async () => {
    const { ask } = await team({ version: '12' });
    await ask(`PUT ${group}`, body([rule('a'), rule('b')]));
    await ask(`PUT ${base}/folder/team/rule-groups/Next`, body([rule('a')]));
    assert.deepEqual(
      (await ask(`GET ${group}`)).body.rules.map(({ uid }: { uid: string }) => uid),
      ['b'],
    );
    assert.equal((await ask(`GET ${rules}/a`)).body.ruleGroup, 'Next');
  });
  test('is deleted by 204, or 404; there is no such route before 11', async () => {
    for (const [version, statuses] of [
      ['10.0', [404, 404]],
      ['11', [204, 404]],
    ] as const) {
      const { ask } = await team({ version });
      await ask(`PUT ${group}`, body([rule('a')]));
      assert.deepEqual(
        [(await ask(`DELETE ${group}`)).status, (await ask(`DELETE ${group}`)).status],
        statuses,
      );
      assert.equal((await ask(`GET ${rules}`)).body.length, version === '11' ? 0 : 1);
    }
  });
});

describe('provenance of rules', () => {
  const mismatch = (verb: string, to: string, from: string) =>
    `cannot ${verb} with provided provenance '${to}', needs '${from}'`;
  test('a group goes from api to none from 11 on, and from a file nowhere', async () => {
    for (const version of ['10.0', '11', '12', '13.0', '13.1'] as const) {
      const { grafana, ask } = await team({ version });
      const put = (options?: typeof openly) =>
        ask(`PUT ${group}`, { interval: 60, rules: [rule('a')] }, options);
      await put();
      const toNone = await put(openly);
      if (version === '10.0')
        assert.deepEqual([toNone.status, toNone.body.message], [500, mismatch('update', '', 'api')]);
      else assert.equal(toNone.status, 200, version);
      grafana.byHand.setProvenance('a', 'file');
      for (const [options, sent] of [
        [undefined, 'api'],
        [openly, ''],
      ] as const) {
        const reply = await put(options);
        assert.deepEqual(
          [reply.status, reply.body.message, reply.body.messageId],
          [
            version === '10.0' ? 500 : 409,
            mismatch('update', sent, 'file'),
            version === '10.0' ? undefined : 'alerting.provenanceMismatch',
          ],
        );
      }
      const gone = await ask(`DELETE ${rules}/a`);
      assert.deepEqual(
        [gone.status, gone.body.message],
        [version === '10.0' ? 500 : 409, mismatch('delete', 'api', 'file')],
      );
    }
  });
  test('9.4 takes no header for groups', async () => {
    const { ask } = await team({ version: '9.4' });
    await ask(`PUT ${group}`, { interval: 60, rules: [rule('a')] }, openly);
    assert.equal((await ask(`GET ${rules}/a`)).body.provenance, 'api');
  });
  test('a single rule stays what it is, unless it was nothing', async () => {
    const { ask } = await team({ version: '12' });
    await ask(`POST ${rules}`, rule('a'), openly);
    assert.equal((await ask(`PUT ${rules}/a`, rule('a'))).status, 200);
    const { status, body } = await ask(`PUT ${rules}/a`, rule('a'), openly);
    assert.deepEqual([status, body.message], [500, "cannot change provenance from 'api' to ''"]);
  });
});

test('an edit by hand', async () => {
  const { grafana, ask } = await team({ version: '12' });
  await ask(`POST ${rules}`, rule('a'));
  grafana.byHand.editRule('a', { isPaused: true });
  assert.equal((await ask(`GET ${rules}/a`)).body.isPaused, true);
  grafana.byHand.editPolicies((tree) => ({ ...tree, group_by: ['job'] }));
  assert.deepEqual((await ask(`GET ${base}/policies`)).body.group_by, ['job']);
  grafana.byHand.editContactPoint('default-email', { settings: { addresses: 'a@example.com' } });
  assert.equal((await ask(`GET ${base}/contact-points`)).body[0].settings.addresses, 'a@example.com');
});

test('durations print as Prometheus prints them', () => {
  const cases = {
    '0s': '0s',
    '0': '0s',
    '300s': '5m',
    '5m0s': '5m',
    '90m': '1h30m',
    '24h': '1d',
    '7d': '1w',
    '8d': '8d',
    '365d': '1y',
    '4d': '4d',
    '1500ms': '1s500ms',
  };
  for (const [text, printed] of Object.entries(cases)) assert.equal(canonical(text), printed, text);
  assert.equal(canonical(undefined), '0s');
  for (const bad of ['', 'x', '1.5h', '-5m', 5]) assert.throws(() => canonical(bad));
});
