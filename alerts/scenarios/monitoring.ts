import { ends, feed, fires, gap, grow, hold, quiet, records, type ScenarioFile, scenario } from '#lib';
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
} from '../../catalog/monitoring.ts';
import {
  configurationStale,
  dashboardDuration,
  dashboardsSlow,
  noAlertmanager,
  notificationsLost,
  queriesSlow,
  queryDuration,
  rulesFailing,
  rulesSlow,
  targetDown,
  watchdog,
} from '../monitoring.ts';

const grafana = { job: 'grafana', instance: 'grafana:3000' } as const;
const prometheus = { job: 'prometheus', instance: 'prometheus:9090' } as const;
const alertmanager = { job: 'alertmanager', instance: 'alertmanager:9093' } as const;
const group = { rule_group: 'commands' };

/** What the rules about monitoring must do. */
export const monitoring: ScenarioFile = {
  name: 'monitoring',
  scenarios: [
    scenario('the watchdog barks always', {
      given: [feed(up, prometheus, hold(1))],
      expect: [fires(watchdog, '0s', { labels: {}, summary: 'Alerts arrive.' })],
    }),
    scenario('a target that does not answer for three minutes is told of, but for the framework', {
      given: [
        feed(up, grafana, hold(1, '5m'), hold(0)),
        feed(up, prometheus, hold(1, '5m'), hold(0, '165s'), hold(1)),
        feed(up, { job: 'claude-framework', instance: 'a' }, hold(0)),
      ],
      expect: [
        fires(targetDown, '8m', { labels: grafana, summary: 'grafana at grafana:3000 does not answer.' }),
      ],
    }),
    scenario('nobody to tell for two minutes is told to whoever waits for the watchdog', {
      given: [
        feed(alertmanagersDiscovered, { ...prometheus, instance: 'b' }, hold(0)),
        feed(alertmanagersDiscovered, prometheus, hold(1, '5m'), hold(0)),
      ],
      expect: [
        fires(noAlertmanager, '7m', { labels: {}, summary: 'Prometheus has no Alertmanager to tell.' }),
      ],
    }),
    scenario('alerts that are dropped are told of for five minutes', {
      given: [feed(notificationsDropped, prometheus, hold(5, '10m'), hold(8))],
      expect: [fires(notificationsLost, '10m', { labels: {}, summary: 'Prometheus dropped 3 alerts.' })],
    }),
    scenario('and no longer', {
      given: [feed(notificationsDropped, prometheus, hold(5, '10m'), hold(8))],
      expect: [ends(notificationsLost, '15m')],
    }),
    scenario('a configuration that cannot be loaded for five minutes is told of', {
      given: [
        feed(prometheusReloadSuccessful, prometheus, hold(1, '5m'), hold(0)),
        feed(alertmanagerReloadSuccessful, alertmanager, hold(1, '5m'), hold(0)),
        feed(alertmanagerReloadSuccessful, { ...alertmanager, instance: 'b' }, hold(1)),
      ],
      expect: [
        fires(
          configurationStale,
          '10m',
          { labels: prometheus, summary: 'prometheus at prometheus:9090 runs with an old configuration.' },
          {
            labels: alertmanager,
            summary: 'alertmanager at alertmanager:9093 runs with an old configuration.',
          },
        ),
      ],
    }),
    scenario('rules that take more than 15 seconds for five minutes come late', {
      given: [
        feed(ruleGroupDuration, { ...group, instance: 'a' }, hold(15, '5m'), hold(16)),
        feed(ruleGroupDuration, { ...group, instance: 'b' }, hold(1)),
      ],
      expect: [fires(rulesSlow, '10m', { labels: group, summary: 'The rules of commands take 16s.' })],
    }),
    scenario('a rule that fails is told of at once, for five minutes', {
      given: [feed(ruleEvaluationFailures, group, hold(2, '10m'), hold(3))],
      expect: [fires(rulesFailing, '10m', { labels: group, summary: 'A rule of commands fails.' })],
    }),
    scenario('and no longer than that', {
      given: [feed(ruleEvaluationFailures, group, hold(2, '10m'), hold(3))],
      expect: [ends(rulesFailing, '15m')],
    }),
    scenario('the mean time of queries is that of queries, over five minutes', {
      every: '30s',
      given: [
        feed(prometheusHttpDuration.sum, { handler: '/api/v1/query' }, grow(30, '10m'), grow(60)),
        feed(prometheusHttpDuration.count, { handler: '/api/v1/query' }, grow(60)),
        feed(prometheusHttpDuration.sum, { handler: '/api/v1/query_range' }, grow(150)),
        feed(prometheusHttpDuration.count, { handler: '/api/v1/query_range' }, grow(60)),
        feed(prometheusHttpDuration.sum, { handler: '/metrics' }, grow(600)),
        feed(prometheusHttpDuration.count, { handler: '/metrics' }, grow(600)),
      ],
      expect: [records(queryDuration, '9m', {}, 1.5), records(queryDuration, '12m', {}, 1.625)],
    }),
    scenario('queries that take more than two seconds for ten minutes are slow', {
      every: '30s',
      given: [feed(queryDuration, {}, hold(2, '5m'), hold(2.1))],
      expect: [fires(queriesSlow, '15m', { labels: {}, summary: 'A query takes 2.1s.' })],
    }),
    scenario('the mean time of dashboards is that of dashboards and panels, over five minutes', {
      every: '30s',
      given: [
        feed(grafanaHttpDuration.sum, { handler: '/api/ds/query' }, grow(30, '10m'), grow(60)),
        feed(grafanaHttpDuration.count, { handler: '/api/ds/query' }, grow(60)),
        feed(grafanaHttpDuration.sum, { handler: '/api/dashboards/uid/:uid' }, grow(150)),
        feed(grafanaHttpDuration.count, { handler: '/api/dashboards/uid/:uid' }, grow(60)),
        feed(grafanaHttpDuration.sum, { handler: '/login' }, grow(600)),
        feed(grafanaHttpDuration.count, { handler: '/login' }, grow(600)),
      ],
      expect: [records(dashboardDuration, '9m', {}, 1.5), records(dashboardDuration, '12m', {}, 1.625)],
    }),
    scenario('dashboards that take more than three seconds for ten minutes are slow', {
      every: '30s',
      given: [feed(dashboardDuration, {}, hold(3, '5m'), hold(3.15))],
      expect: [fires(dashboardsSlow, '15m', { labels: {}, summary: 'A dashboard takes 3.15s to load.' })],
    }),
    scenario('nothing that was asked takes no time', {
      every: '30s',
      given: [
        feed(queryDuration, {}, gap()),
        feed(grafanaHttpDuration.count, { handler: '/api/ds/query' }, hold(5)),
        feed(grafanaHttpDuration.sum, { handler: '/api/ds/query' }, hold(5)),
      ],
      expect: [records(dashboardDuration, '12m', {}), quiet(dashboardsSlow, '30m')],
    }),
  ],
};
