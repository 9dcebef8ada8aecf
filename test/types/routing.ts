// Ninth group: who hears of alerts. A tree asks for what alerts say, and tells receivers that are declared.
import { anyOf, env, matching, not, oneOf, pace, receiver, routesBy, slack, upTo } from '#lib';

const webhook = env('SLACK_WEBHOOK');
const team = receiver({ name: 'team', integrations: [slack({ webhook, channel: '#team' })] });
const night = receiver({ name: 'night', integrations: [] });
const { route, inhibit, routing } = routesBy({
  severity: oneOf('critical', 'high'),
  environment: upTo(3, 'production'),
});
const hourly = pace({ responseTime: '1h' });
const links = { grafana: 'http://grafana', runbooks: 'http://runbooks' };
const trunk = { receivers: [team], fallback: team, groupBy: ['environment'], pace: hourly, links } as const;

route({ when: { severity: 'critical', environment: not('production', '') }, receiver: team });
route({
  when: { severity: anyOf('critical', 'high'), alertname: matching(/Framework.*/) },
  groupBy: ['alertname'],
});
route({ when: { environment: '' } });
routing({ ...trunk, routes: [route({ when: { severity: 'high' }, receiver: team })] });
routing({ ...trunk, receivers: [team, night], routes: [route({ when: {}, receiver: night })] });

// ---- labels and their values

// says: 'sevrity' does not exist in type 'When<
// @ts-expect-error
route({ when: { sevrity: 'critical' } });
// says: Type '"urgent"' is not assignable to type
// @ts-expect-error
route({ when: { severity: 'urgent' } });
// says: is not assignable to type
// @ts-expect-error
route({ when: { severity: anyOf('critical', 'urgent') } });
// says: Type '"service"' is not assignable to type '"alertname" | "environment" | "severity"'
// @ts-expect-error
route({ when: {}, groupBy: ['service'] });
// says: Type '"service"' is not assignable to type '"alertname" | "environment" | "severity"'
// @ts-expect-error
inhibit({ source: { severity: 'critical' }, target: { severity: 'high' }, equal: ['service'] });
// says: Type '[]' is not assignable to type
// @ts-expect-error
inhibit({ source: { severity: 'critical' }, target: { severity: 'high' }, equal: [] });

// ---- receivers

// says: a route tells the receiver 'night', which is not on the list: add it to receivers
// @ts-expect-error
routing({ ...trunk, routes: [route({ when: { severity: 'high' }, receiver: night })] });
const deep = route({ when: {}, routes: [route({ when: { severity: 'high' }, receiver: night })] });
// says: a route tells the receiver 'night', which is not on the list: add it to receivers
// @ts-expect-error
routing({ ...trunk, routes: [deep] });
// says: Type 'string' is not assignable to type 'Receiver<
// @ts-expect-error
route({ when: {}, receiver: 'team' });
// says: is not assignable to type '"team"'
// @ts-expect-error
routing({ ...trunk, fallback: night, routes: [] });

// ---- secrets, durations, channels

// says: Type 'string' is not assignable to type 'Secret'
// @ts-expect-error
slack({ webhook: 'https://hooks.slack.com/services/T/B/x', channel: '#team' });
// says: Type '"team"' is not assignable to type '`#${string}`'
// @ts-expect-error
slack({ webhook, channel: 'team' });
// says: Type '"5 minutes"' is not assignable to type
// @ts-expect-error
pace({ responseTime: '5 minutes' });
