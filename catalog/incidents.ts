import { counter, gauge, histogram, keyword, oneOf, optional, prose, upTo } from '#lib';
import { incident } from './buckets.ts';
import { frameworkOps } from './jobs.ts';
import { severity } from './labels.ts';
import { logEvent } from './log-events.ts';

/*
 * Incidents: what went wrong, how fast it was noticed and mended, and what automation did about it.
 */

// Incidents

/** How it was noticed, and whether users noticed as well. */
export const incidents = counter({
  name: 'framework_incidents_total',
  help: 'Incidents opened, by severity, by who noticed first and by whether users were affected.',
  unit: 'count',
  job: frameworkOps,
  labels: {
    severity,
    detected_by: oneOf('alert', 'user', 'synthetic'),
    user_impact: oneOf('true', 'false'),
  },
});

/** Incidents nobody has resolved. */
export const incidentsOpen = gauge({
  name: 'framework_incidents_open',
  help: 'Incidents open now, by severity.',
  unit: 'count',
  job: frameworkOps,
  labels: { severity },
});

/** Escalation compares it with the clock; a severity of which nothing fires has no series, though an incident that once was so severe may be open. */
export const oldestOpenIncident = gauge({
  name: 'framework_incident_oldest_open_timestamp_seconds',
  help: 'Unix time at which the oldest open incident began of which an alert of a severity still fires; absent when there is none.',
  unit: 'timestamp',
  job: frameworkOps,
  labels: { severity },
});

/** Target: 5 minutes on average. */
export const timeToDetect = histogram({
  name: 'framework_incident_time_to_detect_seconds',
  help: 'From the start of a fault to its first alert.',
  unit: 'seconds',
  job: frameworkOps,
  labels: { severity },
  buckets: incident,
});

/** How long an alert waits for a person. */
export const timeToAcknowledge = histogram({
  name: 'framework_incident_time_to_acknowledge_seconds',
  help: 'From the first alert of an incident to its acknowledgement.',
  unit: 'seconds',
  job: frameworkOps,
  labels: { severity },
  buckets: incident,
});

/** Target: 15 minutes on average. */
export const timeToResolve = histogram({
  name: 'framework_incident_time_to_resolve_seconds',
  help: 'From the first alert of an incident to its resolution.',
  unit: 'seconds',
  job: frameworkOps,
  labels: { severity },
  buckets: incident,
});

// Alert quality

/** A person's verdict: the only source of a false positive rate. */
export const alertReviews = counter({
  name: 'framework_alert_reviews_total',
  help: 'Verdicts on alerts, given when they are closed.',
  unit: 'count',
  job: frameworkOps,
  labels: {
    alertname: upTo(60, 'FrameworkUnavailable', 'other'),
    verdict: oneOf('true_positive', 'false_positive'),
  },
  budget: 60,
});

// Automation

/** Deliveries of the alert webhook. */
export const automationRequests = counter({
  name: 'framework_automation_requests_total',
  help: 'Webhook deliveries that the automation received, by what it made of them.',
  unit: 'count',
  job: frameworkOps,
  labels: { result: oneOf('accepted', 'duplicate', 'rejected', 'unauthorized', 'malformed') },
});

/** The audit of automation: everything it did, would have done, or declined to do. */
export const automationActions = counter({
  name: 'framework_automation_actions_total',
  help: 'Automated responses, by action, mode and outcome.',
  unit: 'count',
  job: frameworkOps,
  labels: {
    action: upTo(16, 'enable_circuit_breaker', 'scale_out', 'create_incident_ticket'),
    mode: oneOf('dry_run', 'execute'),
    outcome: oneOf('success', 'failure', 'skipped_cooldown', 'skipped_not_allowed', 'skipped_rate_limit'),
  },
  budget: 80,
});

// Log events

/** Kept for seven years: what a machine did without being asked. */
export const automationActed = logEvent({
  name: 'automation_acted',
  help: 'An automated response was carried out, tried, or held back.',
  category: 'audit',
  levels: ['INFO', 'WARN'],
  fields: {
    actor: keyword(upTo(500, 'responder'), 'Who did it: the automation, or whoever approved it.', {
      privacy: 'identity',
    }),
    alertname: keyword(upTo(60, 'FrameworkUnavailable'), 'Alert that asked for it.'),
    incident: keyword(upTo(10_000, 'inc_20250706_01'), 'Incident it belongs to.'),
    action: keyword(
      upTo(16, 'enable_circuit_breaker', 'scale_out', 'create_incident_ticket'),
      'What was done.',
    ),
    mode: keyword(oneOf('dry_run', 'execute'), 'Whether it was only tried.'),
    action_outcome: keyword(
      oneOf('success', 'failure', 'skipped_cooldown', 'skipped_not_allowed', 'skipped_rate_limit'),
      'What came of it.',
    ),
    details: optional(prose('Why, in words.', { example: 'open for 120 s' })),
  },
});
