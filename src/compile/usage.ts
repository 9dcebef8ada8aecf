import type { Project } from '../model/project.ts';
import { readsIn } from '../queries/reads.ts';

/** Who reads a series, by its name: rules by subject and name, panels by dashboard and title. */
export type Usage = ReadonlyMap<string, readonly string[]>;

/** Who reads each metric of the catalog and each recorded series of a project, in the order of the definitions. */
export function usageOf(project: Project): Usage {
  const metricOf = new Map<string, string>();
  for (const metric of project.metrics) {
    const parts = metric.kind === 'histogram' ? [metric.bucket, metric.sum, metric.count] : [metric];
    for (const { name } of parts) metricOf.set(name, metric.name);
  }
  const usage = new Map<string, Set<string>>();
  for (const definition of [...project.dashboards, ...project.rules])
    for (const [series, readers] of readsIn(definition)) {
      const name = metricOf.get(series) ?? series;
      const known = usage.get(name) ?? new Set();
      for (const reader of readers) known.add(reader);
      usage.set(name, known);
    }
  return new Map([...usage].map(([name, readers]) => [name, [...readers]]));
}
