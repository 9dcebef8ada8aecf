import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { stepsOf } from '../../../services/responder/agenda.ts';
import { createClock } from '../../../services/responder/clock.ts';
import { alert, deliver, operatorToken, post, start, until } from './running.ts';

const minutes = (text: number) => text * 60_000;

test('who is called when follows the escalation matrix, from the level at which an incident begins', () => {
  const clock = createClock();
  const steps = (level: string, severity: string) =>
    stepsOf({ clock }, level, severity).map(({ level: called, after }) => [called, after / 60_000]);
  assert.deepEqual(steps('1', 'critical'), [
    ['2', 5],
    ['3', 20],
    ['3', 80],
    ['executive', 120],
  ]);
  assert.deepEqual(steps('2', 'high'), [
    ['3', 15],
    ['3', 75],
  ]);
  assert.deepEqual(steps('3', 'high'), [['3', 60]]);
});

const pageOf = (level: string) => `sightline/production/availability/${level}`;

describe('an incident', () => {
  test('that nobody acknowledges goes up the levels to leadership, and all hear of its end', async (t) => {
    // Two hours take 1.2 s.
    const { url, targets, events } = await start(t, { RESPONDER_TIME_FACTOR: '6000' });
    await deliver(url, 'incidents', alert({}));
    await until(() => events().filter((event) => event === 'succeeded escalate').length === 4);
    assert.deepEqual([...targets.pages.keys()], [pageOf('2'), pageOf('3'), pageOf('executive')]);
    assert.equal(targets.pages.get(pageOf('3'))?.key, 'level-3-key');
    await deliver(url, 'incidents', alert({ status: 'resolved' }));
    await until(() => [...targets.pages.values()].every(({ open }) => !open));
    assert.equal(events().includes('closed'), true);
  });

  test('that somebody acknowledged goes to nobody but leadership', async (t) => {
    // Five minutes take half a second, in which somebody must have acknowledged.
    const { url, targets, events, audit } = await start(t, { RESPONDER_TIME_FACTOR: '600' });
    await deliver(url, 'incidents', alert({}));
    const answer = await post(url, '/v1/episodes/1/acknowledgement', { by: 'ada' });
    assert.deepEqual(answer.body, { result: 'acknowledged: nobody else is called for now' });
    const again = await post(url, '/v1/episodes/1/acknowledgement', { by: 'bob' });
    assert.deepEqual(again.body, { result: 'it was acknowledged already' });
    await until(() => targets.pages.has(pageOf('executive')));
    assert.deepEqual([...targets.pages.keys()], [pageOf('executive')]);
    assert.equal(events().filter((event) => event === 'skipped escalate').length, 3);
    assert.equal(audit().find(({ event }) => event === 'acknowledged')?.actor, 'ada');
  });

  test('of an alert that nobody declared is opened, and says so', async (t) => {
    const { url, audit } = await start(t);
    const byHand = alert({ labels: { alertname: 'WrittenByHand', subject: 'elsewhere' }, fingerprint: 'f2' });
    const { status, body } = await deliver(url, 'incidents', alert({}), byHand, {
      ...byHand,
      fingerprint: 'f3',
    });
    assert.equal(status, 200);
    assert.deepEqual(body, { accepted: 3, duplicate: 0, rejected: [], unknown: ['WrittenByHand'] });
    const told = audit().filter(({ event }) => event === 'opened' || event === 'joined');
    assert.deepEqual(
      told.map(({ detail }) => JSON.parse(detail).unknown ?? false),
      [false, true, true],
    );
    const open = await fetch(`${url}/v1/open`, { headers: { authorization: `Bearer ${operatorToken}` } });
    const { episodes } = (await open.json()) as { episodes: { alertname: string; unknown: boolean }[] };
    assert.deepEqual(
      episodes.map(({ alertname, unknown }) => [alertname, unknown]),
      [
        ['FrameworkAutomationHighErrorRate', false],
        ['WrittenByHand', true],
      ],
    );
  });

  test('has one clock for all of its alerts, whose worst severity counts', async (t) => {
    const { url, targets } = await start(t, { RESPONDER_TIME_FACTOR: '6000', RESPONDER_SETTLE: '1h' });
    const high = alert({ labels: { severity: 'high', level: '2' } });
    await deliver(url, 'incidents', high);
    await deliver(url, 'incidents', alert({ fingerprint: 'f2', labels: { alertname: 'Worse' } }));
    await deliver(url, 'incidents', { ...high, status: 'resolved', endsAt: new Date().toISOString() });
    const open = await fetch(`${url}/v1/open`, { headers: { authorization: `Bearer ${operatorToken}` } });
    const { episodes } = (await open.json()) as { episodes: { severity: string; ended_at: number | null }[] };
    assert.deepEqual(
      episodes.map(({ severity, ended_at }) => [severity, ended_at]),
      [['critical', null]],
    );
    await until(() => targets.pages.has(pageOf('executive')));
    assert.equal(targets.pages.has(pageOf('2')), false);
  });

  test('that is critical no more is not for leadership, until it is again', async (t) => {
    const { url, targets, events } = await start(t, { RESPONDER_TIME_FACTOR: '6000' });
    const oldest = async (severity: string) =>
      (await (await fetch(`${url}/metrics`)).text()).includes(
        `framework_incident_oldest_open_timestamp_seconds{severity="${severity}"`,
      );
    const critical = (more: Parameters<typeof alert>[0] = {}) =>
      deliver(url, 'incidents', alert({ fingerprint: 'f2', labels: { alertname: 'Worse' }, ...more }));
    await critical();
    await deliver(url, 'incidents', alert({ labels: { severity: 'high' } }));
    assert.deepEqual([await oldest('critical'), await oldest('high')], [true, true]);
    await critical({ status: 'resolved' });
    await until(() => events().filter((event) => event === 'succeeded escalate').length === 3);
    // Two hours are 1.2 s, and over by now.
    await sleep(1300);
    assert.equal(events().includes('closed'), false);
    assert.deepEqual([await oldest('critical'), await oldest('high')], [false, true]);
    assert.equal(targets.pages.has(pageOf('executive')), false);
    await critical({ startsAt: Date.now() });
    assert.equal(await oldest('critical'), true);
    await until(() => targets.pages.has(pageOf('executive')));
  });

  test('keeps its timers through a restart', async (t) => {
    const running = await start(t, { RESPONDER_TIME_FACTOR: '400' });
    const begun = Date.now();
    await deliver(running.url, 'incidents', alert({ labels: { severity: 'high', level: '1' } }));
    await running.restart();
    assert.equal(running.targets.pages.size, 0);
    await until(() => running.targets.pages.has(pageOf('2')));
    const waited = Date.now() - begun;
    assert.ok(waited >= minutes(5) / 400, `${waited} ms`);
    await running.restart();
    await until(() => running.targets.pages.has(pageOf('3')));
    assert.equal(running.targets.pages.get(pageOf('2'))?.triggered, 1);
    assert.ok(Date.now() - begun >= minutes(20) / 400);
  });

  test('can be ended by a person when Alertmanager never tells of its end', async (t) => {
    const { url, events, audit } = await start(t);
    await deliver(url, 'incidents', alert({}));
    assert.equal((await post(url, '/v1/episodes/1/end', { by: 'ada' })).status, 200);
    assert.equal((await post(url, '/v1/episodes/7/end', { by: 'ada' })).status, 404);
    assert.deepEqual(events().slice(0, 2), ['opened', 'closed']);
    assert.equal(audit()[1]?.actor, 'ada');
    // What was over for a person is over: the same alert, still firing, opens nothing; one that begins anew does.
    assert.equal((await deliver(url, 'incidents', alert({ startsAt: Date.now() - 5000 }))).body.duplicate, 1);
    await sleep(5);
    assert.equal((await deliver(url, 'incidents', alert({ startsAt: Date.now() }))).body.accepted, 1);
  });

  test('is counted, and counted on after a restart', async (t) => {
    const running = await start(t);
    const metric = async (series: string) => {
      const text = await (await fetch(`${running.url}/metrics`)).text();
      const line = text.split('\n').find((each) => each.startsWith(series));
      return line && Number(line.split(' ').at(-1));
    };
    await deliver(running.url, 'incidents', alert({}));
    await post(running.url, '/v1/episodes/1/acknowledgement', { by: 'ada' });
    const verdict = { by: 'ada', alertname: 'FrameworkAutomationHighErrorRate', verdict: 'false_positive' };
    assert.equal((await post(running.url, '/v1/episodes/1/review', verdict)).body.result, 'noted');
    assert.match(String((await post(running.url, '/v1/episodes/1/review', verdict)).body.result), /already/);
    assert.equal(
      (await post(running.url, '/v1/episodes/1/review', { ...verdict, alertname: 'x' })).status,
      404,
    );
    const series = 'framework_incidents_open{severity="critical"';
    assert.equal(await metric(series), 1);
    const oldest = await metric('framework_incident_oldest_open_timestamp_seconds{severity="critical"');
    assert.ok(Math.abs(Date.now() / 1000 - Number(oldest)) < 10);
    await deliver(running.url, 'incidents', alert({ status: 'resolved' }));
    await until(() => running.events().includes('closed'));
    for (const again of [false, true]) {
      if (again) await running.restart();
      assert.equal(await metric(series), 0);
      assert.equal(await metric('framework_incident_oldest_open_timestamp_seconds{'), undefined);
      const opened = 'framework_incidents_total{severity="critical",detected_by="alert",user_impact="true"';
      assert.equal(await metric(opened), 1);
      for (const phase of ['detect', 'acknowledge', 'resolve']) {
        const name = `framework_incident_time_to_${phase}_seconds_count`;
        assert.equal(await metric(`${name}{environment="production",severity="critical"`), 1, phase);
      }
      assert.equal(
        await metric('framework_alert_reviews_total{alertname="FrameworkAutomationHighErrorRate"'),
        1,
      );
    }
  });
});
