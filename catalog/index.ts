import type { Job, LogEvent, Metric } from '#lib';
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
export { addressMark, addressPattern, secretMark, secretShapes } from './secrets.ts';
export * as views from './views.ts';

/** What a subject file exports is in the catalog: there is no second list to forget. */
const declaredIn = (file: Readonly<Record<string, unknown>>): readonly (LogEvent | Metric)[] =>
  Object.values(file)
    .filter((each): each is LogEvent | Metric => typeof each === 'object' && each !== null && 'kind' in each)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
const metricsOf = (file: Readonly<Record<string, unknown>>): readonly Metric[] =>
  declaredIn(file).filter((each) => each.kind !== 'log');

/** The catalog's files by subject, in the order in which a newcomer would read them. */
const files = {
  commands,
  modules,
  'quality-gates': qualityGates,
  sessions,
  availability,
  github,
  security,
  capacity,
  users,
  delivery,
  incidents,
  monitoring,
} as const;

/** Metrics by subject. */
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

/** Every log event of the catalog, by subject. */
export const eventSubjects: Readonly<Record<keyof typeof subjects, readonly LogEvent[]>> = Object.fromEntries(
  Object.entries(files).map(([subject, file]) => [
    subject,
    declaredIn(file).filter((each) => each.kind === 'log'),
  ]),
) as never;

/** Every log event of the catalog, subject by subject. */
export const logEvents: readonly LogEvent[] = Object.values(eventSubjects).flat();

/** The metrics that an endpoint exposes: its own, and, if it is ours, those that all of ours do. */
export const exposedBy = (job: Job): readonly Metric[] =>
  metrics.filter(
    (metric) => metric.job === job || (metric.job === anyOwnJob && ownJobs.some((own) => own === job)),
  );
