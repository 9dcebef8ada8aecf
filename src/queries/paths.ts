import type { Dashboard } from '../model/dashboard.ts';
import type { Datasource } from '../model/datasource.ts';
import type { Job, Metric } from '../model/metric.ts';
import { once } from '../model/once.ts';
import type { Project } from '../model/project.ts';
import type { RuleFile } from '../model/prometheus.ts';

/** The file of a dashboard, which is called by its uid. */
export const dashboardPath = ({ uid }: Pick<Dashboard, 'uid'>): string => `dashboards/${uid}.ts`;

/** The file of the rules of a subject. */
export const rulesPath = ({ name }: Pick<RuleFile, 'name'>): string => `alerts/${name}.ts`;

/** The file of a data source, which is called by its uid. */
export const datasourcePath = ({ uid }: Pick<Datasource, 'uid'>): string => `datasources/${uid}.ts`;

/** `catalog/jobs.ts › claude-framework`. */
export const jobPath = ({ name }: Pick<Job, 'name'>): string => `catalog/jobs.ts › ${name}`;

/** `catalog/commands.ts › framework_command_executions_total`; without the file where no subject has the metric. */
export function metricPath({ subjects }: Pick<Project, 'subjects'>, metric: Metric): string {
  const subject = subjectsOf(subjects).get(metric);
  return `catalog${subject ? `/${subject}.ts` : ''} › ${metric.name}`;
}

const subjectsOf = once(
  (subjects: Project['subjects']): ReadonlyMap<Metric, string> =>
    new Map(Object.entries(subjects).flatMap(([name, metrics]) => metrics.map((one) => [one, name]))),
);
