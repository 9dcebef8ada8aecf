import {
  above,
  alert,
  and,
  anyOf,
  atLeast,
  countOverTime,
  divide,
  hours,
  increase,
  max,
  minutes,
  offset,
  or,
  percent,
  type RuleFile,
  ratio,
  record,
  ruleFile,
  ruleGroup,
  subtract,
  sum,
  sumOverTime,
  time,
  unless,
  vectorOf,
  where,
} from '#lib';
import {
  alertReviews,
  automationActions,
  oldestOpenIncident,
  incidents as opened,
  timeToDetect,
  timeToResolve,
} from '../catalog/incidents.ts';
import { alerts } from '../catalog/monitoring.ts';

/*
 * Incidents: whether people are told in time, of the right things, and not too often.
 */

// When nobody ends it

/** What support was called for. Escalations are left out, or one would keep itself alive. */
const critical = where(alerts, { alertstate: 'firing', severity: 'critical', level: '1', response: '' });

/**
 * Read from the history of alerts, not from the moment at which they began to fire: that is forgotten when Prometheus
 * restarts. Whichever alerts they are: an incident may move from slowness to errors. 114 minutes of 120, so that a late
 * evaluation is no end; and still now, and already then, so that two short incidents are no long one.
 */
export const criticalForHours = alert({
  alert: 'FrameworkExecutiveEscalation',
  when: and(
    and(
      atLeast(countOverTime(max(critical, { by: ['environment'] }), '2h', { step: '1m' }), 114),
      offset(critical, '2h'),
      { on: ['environment'] },
    ),
    critical,
    { on: ['environment'] },
  ),
  severity: 'critical',
  level: 'executive',
  labels: { seen: 'by-alerts' },
  summary: 'Critical alerts have been firing for two hours.',
  description: 'In {{ $labels.environment }}, without a break. Leadership decides what comes next.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'alerts' },
});

/** The same by the clock of whoever keeps the incidents. */
export const criticalUnresolved = alert({
  alert: 'FrameworkExecutiveEscalation',
  when: above(
    max(subtract(time(), where(oldestOpenIncident, { severity: 'critical' })), { by: ['environment'] }),
    hours(2),
  ),
  severity: 'critical',
  level: 'executive',
  labels: { seen: 'by-incidents' },
  summary: 'A critical incident has been open for {{ $value | humanizeDuration }}.',
  description: 'In {{ $labels.environment }}. Leadership decides what comes next.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'oldest-open-incident' },
});

// How well we are told, over 30 days. Incidents are few: what five minutes brought is added up.

/** Time unnoticed. */
export const detecting = record({
  record: 'environment:framework_incident_time_to_detect_seconds_sum:increase5m',
  help: 'Time that faults went unnoticed, of those noticed in the last five minutes.',
  as: sum(increase(timeToDetect.sum, '5m'), { by: ['environment'] }),
});

/** Faults noticed. */
export const detected = record({
  record: 'environment:framework_incident_time_to_detect_seconds_count:increase5m',
  help: 'Faults noticed in the last five minutes.',
  as: sum(increase(timeToDetect.count, '5m'), { by: ['environment'] }),
});

/** Time unresolved. */
export const resolving = record({
  record: 'environment:framework_incident_time_to_resolve_seconds_sum:increase5m',
  help: 'Time that incidents lasted, of those resolved in the last five minutes.',
  as: sum(increase(timeToResolve.sum, '5m'), { by: ['environment'] }),
});

/** Incidents resolved. */
export const resolved = record({
  record: 'environment:framework_incident_time_to_resolve_seconds_count:increase5m',
  help: 'Incidents resolved in the last five minutes.',
  as: sum(increase(timeToResolve.count, '5m'), { by: ['environment'] }),
});

/** Incidents begun. */
export const begun = record({
  record: 'environment_detected_by_user_impact:framework_incidents:increase5m',
  help: 'Incidents of the last five minutes, by who noticed first and whether users were affected.',
  as: sum(increase(opened, '5m'), { by: ['environment', 'detected_by', 'user_impact'] }),
});

/** Verdicts given. */
export const reviewed = record({
  record: 'environment_verdict:framework_alert_reviews:increase5m',
  help: 'Verdicts on alerts of the last five minutes.',
  as: sum(increase(alertReviews, '5m'), { by: ['environment', 'verdict'] }),
});

/** From the fault to the first alert. */
export const meanTimeToDetect = record({
  record: 'environment:framework_incident_time_to_detect_seconds:mean30d',
  help: 'Mean time from the start of a fault to its first alert, over 30 days.',
  as: divide(sumOverTime(detecting, '30d'), above(sumOverTime(detected, '30d'), 0)),
});

/** From the first alert to the end. */
export const meanTimeToResolve = record({
  record: 'environment:framework_incident_time_to_resolve_seconds:mean30d',
  help: 'Mean time from the first alert of an incident to its resolution, over 30 days.',
  as: divide(sumOverTime(resolving, '30d'), above(sumOverTime(resolved, '30d'), 0)),
});

const all = sum(sumOverTime(begun, '30d'), { by: ['environment'] });

