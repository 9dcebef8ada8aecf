import type { Problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import {
  dashboardPath,
  datasourcePath,
  elasticsearchPath,
  eventPath,
  jobPath,
  metricPath,
  pipelinePath,
  rulesPath,
  runbookPath,
} from '../queries/paths.ts';
import { panelPath, ruleName } from '../queries/query.ts';

/** Problems in the order of the definitions that they are about: those of one place stand together, whichever check found them. */
export function inOrder(problems: readonly Problem[], project: Project): Problem[] {
  if (problems.length < 2) return [...problems];
  const ranks = new Map<string, number>();
  for (const path of pathsOf(project)) if (!ranks.has(path)) ranks.set(path, ranks.size);
  const ranked = problems.map((problem) => ({ problem, rank: rankOf(problem.path, ranks) }));
  // Sorting keeps the order of the checks within one place.
  return ranked.sort((a, b) => a.rank - b.rank).map(({ problem }) => problem);
}

/** The rank of a path, or of the nearest one around it; what is in no definition comes last. */
function rankOf(path: string, ranks: ReadonlyMap<string, number>): number {
  for (let around = path; around !== ''; around = around.slice(0, Math.max(0, around.lastIndexOf(' › ')))) {
    const rank = ranks.get(around);
    if (rank !== undefined) return rank;
  }
  return ranks.size;
}

/** The path of everything that is defined. */
function* pathsOf(project: Project): Iterable<string> {
  for (const metric of project.metrics) yield metricPath(project, metric);
  for (const event of Object.values(project.events ?? {}).flat()) yield eventPath(project, event);
  for (const job of project.prometheus.jobs) yield jobPath(job);
  for (const dashboard of project.dashboards) {
    const file = dashboardPath(dashboard);
    yield file;
    for (const { variable } of dashboard.variables) yield `${file} › variable ${variable}`;
    for (const { name } of dashboard.annotations) yield `${file} › annotation ${name}`;
    for (const placed of dashboard.panels) yield panelPath(dashboard, placed);
  }
  for (const file of project.rules) {
    yield rulesPath(file);
    for (const { name, rules } of file.groups) {
      yield `${rulesPath(file)} › ${name}`;
      for (const rule of rules) yield `${rulesPath(file)} › ${name} › ${ruleName(rule)}`;
    }
  }
  for (const file of project.runbooks?.files ?? [])
    for (const runbook of file.runbooks) yield runbookPath(file, runbook);
  for (const datasource of project.datasources) yield datasourcePath(datasource);
  for (const resource of project.elasticsearch ?? []) yield elasticsearchPath(resource);
  for (const pipeline of project.logstash?.pipelines ?? []) yield pipelinePath(pipeline);
}
