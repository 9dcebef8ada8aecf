import { anyOf, matching, not, oneOf, pace, routesBy, timeInterval, upTo } from '#lib';
import { environment, severity } from '../catalog/labels.ts';
import {
  critical1,
  critical2,
  critical3,
  digest,
  executive,
  heartbeat,
  high1,
  high2,
  high3,
  incidents,
  receivers,
  responses,
  sandbox,
  security,
  team,
  unrouted,
} from './receivers.ts';

/*
 * Who hears of which alert, and when. The severity says how soon somebody must look, the level who looks first.
 */

const {
  route,
  inhibit,
  routing: tree,
} = routesBy({
  severity,
  environment,
  /** The file of the alert. */
  subject: upTo(20, 'availability', 'security'),
  /** Who is asked first, by the escalation matrix. */
  level: oneOf('1', '2', '3', 'executive'),
  /** The automated response that the alert triggers. */
  response: upTo(10, 'high_error_rate', 'performance_degradation', 'resource_exhaustion'),
});

const outsideBusinessHours = timeInterval({
  name: 'outside-business-hours',
  // Said as what is muted, not as what is active: Grafana has known the former for longer.
  ranges: [
    { weekdays: ['saturday', 'sunday'], location: 'UTC' },
    {
      times: [
        ['00:00', '08:00'],
        ['18:00', '24:00'],
      ],
      location: 'UTC',
    },
  ],
});

// The times in which the specification wants somebody to respond; those of level 1 where it says "immediately".
const at = {
  critical: pace({ responseTime: '5m' }),
  high: pace({ responseTime: '15m' }),
  medium: pace({ responseTime: '1h' }),
  low: pace({ responseTime: '4h' }),
};

const what = ['alertname', 'environment'] as const;
const subject = ['subject', 'environment'] as const;

// What a program hears silences no person and is silenced by none; a call for executives is about other alerts; and of an
// attack every sign counts.
const forPeople = { response: '', level: not('executive'), subject: not('security') } as const;

/** Subjects that are what users see of the framework. */
const symptoms = [
  'availability',
  'commands',
  'modules',
  'performance',
  'quality-gates',
  'sessions',
  'users',
] as const;

/** The tree. */
export const routing = tree({
  receivers,
  fallback: unrouted,
  groupBy: what,
  pace: at.medium,
  links: {
    grafana: 'http://grafana:3000',
    runbooks: 'https://github.com/example/sightline/blob/main/alerts/runbooks',
  },
  routes: [
    // Always firing, wherever it comes from: what counts is that it arrives.
    route({
      when: { alertname: 'Watchdog' },
      receiver: heartbeat,
      pace: { groupWait: '1s', groupInterval: '30s', repeatInterval: '30s' },
    }),
    route({
      // An alert without an environment is one of production until somebody says otherwise.
      when: { environment: not('production', '') },
      receiver: sandbox,
      groupBy: subject,
    }),
    // For a program, which needs no company and no time to get up. The people hear of the alerts that they are meant to hear of.
    route({
      when: { response: matching(/.+/) },
      receiver: responses,
      groupBy: ['alertname', 'response', 'environment'],
      pace: { groupWait: '1s', groupInterval: '1m', repeatInterval: '15m' },
    }),
    // Alertmanager has no clock that goes on over several notifications. A rule has: it fires when a critical alert has
    // lasted for two hours, and its level says whom it calls.
    route({ when: { level: 'executive' }, receiver: executive, pace: at.critical }),
    route({
      when: { severity: anyOf('critical', 'high') },
      receiver: incidents,
      pace: { groupWait: '1s', groupInterval: '1m', repeatInterval: '1h' },
      continue: true,
    }),
    route({
      when: { severity: 'critical' },
      receiver: critical1,
      pace: at.critical,
      routes: [
        route({ when: { subject: 'security' }, receiver: security }),
        route({ when: { level: '2' }, receiver: critical2 }),
        route({ when: { level: '3' }, receiver: critical3 }),
      ],
    }),
    route({
      when: { severity: 'high' },
      receiver: high2,
      pace: at.high,
      routes: [
        route({ when: { subject: 'security' }, receiver: security }),
        route({ when: { level: '1' }, receiver: high1 }),
        route({ when: { level: '3' }, receiver: high3 }),
      ],
    }),
    route({ when: { severity: 'medium' }, receiver: team, groupBy: subject, pace: at.medium }),
    route({
      when: { severity: 'low' },
      receiver: digest,
      groupBy: ['environment'],
      pace: at.low,
      mute: [outsideBusinessHours],
    }),
  ],
  inhibitions: [
    // When the framework is down, everything that its users do is. An attack is no symptom of that, nor is a full disk.
    inhibit({
      source: { alertname: 'FrameworkUnavailable' },
      target: { ...forPeople, alertname: not('FrameworkUnavailable'), subject: anyOf(...symptoms) },
      equal: ['environment'],
    }),
    inhibit({
      source: { ...forPeople, severity: 'critical' },
      target: { ...forPeople, severity: anyOf('high', 'medium', 'low') },
      equal: subject,
    }),
    inhibit({
      source: { ...forPeople, severity: 'high' },
      target: { ...forPeople, severity: anyOf('medium', 'low') },
      equal: subject,
    }),
  ],
});
