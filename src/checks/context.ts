import type { Metric } from '../model/metric.ts';
import type { Project } from '../model/project.ts';
import { Analysis } from '../promql/analyse.ts';
import { type Vocabulary, vocabularyOf } from '../promql/vocabulary.ts';
import { Query } from './query.ts';

/** What every check may read. */
export interface Context {
  readonly project: Project;
  readonly vocabulary: Vocabulary;
  /** What is known of each node of each query. */
  readonly analysis: Analysis;
  /** All queries: of panels, annotations, variables and rules. */
  readonly queries: readonly Query[];
  /** The metrics of the catalog by name: a histogram is here, its series are in the vocabulary. */
  readonly metrics: ReadonlyMap<string, Metric>;
}

/** Prepares a project for its checks. */
export function contextOf(project: Project): Context {
  const vocabulary = vocabularyOf(project);
  return {
    project,
    vocabulary,
    analysis: new Analysis(vocabulary),
    queries: [...queriesOf(project)],
    metrics: new Map(project.metrics.map((metric) => [metric.name, metric])),
  };
}

function* queriesOf({ dashboards, rules }: Project): Generator<Query> {
  for (const dashboard of dashboards) {
    for (const variable of dashboard.variables)
      if (variable.from.type === 'label')
        yield new Query({ type: 'variable', dashboard, variable }, variable.from.of);
    for (const annotation of dashboard.annotations)
      yield new Query({ type: 'annotation', dashboard, annotation }, annotation.query);
    for (const placed of dashboard.panels)
      for (const series of placed.panel.series)
        yield new Query({ type: 'panel', dashboard, placed, series }, series.query);
  }
  for (const file of rules)
    for (const group of file.groups)
      for (const [index, rule] of group.rules.entries())
        yield new Query({ type: 'rule', file, group, rule, index }, rule.query);
}
