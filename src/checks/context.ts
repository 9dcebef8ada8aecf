import type { Metric } from '../model/metric.ts';
import type { Project } from '../model/project.ts';
import { Analysis } from '../promql/analyse.ts';
import { type Vocabulary, vocabularyOf } from '../promql/vocabulary.ts';

/** What every check may read. */
export interface Context {
  readonly project: Project;
  readonly vocabulary: Vocabulary;
  /** What is known of each node of each query. */
  readonly analysis: Analysis;
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
    metrics: new Map(project.metrics.map((metric) => [metric.name, metric])),
  };
}
