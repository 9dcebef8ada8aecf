import type { Job, Metric } from '#lib';
import * as availability from './availability.ts';
import * as capacity from './capacity.ts';
import * as commands from './commands.ts';
import * as delivery from './delivery.ts';
import * as github from './github.ts';
import * as incidents from './incidents.ts';
import { anyOwnJob, ownJobs } from './jobs.ts';
import * as modules from './modules.ts';
import * as monitoring from './monitoring.ts';
import * as qualityGates from './quality-gates.ts';
import * as security from './security.ts';
import * as sessions from './sessions.ts';
import * as users from './users.ts';

export { jobs, ownJobs } from './jobs.ts';

/** What a subject file exports is in the catalog: there is no second list to forget. */
const metricsOf = (file: Readonly<Record<string, unknown>>): readonly Metric[] =>
  Object.values(file)
    .filter((each): each is Metric => typeof each === 'object' && each !== null && 'kind' in each)
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Metrics by subject, in the order in which a newcomer would read them. */
export const subjects = {
  commands: metricsOf(commands),
  modules: metricsOf(modules),
  'quality-gates': metricsOf(qualityGates),
  sessions: metricsOf(sessions),
  availability: metricsOf(availability),
  github: metricsOf(github),
  security: metricsOf(security),
  capacity: metricsOf(capacity),
  users: metricsOf(users),
  delivery: metricsOf(delivery),
  incidents: metricsOf(incidents),
  monitoring: metricsOf(monitoring),
} as const satisfies Readonly<Record<string, readonly Metric[]>>;

/** Every metric of the catalog, subject by subject. */
export const metrics: readonly Metric[] = Object.values(subjects).flat();

/** The metrics that an endpoint exposes: its own, and, if it is ours, those that all of ours do. */
export const exposedBy = (job: Job): readonly Metric[] =>
  metrics.filter(
    (metric) => metric.job === job || (metric.job === anyOwnJob && ownJobs.some((own) => own === job)),
  );
