import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { actions } from '../../../alerts/responses.ts';
import { alert, deliver, operatorToken, post, start, until } from './running.ts';

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
  severity: 'high',
};

describe('an alert that names a response', () => {
  test('sets off its actions in their order, and its end takes them back in the opposite one', async (t) => {
    const { targets, url, events } = await start(t);
    assert.deepEqual(await deliver(url, 'automation', alert({ labels: errors })), {
      status: 200,
      body: { accepted: 1, duplicate: 0, rejected: [] },
    });
    await until(() => events().filter((event) => event.startsWith('succeeded')).length === 4);
    assert.deepEqual(targets.controls.get('circuit-breaker')?.state, { enabled: true });
    assert.deepEqual(targets.controls.get('fallback-modules')?.state, { enabled: true });
    assert.equal(targets.issues.length, 1);
    assert.match(targets.issues[0]?.title ?? '', /^FrameworkAutomationHighErrorRate: Too much fails\.$/);
    assert.deepEqual(targets.pages.get('sightline/production/high_error_rate/1'), {
      open: true,
      triggered: 1,
      resolved: 0,
      key: 'level-1-key',
    });

    await deliver(url, 'automation', alert({ labels: errors, status: 'resolved' }));
    await until(() => events().filter((event) => event.startsWith('undone')).length === 3);
    assert.deepEqual(targets.controls.get('circuit-breaker')?.state, { enabled: false });
    assert.deepEqual(
      events().filter((event) => event.startsWith('undone')),
      [
        'undone notify_on_call_engineer',
        'undone redirect_to_fallback_modules',
        'undone enable_circuit_breaker',
      ],
    );
    assert.equal(targets.issues.length, 1);
  });

  test('does nothing a second time: not when repeated, not within another delivery, not when it was over', async (t) => {
    const { targets, url, events } = await start(t);
    const firing = alert({ labels: full });
    await Promise.all(Array.from({ length: 20 }, () => deliver(url, 'automation', firing, firing)));
    await until(() => events().filter((event) => event.startsWith('succeeded')).length === 4);
    await deliver(url, 'automation', alert({ labels: full, status: 'resolved' }));
    await until(() => events().includes('undone scale_infrastructure_pods'));
    const before = targets.changes.length;
    const replayed = await deliver(url, 'automation', firing);
    assert.deepEqual(replayed.body, { accepted: 0, duplicate: 1, rejected: [] });
    await sleep(100);
    assert.equal(targets.changes.length, before);
    assert.deepEqual(
      targets.changes.filter((change) => change.startsWith('scaled')),
      ['scaled to 5', 'scaled to 3'],
    );
    assert.equal(targets.purges.size, 1);
    assert.equal(events().filter((event) => event === 'opened').length, 1);
    assert.equal(events().filter((event) => event === 'duplicate').length, 40);
  });

  test('may come back within the time to settle, and was never gone', async (t) => {
    const { targets, url, events } = await start(t, { RESPONDER_SETTLE: '10m' });
    await deliver(url, 'automation', alert({ labels: errors }));
    await until(() => events().filter((event) => event.startsWith('succeeded')).length === 4);
    await deliver(url, 'automation', alert({ labels: errors, status: 'resolved' }));
    await deliver(url, 'automation', alert({ labels: errors }));
    await sleep(4000);
    assert.deepEqual(
      events().filter((event) => /resolved|returned|closed|undone/.test(event)),
      ['resolved', 'returned'],
    );
    assert.deepEqual(targets.controls.get('circuit-breaker')?.state, { enabled: true });
  });

  test('is only told of what would be done, unless an action is on the list of those carried out', async (t) => {
    const { targets, url, events, audit } = await start(t, {
      RESPONDER_EXECUTE: 'notify_on_call_engineer',
      RESPONDER_OFF: 'create_incident_ticket',
    });
    await deliver(url, 'automation', alert({ labels: errors }));
    await until(() => events().includes('succeeded notify_on_call_engineer'));
    assert.deepEqual(events().slice(0, 4), [
      'opened',
      'dry-run enable_circuit_breaker',
      'dry-run redirect_to_fallback_modules',
      'skipped create_incident_ticket',
    ]);
    const [dry] = audit().filter(({ event }) => event === 'dry-run');
    assert.match(dry?.detail ?? '', /PUT http.*\/v1\/controls\/circuit-breaker/);
    assert.deepEqual([...new Set(targets.seen.map(({ target }) => target))], ['pagerduty']);
  });

  test('that nobody knows is refused with a sentence and recorded', async (t) => {
    const { targets, url, audit } = await start(t);
    const { status, body } = await deliver(url, 'automation', alert({ labels: { response: 'panic' } }));
    assert.equal(status, 422);
    assert.match(
      String(body.rejected),
      /there is no response "panic": alerts\/responses\.ts has high_error_rate/,
    );
    const other = await deliver(url, 'automation', alert({ labels: { ...errors, environment: 'staging' } }));
    assert.match(
      String(other.body.rejected),
      /of the environment "staging", and this responder acts in "production"/,
    );
    const name = await deliver(url, 'automation', alert({ labels: { response: 'constructor' } }));
    assert.equal(name.status, 422);
    assert.deepEqual(
      audit().map(({ event }) => event),
      ['rejected', 'rejected', 'rejected'],
    );
    assert.equal(targets.seen.length, 0);
  });
});

