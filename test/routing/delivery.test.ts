import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { critical1, executive, responses } from '../../alerts/receivers.ts';
import { routing } from '../../alerts/routing.ts';
import { alertmanager as server } from '../../platform/alertmanager.ts';
import { alertmanagerConfig } from '../../src/compile/alertmanager.ts';
import type { Receiver, Routing } from '../../src/model/routing.ts';
import { until, withAlertmanager } from '../support/alertmanager.ts';
import { withoutAlertmanager } from '../support/amtool.ts';
import { httpSink, mailSink } from '../support/sinks.ts';

// A real Alertmanager notifies the receivers of alerts/, whose services are servers of this test.

let http: Awaited<ReturnType<typeof httpSink>>;
let mail: Awaited<ReturnType<typeof mailSink>>;
before(async () => {
  [http, mail] = await Promise.all([httpSink(), mailSink()]);
});
after(() => Promise.all([http.close(), mail.close()]));

const labels = {
  alertname: 'CommandFailuresHigh',
  severity: 'critical',
  level: '1',
  subject: 'commands',
  environment: 'production',
};
const annotations = {
  summary: '12 % of commands fail.',
  runbook_url: 'alerts/runbooks/CommandFailuresHigh.md',
};

/** The configuration of alerts/ with one receiver, impatient, and with the addresses of this test. */
function configFor(one: Receiver): unknown {
  const receiver = {
    ...one,
    integrations: one.integrations.map((way) =>
      way.type === 'responder'
        ? { ...way, url: way.url.replace(/^http:..[^/]+/, `http://127.0.0.1:${http.port}`) }
        : way,
    ),
  };
  const pace = { groupWait: '100ms', groupInterval: '1s', repeatInterval: '1h' };
  const tree: Routing = {
    ...routing,
    receivers: [receiver],
    root: { ...routing.root, receiver, pace, routes: [] },
  };
  const config = alertmanagerConfig(tree, { ...server, secrets: 'secrets' }) as { readonly global: object };
  return {
    ...config,
    global: {
      ...config.global,
      pagerduty_url: `http://127.0.0.1:${http.port}/pagerduty`,
      smtp_smarthost: `127.0.0.1:${mail.port}`,
      smtp_require_tls: false,
    },
  };
}

const secrets = () => ({
  'secrets/pagerduty_level_1_key': 'key-of-level-1',
  'secrets/pagerduty_executive_key': 'key-of-executives',
  'secrets/slack_webhook': `http://127.0.0.1:${http.port}/slack`,
  'secrets/responder_token': 'let-me-in',
  'secrets/smtp_password': 'unused',
});

const posts = (path: string) => http.received.filter((post) => post.path.startsWith(path));

test('a critical alert arrives at PagerDuty, Slack and by mail, and its end too', {
  skip: withoutAlertmanager,
}, async () => {
  await withAlertmanager(configFor(critical1), secrets(), async ({ send }) => {
    await send([{ labels, annotations, startsAt: '2025-03-01T10:00:00Z' }]);
    await until(
      () => posts('/pagerduty').length > 0 && posts('/slack').length > 0 && mail.received.length > 0,
    );

    const page = posts('/pagerduty')[0]?.body;
    assert.ok(page?.payload);
    assert.equal(page.routing_key, 'key-of-level-1');
    assert.equal(page.event_action, 'trigger');
    assert.equal(page.payload.summary, '12 % of commands fail. (production)');
    assert.equal(page.payload.severity, 'critical');
    assert.equal(page.payload.group, 'commands');
    assert.match(
      page.payload.custom_details.alerts ?? '',
      /^12 % of commands fail\.\nCommandFailuresHigh, critical, level 1/,
    );

    const [slack] = posts('/slack')[0]?.body.attachments ?? [];
    assert.equal(posts('/slack')[0]?.body.channel, '#framework-incidents');
    assert.ok(slack);
    assert.equal(slack.title, '[CRITICAL] CommandFailuresHigh in production');
    assert.equal(
      slack.text,
      `12 % of commands fail.
CommandFailuresHigh, critical, level 1, in production since 2025-03-01 10:00 UTC
What to do: https://github.com/example/sightline/blob/main/alerts/runbooks/CommandFailuresHigh.md
Keep it quiet: http://alertmanager:9093/#/silences/new?filter=%7Balertname%3D%22CommandFailuresHigh%22%2Cenvironment%3D%22production%22%7D

`,
    );
    assert.match(mail.received[0] ?? '', /^Subject: \[CRITICAL\] CommandFailuresHigh in production$/m);
    assert.match(mail.received[0] ?? '', /^To: oncall@example\.com$/m);
    assert.match(mail.received[0] ?? '', /Content-Type: text\/plain/);
    assert.doesNotMatch(mail.received[0] ?? '', /text\/html/);

    await send([{ labels, annotations, startsAt: '2025-03-01T10:00:00Z', endsAt: '2025-03-01T10:30:00Z' }]);
    await until(() => posts('/pagerduty').length > 1 && posts('/slack').length > 1);
    assert.equal(posts('/pagerduty').at(-1)?.body.event_action, 'resolve');
    assert.equal(
      posts('/slack').at(-1)?.body.attachments?.[0]?.title,
      '[OVER] CommandFailuresHigh in production',
    );
    assert.match(
      posts('/slack').at(-1)?.body.attachments?.[0]?.text ?? '',
      /^Over at 2025-03-01 10:30 UTC: CommandFailuresHigh in production\. 12 % of commands fail\.\n$/,
    );
  });
});

test('a program hears of a trigger, with the token that proves who speaks', {
  skip: withoutAlertmanager,
}, async () => {
  await withAlertmanager(configFor(responses), secrets(), async ({ send }) => {
    await send([{ labels: { ...labels, response: 'high_error_rate' }, annotations }]);
    await until(() => posts('/v1/automation').length > 0);
    const [post] = posts('/v1/automation');
    assert.equal(post?.authorization, 'Bearer let-me-in');
    assert.equal(post?.body.version, '4');
    assert.equal(post?.body.alerts?.[0]?.labels.response, 'high_error_rate');
  });
});

test('executives read what waits for them', { skip: withoutAlertmanager }, async () => {
  const before = mail.received.length;
  await withAlertmanager(configFor(executive), secrets(), async ({ send }) => {
    await send([{ labels: { ...labels, level: 'executive' }, annotations }]);
    await until(() => mail.received.length > before);
    assert.match(mail.received.at(-1) ?? '', /A critical incident in production is still not over/);
    assert.match(mail.received.at(-1) ?? '', /what customers are told/);
  });
});
