import { oneOf, upTo } from '../../src/builders/metric.ts';
import type { Matcher } from '../../src/model/node.ts';
import type { Project } from '../../src/model/project.ts';
import type { Inhibition, Receiver, Route, Routing } from '../../src/model/routing.ts';
import type { Rule } from '../../src/model/rule.ts';
import { ruled } from './fixture.ts';

/** A receiver that a Slack channel hears as. */
export const receiver = (name: string, change: Partial<Receiver> = {}): Receiver => ({
  name,
  integrations: [
    {
      type: 'slack',
      webhook: { env: 'SLACK' },
      channel: '#a',
      title: 'title',
      text: 'message',
      resolved: true,
    },
  ],
  ...change,
});
export const team = receiver('team');
export const fallback = receiver('fallback');

/** Matchers as Alertmanager writes them: `severity="high"`. */
export const matchers = (...texts: readonly string[]): readonly Matcher[] =>
  texts.map((text) => {
    const [, label = '', op, value = ''] = /^(\w+)(=~|!~|!=|=)"(.*)"$/.exec(text) ?? [];
    return { label, op: op as Matcher['op'], value };
  });

/** A branch that leads to the team. */
export const branch = (when: readonly string[], change: Partial<Route> = {}): Route => ({
  matchers: matchers(...when),
  receiver: team,
  continue: false,
  mute: [],
  routes: [],
  ...change,
});

export const inhibition = (
  source: readonly string[],
  target: readonly string[],
  equal: readonly string[] = ['environment'],
): Inhibition => ({ source: matchers(...source), target: matchers(...target), equal });

/** A project with rules, if any, and a tree of these routes. */
export function routed(
  routes: readonly Route[],
  change: {
    readonly rules?: readonly Rule[];
    readonly root?: Partial<Routing['root']>;
    readonly routing?: Partial<Routing>;
    readonly project?: Partial<Project>;
  } = {},
): Project {
  const base = ruled(change.rules ?? []);
  return {
    ...base,
    prometheus: { ...base.prometheus, externalLabels: { environment: 'production', replica: 'a' } },
    routing: {
      labels: { severity: oneOf('high', 'low'), subject: upTo(5), environment: upTo(3) },
      receivers: [team, fallback],
      root: {
        receiver: fallback,
        groupBy: ['environment'],
        pace: { groupWait: '30s', groupInterval: '5m', repeatInterval: '1h' },
        matchers: [],
        continue: false,
        mute: [],
        routes,
        ...change.root,
      },
      inhibitions: [],
      links: { grafana: 'http://grafana', runbooks: 'http://runbooks' },
      ...change.routing,
    },
    ...change.project,
  };
}