/** What users noticed before we did is missing here. */
export const detectionCoverage = record({
  record: 'environment:framework_incidents_detected:ratio_increase30d',
  help: 'Share of the incidents of 30 days that an alert or a probe noticed first.',
  as: ratio(
    sum(sumOverTime(where(begun, { detected_by: anyOf('alert', 'synthetic') }), '30d'), {
      by: ['environment'],
    }),
    all,
  ),
});

/** What was over before users felt it. */
export const proactiveResolution = record({
  record: 'environment:framework_incidents_without_impact:ratio_increase30d',
  help: 'Share of the incidents of 30 days that users were not affected by.',
  as: ratio(sum(sumOverTime(where(begun, { user_impact: 'false' }), '30d'), { by: ['environment'] }), all),
});

const verdicts = sum(sumOverTime(reviewed, '30d'), { by: ['environment'] });

/** A person's verdict, given when the alert is closed. */
export const falsePositives = record({
  record: 'environment:framework_alerts_false_positive:ratio_increase30d',
  help: 'Share of the alerts reviewed in 30 days that were false.',
  as: ratio(
    sum(sumOverTime(where(reviewed, { verdict: 'false_positive' }), '30d'), { by: ['environment'] }),
    verdicts,
  ),
});

const told = where(alerts, {
  alertstate: 'firing',
  severity: anyOf('critical', 'high', 'medium'),
  response: '',
});

/** An alert counts when it begins: firing now, and not a minute ago. */
export const alertsPerHour = record({
  record: 'monitoring:alert_activations:mean1d',
  help: 'Alerts an hour that began to fire and were for people, over a day.',
  as: or(
    divide(sum(countOverTime(unless(told, offset(told, '1m')), '1d', { step: '1m' })), 24),
    vectorOf('count', 0),
  ),
});

const numbers = (panel: string) => ({ dashboard: 'service-levels', panel }) as const;

/** Faults are noticed late. */
export const detectionSlow = alert({
  alert: 'MonitoringMTTDHigh',
  when: above(meanTimeToDetect, minutes(5)),
  for: '1h',
  severity: 'low',
  summary: 'It takes {{ $value | humanizeDuration }} until a fault is noticed.',
  description: 'Mean of 30 days in {{ $labels.environment }}; 5 minutes are the target.',
  shownBy: numbers('time-to-detect-30-days'),
});

/** Incidents last long. */
export const resolutionSlow = alert({
  alert: 'MonitoringMTTRHigh',
  when: above(meanTimeToResolve, minutes(15)),
  for: '1h',
  severity: 'low',
  summary: 'It takes {{ $value | humanizeDuration }} until an incident is resolved.',
  description: 'Mean of 30 days in {{ $labels.environment }}; 15 minutes are the target.',
  shownBy: numbers('time-to-resolve-30-days'),
});

/** People are called for nothing. */
export const falsePositivesHigh = alert({
  alert: 'MonitoringFalsePositiveRateHigh',
  when: and(above(falsePositives, percent(5)), atLeast(verdicts, 20)),
  for: '1h',
  severity: 'low',
  summary: '{{ $value | humanizePercentage }} of the reviewed alerts were false.',
  description: 'Of at least 20 reviews in 30 days in {{ $labels.environment }}; 5 % are the target.',
  shownBy: numbers('false-alerts-30-days'),
});

/** People stop looking. */
export const alertFatigue = alert({
  alert: 'MonitoringAlertFatigue',
  when: above(alertsPerHour, 2),
  for: '1h',
  severity: 'low',
  summary: 'People get {{ $value | humanize }} alerts an hour.',
  description: 'Mean of a day, of all that is for people and more than low; 2 are the target.',
  shownBy: numbers('alerts-an-hour'),
});

/** Somebody has to do it by hand now. */
export const automationFailing = alert({
  alert: 'MonitoringAutomationFailing',
  when: above(
    sum(increase(where(automationActions, { mode: 'execute', outcome: 'failure' }), '15m'), {
      by: ['environment', 'action'],
    }),
    0,
  ),
  severity: 'high',
  summary: 'The automated action {{ $labels.action }} failed.',
  description: 'In {{ $labels.environment }}, within 15 minutes: somebody has to do it by hand.',
  shownBy: numbers('automated-actions'),
});

/** Rules of this subject. */
export const incidents: RuleFile = ruleFile({
  name: 'incidents',
  groups: [
    ruleGroup({
      name: 'incidents',
      interval: '1m',
      rules: [criticalForHours, criticalUnresolved, automationFailing],
    }),
    ruleGroup({
      name: 'incidents-thinned',
      interval: '5m',
      rules: [detecting, detected, resolving, resolved, begun, reviewed],
    }),
    ruleGroup({
      name: 'incidents-30d',
      interval: '1m',
      rules: [
        meanTimeToDetect,
        meanTimeToResolve,
        detectionCoverage,
        proactiveResolution,
        falsePositives,
        detectionSlow,
        resolutionSlow,
        falsePositivesHigh,
      ],
    }),
    ruleGroup({ name: 'incidents-fatigue', interval: '1m', rules: [alertsPerHour, alertFatigue] }),
  ],
});
