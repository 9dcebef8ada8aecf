import { counter, gauge, histogram, oneOf, upTo } from '#lib';
import { score } from './buckets.ts';
import { framework } from './jobs.ts';

/*
 * Users: who uses the framework, what for, and what they think of it.
 */

// Adoption

/** Denominator of the adoption rate. */
export const registeredUsers = gauge({
  name: 'framework_registered_users',
  help: 'People entitled to use the framework.',
  unit: 'count',
  job: framework,
});

/** Counted in the framework, so that no query needs a user label over weeks. */
export const activeUsers = gauge({
  name: 'framework_active_users',
  help: 'Distinct users seen in a sliding window.',
  unit: 'count',
  job: framework,
  labels: { window: oneOf('1d', '7d', '30d') },
});

/** Which features users can count on. */
export const featureAvailable = gauge({
  name: 'framework_feature_available',
  help: '1 while a feature is available to users, 0 while it is not.',
  unit: 'state',
  job: framework,
  labels: { feature: upTo(30, 'swarm', 'auto-provisioning', 'github-sync') },
});

// Experience

/** One to five stars. */
export const userFeedback = histogram({
  name: 'framework_user_feedback_score',
  help: 'Ratings by users, 1 to 5.',
  unit: 'score',
  job: framework,
  labels: { channel: oneOf('cli', 'web', 'survey') },
  buckets: score,
});

/** What people get done, and where they look for help. */
export const userActivity = counter({
  name: 'framework_user_activity_total',
  help: 'Things users did with the help of the framework.',
  unit: 'count',
  job: framework,
  labels: {
    activity: oneOf('task_completed', 'commit', 'pull_request', 'review', 'docs_view', 'support_request'),
  },
});
