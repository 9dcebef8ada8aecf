import { counter, gauge, histogram, keyword, long, oneOf, optional, upTo } from '#lib';
import { latency } from './buckets.ts';
import { framework, githubIntegration } from './jobs.ts';
import { complexity, githubOperation } from './labels.ts';
import { logEvent } from './log-events.ts';

/*
 * GitHub: issues, commits and pull requests that the framework makes, and how well GitHub answers.
 */

// Metrics

/** Emitted by the framework, which knows why an issue was made. */
export const githubIssuesCreated = counter({
  name: 'framework_github_issues_created_total',
  help: 'GitHub issues created, by kind, and whether the framework decided to.',
  unit: 'count',
  job: framework,
  labels: {
    issue_type: oneOf('task', 'bug', 'feature', 'epic', 'incident', 'session'),
    complexity,
    auto_created: oneOf('true', 'false'),
  },
  aliases: ['github_issues_created_total'],
});

/** `rate_limited` is GitHub's answer, not a fault: watch it beside the remaining calls. */
export const githubOperations = counter({
  name: 'framework_github_operations_total',
  help: 'Calls to GitHub, by outcome.',
  unit: 'count',
  job: githubIntegration,
  labels: { operation: githubOperation, outcome: oneOf('success', 'failure', 'rate_limited') },
});

/** How long GitHub takes. */
export const githubOperationDuration = histogram({
  name: 'framework_github_operation_duration_seconds',
  help: 'Time from sending a call to GitHub to its answer.',
  unit: 'seconds',
  job: githubIntegration,
  labels: { operation: githubOperation },
  buckets: latency,
});

/** What is left before GitHub refuses. */
export const githubRateLimitRemaining = gauge({
  name: 'framework_github_rate_limit_remaining',
  help: 'Calls left in the current window of a GitHub rate limit.',
  unit: 'count',
  job: githubIntegration,
  labels: { resource: oneOf('core', 'search', 'graphql') },
});

// Log events

/** A request to GitHub that did not do what it should. */
export const githubOperationFailed = logEvent({
  name: 'github_operation_failed',
  help: 'A request to GitHub failed or was held back: which, where, and with what answer.',
  category: 'error',
  levels: ['ERROR', 'WARN'],
  fields: {
    operation: keyword(githubOperation, 'What was asked for.'),
    repository: keyword(upTo(500, 'example/shop'), 'Repository, with its owner.'),
    github_outcome: keyword(oneOf('failure', 'rate_limited'), 'What came of it.'),
    status_code: optional(long('count', 'Status of the answer.', { example: 502 })),
    duration_ms: optional(long('milliseconds', 'How long the answer took.', { example: 870 })),
  },
});
