import type { Project } from '../model/project.ts';
import { nodesOf } from '../promql/walk.ts';
import { queriesOf } from '../queries/queries.ts';
import type { Query } from '../queries/query.ts';

/** Who reads a series, by its name: rules by subject and name, panels by dashboard and title. */
export type Usage = ReadonlyMap<string, readonly string[]>;

/** Who reads each metric of the catalog and each recorded series of a project, in the order of the definitions. */
export function usageOf(project: Project): Usage {
  const metricOf = new Map<string, string>();
  for (const metric of project.metrics) {
    const parts = metric.kind === 'histogram' ? [metric.bucket, metric.sum, metric.count] : [metric];
    for (const { name } of parts) metricOf.set(name, metric.name);
  }
  const readers = new Map<string, Set<string>>();
  for (const query of queriesOf(project)) {
    for (const node of nodesOf(query.node)) {
      if (node.type !== 'selector') continue;
      const name = metricOf.get(node.metric) ?? node.metric;
      const known = readers.get(name) ?? new Set();
      readers.set(name, known.add(readerOf(query)));
    }
  }
  return new Map([...readers].map(([name, known]) => [name, [...known]]));
}

/** `dashboards/operations-monitoring › Error ratio`: a panel once, however many of its queries read the series. */
function readerOf({ asker, path }: Query): string {
  return asker.type === 'panel' ? path.slice(0, path.lastIndexOf(' › ')) : path;
}
