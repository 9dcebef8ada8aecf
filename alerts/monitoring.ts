import {
  above,
  alert,
  anyOf,
  divide,
  equal,
  increase,
  max,
  not,
  or,
  type RuleFile,
  record,
  ruleFile,
  ruleGroup,
  seconds,
  sum,
  vectorOf,
  where,
} from '#lib';
import {
  alertmanagerReloadSuccessful,
  alertmanagersDiscovered,
  grafanaHttpDuration,
  notificationsDropped,
  prometheusHttpDuration,
  prometheusReloadSuccessful,
  ruleEvaluationFailures,
  ruleGroupDuration,
  up,
} from '../catalog/monitoring.ts';

/*
 * Monitoring: whether we would notice. A rule that fails is an alert that cannot fire.
 */

const numbers = (panel: string) => ({ dashboard: 'service-levels', panel }) as const;
const targets = { dashboard: 'operations-monitoring', panel: 'scrape-targets' } as const;

// Is anybody there?

/** Always firing: whoever waits for it outside knows that alerts arrive. */
export const watchdog = alert({
  alert: 'Watchdog',
  when: vectorOf('state', 1),
  severity: 'low',
  summary: 'Alerts arrive.',
  description: 'Fires as long as there is monitoring. Whoever receives it raises the alarm when it stops.',
  shownBy: targets,
});

/** The framework has alerts of its own for this. */
export const targetDown = alert({
  alert: 'MonitoringTargetDown',
  when: equal(where(up, { job: not('claude-framework') }), 0),
  for: '3m',
  severity: 'high',
  summary: '{{ $labels.job }} at {{ $labels.instance }} does not answer.',
  description: 'For 3 minutes Prometheus has not been able to scrape it.',
  shownBy: targets,
});

/** Nobody is told anything. */
export const noAlertmanager = alert({
  alert: 'MonitoringNoAlertmanager',
  when: equal(max(alertmanagersDiscovered), 0),
  for: '2m',
  severity: 'critical',
  summary: 'Prometheus has no Alertmanager to tell.',
  description: 'For 2 minutes. Only whoever waits for the Watchdog can notice.',
  shownBy: numbers('promises-of-monitoring'),
});

/** Somebody was not told something. */
export const notificationsLost = alert({
  alert: 'MonitoringNotificationsDropped',
  when: above(sum(increase(notificationsDropped, '5m')), 0),
  severity: 'high',
  summary: 'Prometheus dropped {{ $value | humanize }} alerts.',
  description: 'Within 5 minutes: Alertmanager does not take them fast enough.',
  shownBy: numbers('promises-of-monitoring'),
});

/** Old routes, old rules. */
export const configurationStale = alert({
  alert: 'MonitoringConfigReloadFailed',
  when: equal(or(prometheusReloadSuccessful, alertmanagerReloadSuccessful), 0),
  for: '5m',
  severity: 'high',
  summary: '{{ $labels.job }} at {{ $labels.instance }} runs with an old configuration.',
  description: 'It could not load the one on disk the last time it tried.',
  shownBy: targets,
});

// Is it fast enough?

const queries = { handler: anyOf('/api/v1/query', '/api/v1/query_range') } as const;

/** What everybody who looks at a dashboard waits for. */
export const queryDuration = record({
  record: 'monitoring:query_duration_seconds:mean5m',
  help: 'Mean time Prometheus takes for a query.',
  as: divide(
    sum(increase(where(prometheusHttpDuration.sum, queries), '5m')),
    above(sum(increase(where(prometheusHttpDuration.count, queries), '5m')), 0),
  ),
});

/** Dashboards are slow, or too much is asked of Prometheus. */
export const queriesSlow = alert({
  alert: 'MonitoringQuerySlow',
  when: above(queryDuration, seconds(2)),
  for: '10m',
  severity: 'medium',
  summary: 'A query takes {{ $value | humanizeDuration }}.',
  description: 'Mean of 5 minutes, for 10 minutes; 2 seconds are the target.',
  shownBy: numbers('query-time'),
});

const pages = { handler: anyOf('/api/dashboards/uid/:uid', '/api/ds/query') } as const;

/** Requests that make up a dashboard. */
export const dashboardDuration = record({
  record: 'monitoring:dashboard_load_seconds:mean5m',
  help: 'Mean time Grafana takes for a dashboard or for the queries of a panel.',
  as: divide(
    sum(increase(where(grafanaHttpDuration.sum, pages), '5m')),
    above(sum(increase(where(grafanaHttpDuration.count, pages), '5m')), 0),
  ),
});

/** Nobody waits that long. */
export const dashboardsSlow = alert({
  alert: 'MonitoringDashboardSlow',
  when: above(dashboardDuration, seconds(3)),
  for: '10m',
  severity: 'medium',
  summary: 'A dashboard takes {{ $value | humanizeDuration }} to load.',
  description: 'Mean of 5 minutes, for 10 minutes; 3 seconds are the target.',
  shownBy: numbers('dashboard-load-time'),
});

/** An alert comes as late as its group takes. */
export const rulesSlow = alert({
  alert: 'MonitoringRuleEvaluationSlow',
  when: above(max(ruleGroupDuration, { by: ['rule_group'] }), seconds(15)),
  for: '5m',
  severity: 'medium',
  summary: 'The rules of {{ $labels.rule_group }} take {{ $value | humanizeDuration }}.',
  description: 'For 5 minutes. Above 15 seconds an alert comes late.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'rule-evaluation' },
});

/** Blind, without knowing it. */
export const rulesFailing = alert({
  alert: 'MonitoringRuleEvaluationFailing',
  when: above(sum(increase(ruleEvaluationFailures, '5m'), { by: ['rule_group'] }), 0),
  severity: 'high',
  summary: 'A rule of {{ $labels.rule_group }} fails.',
  description: 'Within 5 minutes. What it would have said is not known.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'rule-evaluation' },
});

/** Rules of this subject. */
export const monitoring: RuleFile = ruleFile({
  name: 'monitoring',
  groups: [
    ruleGroup({
      name: 'monitoring',
      interval: '15s',
      rules: [
        watchdog,
        targetDown,
        noAlertmanager,
        notificationsLost,
        configurationStale,
        rulesSlow,
        rulesFailing,
      ],
    }),
    ruleGroup({
      name: 'monitoring-speed',
      interval: '30s',
      rules: [queryDuration, queriesSlow, dashboardDuration, dashboardsSlow],
    }),
  ],
});
