import { email, env, pagerduty, receiver, responder, slack } from '#lib';

/*
 * Who hears of alerts. A secret is a name: Grafana reads the variable of that name, Alertmanager the file of that name in
 * lower case.
 *
 * The escalation matrix has three levels, and each is a PagerDuty service: level 1 (support, answers within 5 minutes), level 2
 * (engineering, 15 minutes), level 3 (architecture, 1 hour). An alert says with whom it begins. From there PagerDuty goes up:
 * the escalation policy of level 1 passes to level 2 what nobody acknowledged after 5 minutes, that of level 2 to level 3
 * after 15. Alertmanager could not, since it never hears that somebody acknowledged.
 */

const levels = {
  1: env('PAGERDUTY_LEVEL_1_KEY'),
  2: env('PAGERDUTY_LEVEL_2_KEY'),
  3: env('PAGERDUTY_LEVEL_3_KEY'),
} as const;
const webhook = env('SLACK_WEBHOOK');
const token = env('RESPONDER_TOKEN');
const automation = 'http://incident-automation:9800/v1';

const critical = <Level extends keyof typeof levels>(level: Level) =>
  receiver({
    name: `critical-level-${level}`,
    integrations: [
      pagerduty({ routingKey: levels[level], severity: 'critical' }),
      slack({ webhook, channel: '#framework-incidents' }),
      email({ to: ['oncall@example.com'] }),
    ],
  });

const high = <Level extends keyof typeof levels>(level: Level) =>
  receiver({
    name: `high-level-${level}`,
    integrations: [
      pagerduty({ routingKey: levels[level], severity: 'error' }),
      slack({ webhook, channel: '#framework-alerts' }),
    ],
  });

/** Woken at once. */
export const [critical1, critical2, critical3] = [critical(1), critical(2), critical(3)];

/** Paged: it may wait for a quarter of an hour, and no longer. */
export const [high1, high2, high3] = [high(1), high(2), high(3)];

/** What an attacker does is not told in the channel that everybody reads. */
export const security = receiver({
  name: 'security',
  integrations: [
    pagerduty({ routingKey: env('PAGERDUTY_SECURITY_KEY'), severity: 'critical' }),
    slack({ webhook, channel: '#security-incidents' }),
    email({ to: ['security@example.com'] }),
  ],
});

/** Those who decide on money, people and what customers are told. */
export const executive = receiver({
  name: 'executive',
  integrations: [
    pagerduty({ routingKey: env('PAGERDUTY_EXECUTIVE_KEY'), severity: 'critical' }),
    email({ to: ['executives@example.com'], text: 'executive' }),
  ],
});

/** The team, within the hour. That it is over is seen on the dashboard. */
export const team = receiver({
  name: 'team',
  integrations: [
    slack({ webhook, channel: '#framework-alerts', resolved: false }),
    email({ to: ['framework-team@example.com'], resolved: false }),
  ],
});

/** The same team, in one mail on everything that can wait. */
export const digest = receiver({
  name: 'digest',
  integrations: [email({ to: ['framework-team@example.com'], text: 'digest', resolved: false })],
});

/** Nobody is woken for what is not production. */
export const sandbox = receiver({
  name: 'sandbox',
  integrations: [slack({ webhook, channel: '#framework-sandbox', resolved: false })],
});

/** Carries out automated responses, and takes them back when the alert is over. */
export const responses = receiver({
  name: 'responses',
  integrations: [responder({ url: `${automation}/automation`, token })],
});

/** Opens and closes incidents: the clock of how long they took to be seen, answered and mended. */
export const incidents = receiver({
  name: 'incidents',
  integrations: [responder({ url: `${automation}/incidents`, token })],
});

/** A service outside of everything here, which raises the alarm when it hears nothing for a few minutes. */
export const heartbeat = receiver({
  name: 'heartbeat',
  integrations: [
    responder({
      url: 'https://heartbeat.example.com/sightline',
      token: env('HEARTBEAT_TOKEN'),
      resolved: false,
    }),
  ],
});

/** What no route wants is a mistake in the routes, told to those who can mend it. */
export const unrouted = receiver({
  name: 'unrouted',
  integrations: [slack({ webhook, channel: '#observability' })],
});

/** All of them. */
export const receivers = [
  critical1,
  critical2,
  critical3,
  high1,
  high2,
  high3,
  security,
  executive,
  team,
  digest,
  sandbox,
  responses,
  incidents,
  heartbeat,
  unrouted,
] as const;
