import { counter, gauge, histogram, keyword, oneOf, optional, upTo } from '#lib';
import { pipeline as pipelineBuckets } from './buckets.ts';
import { githubIntegration } from './jobs.ts';
import { pipeline } from './labels.ts';
import { logEvent } from './log-events.ts';

/*
 * Delivery: how changes to the framework reach its users.
 */

// Deployments

/** Deployments that finished. */
export const deployments = counter({
  name: 'framework_deployments_total',
  help: 'Deployments that finished, by result.',
  unit: 'count',
  job: githubIntegration,
  labels: { status: oneOf('success', 'failure', 'rolled_back') },
});

/** Dashboards draw a line where it changes. */
export const deploymentTimestamp = gauge({
  name: 'framework_deployment_timestamp_seconds',
  help: 'Unix time at which a version went live; the last three versions.',
  unit: 'timestamp',
  job: githubIntegration,
  labels: { version: upTo(3, '2.4.1') },
});

// Pipelines

/** CI/CD runs. */
export const pipelineRuns = counter({
  name: 'framework_pipeline_runs_total',
  help: 'CI/CD runs that ended, by pipeline and result.',
  unit: 'count',
  job: githubIntegration,
  labels: { pipeline, status: oneOf('success', 'failure', 'cancelled') },
});

/** How long changes wait for their verdict. */
export const pipelineDuration = histogram({
  name: 'framework_pipeline_duration_seconds',
  help: 'Time from the start of a CI/CD run to its end.',
  unit: 'seconds',
  job: githubIntegration,
  labels: { pipeline },
  buckets: pipelineBuckets,
});

// Log events

/** Kept for seven years: which version ran since when, and who let it. */
export const deploymentFinished = logEvent({
  name: 'deployment_finished',
  help: 'A version of the framework was deployed, or could not be.',
  category: 'audit',
  levels: ['INFO', 'ERROR'],
  fields: {
    actor: keyword(upTo(500, 'release-pipeline'), 'Who did it.', { privacy: 'identity' }),
    approved_by: optional(keyword(upTo(500, 'lead@example.com'), 'Who agreed.', { privacy: 'identity' })),
    version: keyword(upTo(100, '2.4.1'), 'Version that was to run.'),
    deployment_status: keyword(oneOf('success', 'failure', 'rolled_back'), 'What came of it.'),
    revision: optional(keyword(upTo(1000, '9fceb02'), 'Revision it was built from.')),
  },
});
