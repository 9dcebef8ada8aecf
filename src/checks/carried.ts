import type { LabelSpec, LabelSpecs } from '../model/label.ts';
import { once } from '../model/once.ts';
import { anything } from '../promql/analyse.ts';
import { mergeLabels } from '../promql/vocabulary.ts';
import { queriesIn } from '../queries/queries.ts';
import type { Query } from '../queries/query.ts';
import { isPlain, knownLabels } from '../routing/known-labels.ts';
import type { AlertLabels } from '../routing/matches.ts';
import type { Context } from './context.ts';

/** What is known of the labels with which one alert arrives at Alertmanager. */
export interface Carried {
  readonly query: Query;
  readonly name: string;
  /** Every label it has; absent where the query does not tell. */
  readonly labels?: LabelSpecs;
  /** Those of which the value is known, the server's own included. */
  readonly fixed: AlertLabels;
}

const specOf = (value: string): LabelSpec =>
  isPlain(value) ? { values: [value], closed: true, budget: 1 } : anything;
const specsOf = (labels: AlertLabels): LabelSpecs =>
  Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, specOf(value)]));

/** What each alert of a project carries: the labels of its query, what the rule puts on it, and what the server adds. */
export function* carriedBy({ project, analysis }: Context): Generator<Carried> {
  // One server of a pair must send what the other sends, so what tells them apart is dropped on the way.
  const { replica, ...server } = project.prometheus.externalLabels;
  for (const query of project.rules.flatMap(queriesIn)) {
    const { asker } = query;
    if (asker.type !== 'rule' || asker.rule.type !== 'alert') continue;
    const { rule } = asker;
    const own = { ...rule.labels, alertname: rule.alert };
    const { labels } = analysis.of(query.node);
    yield {
      query,
      name: rule.alert,
      fixed: knownLabels(rule, project.prometheus.externalLabels),
      ...(labels && { labels: { ...mergeLabels(specsOf(server), labels), ...specsOf(own) } }),
    };
  }
}

/**
 * What the alerts of a project may say in each label, together; a label that is not here is on none of them. `undefined` where
 * that cannot be known: there are no alerts yet, or a query does not tell what it leaves.
 */
export const carriedByAny = once((context: Context): LabelSpecs | undefined => {
  const all = new Map<string, { values: Set<string>; closed: boolean }>();
  for (const { labels } of carriedBy(context)) {
    if (!labels) return undefined;
    for (const [label, spec] of Object.entries(labels)) {
      const known = all.get(label) ?? { values: new Set(), closed: true };
      for (const value of spec.values) known.values.add(value);
      known.closed &&= spec.closed;
      all.set(label, known);
    }
  }
  if (all.size === 0) return undefined;
  return Object.fromEntries(
    [...all].map(([label, { values, closed }]) => [
      label,
      { values: [...values], closed, budget: values.size },
    ]),
  );
});
