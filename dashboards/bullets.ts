/**
 * What the specification wants each dashboard to show, one entry for each of its "Key Metrics". A panel says which of them
 * it answers; a test proves that none is left without an answer.
 */
export const executive = {
  adoption: 'executive: adoption rate and user engagement',
  availability: 'executive: overall health and availability, 99.9 %',
  performance: 'executive: performance against the standard, p95 below 200 ms',
  quality: 'executive: quality gate compliance above 90 %',
  cost: 'executive: cost efficiency and resource utilisation',
} as const;

/** Key metrics for those who run the framework. */
export const operations = {
  health: 'operations: health indicators and component status',
  errors: 'operations: error rates and incident tracking',
  performance: 'operations: performance and service level compliance',
  capacity: 'operations: resource utilisation and capacity planning',
  delivery: 'operations: deployment status and pipeline health',
} as const;

/** Key metrics for those who build the framework. */
export const development = {
  usage: 'development: command usage and module effectiveness',
  quality: 'development: quality gate performance and compliance trends',
  experience: 'development: user experience and feedback',
  modules: 'development: module performance and what to optimise',
  github: 'development: effectiveness of the GitHub integration',
} as const;

/** Key metrics for those who use the framework. */
export const users = {
  usage: 'users: personal usage and productivity',
  sessions: 'users: session success and completion time',
  features: 'users: available features and system status',
  feedback: 'users: performance feedback and satisfaction',
  support: 'users: support resources and documentation',
} as const;

/** What the specification measures its own success by. */
export const success = {
  availability: 'success: monitoring, scrapes, alerts and dashboards are there',
  performance: 'success: queries, ingestion, rules and dashboards are fast',
  visibility: 'success: commands, errors, performance and gates are seen',
  operations: 'success: detected and resolved in time, few false alerts, little noise',
  business: 'success: users see, users are spared, users are satisfied, less is done by hand',
} as const;
