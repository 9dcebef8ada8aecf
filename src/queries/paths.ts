import type { Dashboard } from '../model/dashboard.ts';
import type { Datasource } from '../model/datasource.ts';
import type { ElasticsearchResource } from '../model/elastic-resource.ts';
import type { LogEvent } from '../model/log.ts';
import type { Job, Metric } from '../model/metric.ts';
import type { Matcher } from '../model/node.ts';
import { once } from '../model/once.ts';
import type { Project } from '../model/project.ts';
import type { RuleFile } from '../model/prometheus.ts';
import type { Receiver, Route } from '../model/routing.ts';
import type { Runbook, RunbookFile } from '../model/runbook.ts';

/** The file of a dashboard, which is called by its uid. */
export const dashboardPath = ({ uid }: Pick<Dashboard, 'uid'>): string => `dashboards/${uid}.ts`;

/** The file of the rules of a subject. */
export const rulesPath = ({ name }: Pick<RuleFile, 'name'>): string => `alerts/${name}.ts`;

/** `alerts/runbooks/commands.ts › FrameworkUsagePatternAnomaly`. */
export const runbookPath = ({ name }: Pick<RunbookFile, 'name'>, { alert }: Pick<Runbook, 'alert'>): string =>
  `alerts/runbooks/${name}.ts › ${alert}`;

/** The page of an alert, which its `runbook_url` names. */
export const runbookPage = (alert: string): string => `alerts/runbooks/${alert}.md`;

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

/** `catalog/commands.ts › command_executed`; without the file where no subject has the event. */
export function eventPath({ events = {} }: Pick<Project, 'events'>, event: LogEvent): string {
  const subject = Object.keys(events).find((name) => events[name]?.includes(event));
  return `catalog${subject ? `/${subject}.ts` : ''} › ${event.name}`;
}

/** `platform/elasticsearch.ts › index-template framework-logs`. */
export const elasticsearchPath = ({ kind, id }: Pick<ElasticsearchResource, 'kind' | 'id'>): string =>
  `platform/elasticsearch.ts › ${kind} ${id}`;

/** `platform/logstash.ts › framework-pipeline`. */
export const pipelinePath = ({ id }: { readonly id: string }): string => `platform/logstash.ts › ${id}`;

/** `severity="critical"`, as Alertmanager writes it. */
export const matcherText = ({ label, op, value }: Matcher): string => `${label}${op}${JSON.stringify(value)}`;

/** `alerts/routing.ts › severity="critical" › level="2"`: a route by the matchers that lead to it from the root. */
export const routePath = (path: readonly Route[]): string =>
  [
    'alerts/routing.ts',
    ...path.slice(1).map(({ matchers }) => matchers.map(matcherText).join(' ') || 'any alert'),
  ].join(' › ');

/** `alerts/routing.ts › inhibition 2`, counted from 1 as people do. */
export const inhibitionPath = (index: number): string => `alerts/routing.ts › inhibition ${index + 1}`;

/** `alerts/receivers.ts › team`. */
export const receiverPath = ({ name }: Receiver): string => `alerts/receivers.ts › ${name}`;
