import { counter, gauge, histogram, oneOf, upTo } from '#lib';
import { pipeline as pipelineBuckets } from './buckets.ts';
import { githubIntegration } from './jobs.ts';
import { pipeline } from './labels.ts';

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
