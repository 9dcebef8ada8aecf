import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, withAlertmanager } from '../../support/alertmanager.ts';
import { withoutAlertmanager } from '../../support/amtool.ts';
import { start, token } from './running.ts';

test('a real Alertmanager wakes the actions, repeats itself without effect, and its end takes them back', {
  skip: withoutAlertmanager,
}, async (t) => {
  const running = await start(t, { RESPONDER_TIME_FACTOR: '100' });
  const webhook = (path: string) => ({
    url: `${running.url}/v1/${path}`,
    send_resolved: true,
    http_config: { authorization: { credentials: token } },
  });
  const config = {
    route: {
      receiver: 'responses',
      group_by: ['alertname'],
      group_wait: '100ms',
      group_interval: '500ms',
      repeat_interval: '1s',
    },
    receivers: [{ name: 'responses', webhook_configs: [webhook('automation'), webhook('incidents')] }],
  };
  const labels = {
    alertname: 'FrameworkAutomationHighErrorRate',
    environment: 'production',
    response: 'high_error_rate',
    severity: 'critical',
    subject: 'availability',
  };
  await withAlertmanager(config, {}, async ({ send }) => {
    const startsAt = new Date().toISOString();
    const firing = { labels, annotations: { summary: 'Too much fails.' }, startsAt };
    await send([firing]);
    const count = (name: string) => running.events().filter((event) => event.startsWith(name)).length;
    await until(() => count('succeeded') === 4 && count('duplicate') >= 2);
    assert.equal(count('opened'), 2);
    assert.match(running.targets.issues[0]?.body ?? '', /Too much fails\./);
    await send([{ ...firing, endsAt: new Date().toISOString() }]);
    await until(() => count('closed') === 2 && running.events().includes('undone enable_circuit_breaker'));
    assert.deepEqual(running.targets.controls.get('circuit-breaker')?.state, { enabled: false });
    assert.equal(running.targets.pages.get('sightline/production/high_error_rate/1')?.open, false);
    assert.equal(count('rejected'), 0);
  });
});
