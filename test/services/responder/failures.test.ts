import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { backOff } from '../../../services/responder/results.ts';
import { alert, deliver, start, until } from './running.ts';

const errors = { response: 'high_error_rate' };
const slow = {
  response: 'performance_degradation',
  alertname: 'FrameworkAutomationPerformanceDegradation',
  subject: 'performance',
};
const full = {
  response: 'resource_exhaustion',
  alertname: 'FrameworkAutomationResourceExhaustion',
  subject: 'capacity',
};
const succeeded = (event: string) => event.startsWith('succeeded');

describe('a target', () => {
  test('that answers 500 is asked again, and the others are not kept waiting', async (t) => {
    const { url, targets, events } = await start(t);
    let refused = 0;
    targets.trouble = ({ target, method }) =>
      target === 'github' && method === 'POST' && refused++ < 3 ? { instead: { status: 500 } } : undefined;
    await deliver(url, 'automation', alert({ labels: errors }));
    await until(() => events().filter(succeeded).length === 4);
    assert.equal(events().filter((event) => event === 'retried create_incident_ticket').length, 3);
    assert.equal(targets.issues.length, 1);
  });

  test('behind a proxy that says yes in its place is asked until it answers itself', async (t) => {
    const { url, targets, events, audit } = await start(t);
    const pages = [
      { status: 200, body: '<html>Back soon</html>' },
      { status: 202, body: '<html>Back soon</html>' },
      { status: 202, body: { status: 'throttled' } },
    ];
    targets.trouble = ({ target }) => {
      const instead = target === 'pagerduty' ? pages.shift() : undefined;
      return instead && { instead };
    };
    await deliver(url, 'automation', alert({ labels: errors }));
    await until(() => events().includes('succeeded notify_on_call_engineer'));
    const retried = audit().filter(({ event }) => event === 'retried');
    assert.equal(retried.length, 3);
    assert.match(retried[0]?.detail ?? '', /answered 200: <html>/);
    assert.match(retried[1]?.detail ?? '', /something that is no receipt of an event/);
    assert.equal(targets.pages.get('sightline/production/high_error_rate/1')?.triggered, 1);
  });

  test('that does not say what it is known to say has perhaps not heard a message, which is not repeated', async (t) => {
    const { url, targets, events, audit } = await start(t);
    targets.trouble = ({ target }) =>
      target === 'slack' ? { instead: { status: 200, body: '<html>Sign in</html>' } } : undefined;
    await deliver(url, 'automation', alert({ labels: slow }));
    await until(() => events().includes('unknown alert_performance_team'));
    assert.match(audit().find(({ event }) => event === 'unknown')?.detail ?? '', /no \\"ok\\"/);
    assert.equal(targets.seen.filter(({ target }) => target === 'slack').length, 1);
  });

  test('that stays down is given up, and said so', async (t) => {
    const { url, targets, events, audit } = await start(t, { RESPONDER_ATTEMPTS: '3' });
    targets.trouble = ({ target }) =>
      target === 'pagerduty' ? { instead: { status: 503, body: 'away' } } : undefined;
    await deliver(url, 'automation', alert({ labels: errors }));
    await until(() => events().includes('failed notify_on_call_engineer'));
    assert.equal(events().filter((event) => event === 'retried notify_on_call_engineer').length, 2);
    const row = audit().find(({ event }) => event === 'failed');
    assert.equal(row?.outcome, 'failure');
    assert.match(row?.detail ?? '', /answered 503: .*away/);
    const text = await (await fetch(`${url}/metrics`)).text();
    assert.match(
      text,
      /^framework_automation_actions_total\{action="notify_on_call_engineer",mode="execute",outcome="failure",.*\} 1$/m,
    );
  });

  test('that says no is not asked again', async (t) => {
    const { url, targets, events } = await start(t, { CONTROL_TOKEN: 'a wrong one' });
    await deliver(url, 'automation', alert({ labels: errors }));
    await until(() => events().filter((event) => event.startsWith('failed')).length === 2);
    assert.equal(targets.seen.filter(({ target }) => target === 'control').length, 2);
    assert.equal(
      events().some((event) => event.startsWith('retried')),
      false,
    );
  });

  test('that hangs after it did what it was asked does not do it twice', async (t) => {
    const { url, targets, events } = await start(t);
    const silenced = new Set<string>();
    targets.trouble = ({ target, method, path }) => {
      if (method === 'GET' || silenced.has(`${target} ${path}`)) return undefined;
      silenced.add(`${target} ${path}`);
      return 'done-but-silent';
    };
    await deliver(url, 'automation', alert({ labels: errors }), alert({ labels: full, fingerprint: 'f2' }));
    await until(() => events().filter(succeeded).length === 8);
    assert.equal(targets.issues.length, 1);
    assert.equal(targets.purges.size, 1);
    assert.equal(targets.deployment.replicas, 5);
    assert.ok([...targets.pages.values()].every(({ triggered }) => triggered === 1));
  });

  test('that cannot tell a second message from the first gets one at most', async (t) => {
    const { url, targets, events, audit } = await start(t);
    targets.trouble = ({ target }) => (target === 'slack' ? 'done-but-silent' : undefined);
    await deliver(url, 'automation', alert({ labels: slow }));
    await until(() => events().includes('unknown alert_performance_team'));
    await sleep(300);
    assert.equal(targets.messages.length, 1);
    const { detail = '', outcome } = audit().find(({ event }) => event === 'unknown') ?? {};
    assert.equal(outcome, 'failure');
    // The address of the webhook is the secret.
    assert.match(detail, /the webhook of Slack stayed silent for 1 s/);
    assert.equal(
      audit().some((row) => row.detail.includes('/services/')),
      false,
    );
  });

  test('of which nobody knows whether it did it is put back, even when it may not be asked again', async (t) => {
    const running = await start(t);
    const { targets, events } = running;
    targets.trouble = ({ path, method }) =>
      path.endsWith('/circuit-breaker') &&
      (method === 'PUT' || events().includes('started enable_circuit_breaker'))
        ? 'done-but-silent'
        : undefined;
    await deliver(running.url, 'automation', alert({ labels: errors }));
    await until(() => /started enable_circuit.*retried enable_circuit/.test(events().join()));
    await running.restart({ RESPONDER_EXECUTE: 'notify_on_call_engineer' });
    await until(() => events().includes('skipped enable_circuit_breaker'));
    assert.deepEqual(targets.controls.get('circuit-breaker')?.state, { enabled: true });
    targets.trouble = () => undefined;
    await deliver(running.url, 'automation', alert({ labels: errors, status: 'resolved' }));
    await until(() => events().includes('undone enable_circuit_breaker'));
    assert.deepEqual(targets.controls.get('circuit-breaker')?.state, { enabled: false });
  });

  test('is not asked again once all is over', async (t) => {
    const { url, targets, events } = await start(t, { RESPONDER_SETTLE: '1s' });
    let isFirst = true;
    targets.trouble = ({ target }) => {
      if (target !== 'pagerduty' || !isFirst) return undefined;
      isFirst = false;
      return 'done-but-silent';
    };
    await deliver(url, 'automation', alert({ labels: errors }));
    await until(() => events().includes('started notify_on_call_engineer'));
    await deliver(url, 'automation', alert({ labels: errors, status: 'resolved' }));
    await until(() => events().includes('undone notify_on_call_engineer'));
    assert.deepEqual(
      events().filter((event) => event.endsWith(' notify_on_call_engineer')),
      ['started', 'retried', 'skipped', 'started', 'undone'].map(
        (event) => `${event} notify_on_call_engineer`,
      ),
    );
    const page = targets.pages.get('sightline/production/high_error_rate/1');
    assert.deepEqual([page?.triggered, page?.resolved], [1, 1]);
  });

  test('that wants to be left alone for a while is', async (t) => {
    const { url, targets, events, audit } = await start(t);
    let asked = 0;
    targets.trouble = ({ target }) =>
      target === 'slack' && asked++ === 0
        ? { instead: { status: 429, headers: { 'retry-after': '1' } } }
        : undefined;
    await deliver(url, 'automation', alert({ labels: slow }));
    await until(() => events().includes('succeeded alert_performance_team'));
    const at = (name: string) => audit().find(({ event, action }) => `${event} ${action}` === name)?.at ?? 0;
    assert.ok(at('succeeded alert_performance_team') - at('retried alert_performance_team') >= 1000);
    assert.equal(targets.messages.length, 1);
  });

  test('that somebody else changes in the same moment is read again', async (t) => {
    const { url, targets, events } = await start(t);
    let conflicts = 0;
    targets.trouble = ({ target, method }) => {
      if (target === 'kubernetes' && method === 'PATCH' && conflicts++ === 0) {
        targets.deployment.replicas = 6;
        targets.deployment.version++;
      }
      return undefined;
    };
    await deliver(url, 'automation', alert({ labels: full }));
    await until(() => events().includes('succeeded scale_infrastructure_pods'));
    assert.equal(targets.deployment.replicas, 8);
    await deliver(url, 'automation', alert({ labels: full, status: 'resolved' }));
    await until(() => events().includes('undone scale_infrastructure_pods'));
    assert.equal(targets.deployment.replicas, 6);
  });

  test('never gets more pods than the most', async (t) => {
    const { url, targets, events, audit } = await start(t);
    targets.deployment.replicas = 12;
    await deliver(url, 'automation', alert({ labels: full }));
    await until(() => events().includes('succeeded scale_infrastructure_pods'));
    assert.equal(targets.deployment.replicas, 12);
    const row = audit().find(({ event, action }) => event === 'succeeded' && action?.startsWith('scale'));
    assert.match(row?.detail ?? '', /"changed":false/);
  });
});

test('pauses grow from a second to a minute, and differ between tasks', () => {
  const pauses = [1, 2, 3, 7, 15].map((attempt) => backOff('a', attempt));
  for (const [at, base] of [1, 2, 4, 60, 60].entries())
    assert.ok((pauses[at] as number) >= base * 0.75 && (pauses[at] as number) < base * 1.25);
  assert.notEqual(backOff('a', 1), backOff('b', 1));
  assert.equal(backOff('a', 1), backOff('a', 1));
});