describe('limits', () => {
  test('of the same change there is one within the cooldown, and people are told in any case', async (t) => {
    const { url, events } = await start(t, { RESPONDER_COOLDOWN: '10h' });
    await deliver(url, 'automation', alert({ labels: errors }));
    await until(() => events().filter((event) => event.startsWith('succeeded')).length === 4);
    await deliver(url, 'automation', alert({ labels: errors, fingerprint: 'f2' }));
    await until(() => events().filter((event) => event === 'succeeded create_incident_ticket').length === 2);
    assert.deepEqual(
      events().filter((event) => event.startsWith('skipped')),
      ['skipped enable_circuit_breaker', 'skipped redirect_to_fallback_modules'],
    );
  });

  test('there are no more changes within an hour than allowed', async (t) => {
    const { url, events, targets } = await start(t, {
      RESPONDER_CHANGES_PER_HOUR: '1',
      RESPONDER_TIME_FACTOR: '100',
    });
    await deliver(url, 'automation', alert({ labels: full }));
    await until(() => events().filter((event) => /succeeded|skipped/.test(event)).length === 4);
    assert.deepEqual(
      events().filter((event) => event.startsWith('skipped')),
      ['skipped enable_request_throttling', 'skipped purge_non_essential_caches'],
    );
    assert.equal(targets.purges.size, 0);
  });

  test('while the kill switch is there nothing is begun, and what is to be undone waits', async (t) => {
    const { url, events, targets, folder } = await start(t);
    await deliver(url, 'automation', alert({ labels: errors }));
    await until(() => events().filter((event) => event.startsWith('succeeded')).length === 4);
    const file = join(folder, 'stop');
    writeFileSync(file, '');
    const requests = targets.seen.length;
    await deliver(
      url,
      'automation',
      alert({ labels: errors, status: 'resolved' }),
      alert({ labels: full, fingerprint: 'f2' }),
    );
    await until(
      () => events().includes('closed') && events().filter((e) => e.startsWith('skipped')).length === 4,
    );
    await sleep(150);
    assert.equal(targets.seen.length, requests);
    rmSync(file);
    await until(() => events().includes('undone enable_circuit_breaker'));
  });

  test('what lowers quality waits for a person, and ends by itself', async (t) => {
    const { url, events, targets } = await start(t, { RESPONDER_TIME_FACTOR: '600' });
    await deliver(url, 'automation', alert({ labels: slow }));
    await until(() => events().includes('approval-wanted reduce_quality_gate_scope'));
    const open = await fetch(`${url}/v1/open`, { headers: { authorization: `Bearer ${operatorToken}` } });
    const { waiting } = (await open.json()) as { waiting: { id: number; action: string }[] };
    assert.equal(waiting.length, 1);
    assert.deepEqual(targets.controls.get('quality-gates')?.state, { scope: 'full' });
    const path = `/v1/tasks/${waiting[0]?.id}/approval`;
    assert.equal((await post(url, path, { by: 'ada' }, 'a-token-of-alertmanager')).status, 401);
    assert.equal((await post(url, path, { by: 'ada' })).status, 200);
    await until(() => events().includes('succeeded reduce_quality_gate_scope'));
    assert.equal(
      targets.changes.find((change) => change.startsWith('quality')),
      'quality-gates {"always":["compliance","security"],"scope":"reduced"}',
    );
    await until(() => events().includes('expired reduce_quality_gate_scope'));
    assert.deepEqual(targets.controls.get('quality-gates')?.state, { scope: 'full' });
    assert.equal(events().includes('closed'), false);
  });
});

describe('taking back', () => {
  test('leaves alone what somebody else has changed since', async (t) => {
    const { url, events, targets } = await start(t);
    await deliver(url, 'automation', alert({ labels: full }), alert({ labels: slow, fingerprint: 'f2' }));
    await until(() => events().filter((event) => event.startsWith('succeeded')).length === 7);
    targets.deployment.replicas = 8;
    targets.deployment.version++;
    targets.controls.set('module-cache', { state: { policy: 'by-hand' }, version: 7 });
    await deliver(
      url,
      'automation',
      alert({ labels: full, status: 'resolved' }),
      alert({ labels: slow, fingerprint: 'f2', status: 'resolved' }),
    );
    await until(() => events().filter((event) => /^(undone|left-alone)/.test(event)).length === 5);
    assert.deepEqual(
      events()
        .filter((event) => event.startsWith('left-alone'))
        .sort(),
      ['left-alone optimize_module_caching', 'left-alone scale_infrastructure_pods'],
    );
    assert.equal(targets.deployment.replicas, 8);
    assert.deepEqual(targets.controls.get('module-cache')?.state, { policy: 'by-hand' });
  });

  test('waits while another alert still needs it', async (t) => {
    const { url, events, targets } = await start(t);
    await deliver(url, 'automation', alert({ labels: errors }));
    await until(() => events().filter((event) => event.startsWith('succeeded')).length === 4);
    await deliver(url, 'automation', alert({ labels: errors, fingerprint: 'f2' }));
    await until(() => events().filter((event) => event.startsWith('succeeded')).length === 8);
    await deliver(url, 'automation', alert({ labels: errors, status: 'resolved' }));
    await until(() => events().filter((event) => event.startsWith('handed-over')).length === 3);
    await sleep(100);
    assert.deepEqual(targets.controls.get('circuit-breaker')?.state, { enabled: true });
    assert.equal(targets.pages.get('sightline/production/high_error_rate/1')?.open, true);
    await deliver(url, 'automation', alert({ labels: errors, fingerprint: 'f2', status: 'resolved' }));
    await until(() => events().filter((event) => event.startsWith('undone')).length === 3);
    assert.deepEqual(targets.controls.get('circuit-breaker')?.state, { enabled: false });
    assert.equal(targets.pages.get('sightline/production/high_error_rate/1')?.resolved, 1);
  });
});

describe('the definitions', () => {
  test('every action of the registry belongs to a response, or to the escalation', async () => {
    const { responses } = await import('../../../alerts/responses.ts');
    const used = new Set<string>([...Object.values(responses).flat(), 'escalate']);
    assert.deepEqual(
      Object.keys(actions).filter((name) => !used.has(name)),
      [],
    );
  });
});
