import { counter, gauge, histogram, keyword, list, oneOf, upTo } from '#lib';
import {
  alertmanager,
  anyOwnJob,
  elasticsearch,
  everyJob,
  framework,
  frameworkOps,
  grafana,
  jaegerCollector,
  prometheus,
} from './jobs.ts';
import { severity } from './labels.ts';
import { logEvent } from './log-events.ts';

/*
 * Monitoring: whether we would notice. The names of tools are theirs; declared here is what our rules and dashboards read.
 */

// Canary records, sent through every pipeline and looked for at its end

/** Ingestion lag, as a reader of logs and traces would see it. */
export const canaryAge = gauge({
  name: 'framework_telemetry_canary_age_seconds',
  help: 'Age of the newest canary record found in a store.',
  unit: 'seconds',
  job: frameworkOps,
  labels: { telemetry: oneOf('logs', 'traces') },
});

/** End to end, alerts included: fired, routed, delivered. */
export const canaryChecks = counter({
  name: 'framework_telemetry_canary_checks_total',
  help: 'Canary records looked for, and whether they arrived.',
  unit: 'count',
  job: frameworkOps,
  labels: { telemetry: oneOf('logs', 'traces', 'alerts'), outcome: oneOf('found', 'lost') },
});

// The guard of our own metrics

/** Not zero: a label takes values that its metric does not declare, or more of them than it may. */
export const cardinalityOverflow = counter({
  name: 'framework_exporter_cardinality_overflow_total',
  help: 'Observations whose labels were folded, because the metric had spent its budget or does not know the value.',
  unit: 'count',
  job: anyOwnJob,
  labels: { metric: upTo(20, 'framework_command_executions_total') },
});

// The guard of our own logs

/** Not `written`: a line was mended, refused, or found no room. Logs never stop the framework, so they are counted here. */
export const logLines = counter({
  name: 'framework_log_lines_total',
  help: 'Log events that were to be written, by what became of them.',
  unit: 'count',
  job: framework,
  labels: {
    category: oneOf('audit', 'command', 'error', 'performance', 'security'),
    // mended: something was rounded, cut or left out; refused: too little of it was right; dropped: the disk was too slow, or full.
    outcome: oneOf('written', 'mended', 'refused', 'dropped'),
  },
});

/** Stands where a line would have stood, and says what was wrong with it, never what it held. */
export const logEventRefused = logEvent({
  name: 'log_event_refused',
  help: 'A log event broke its definition and was not written.',
  category: 'error',
  levels: ['WARN'],
  fields: {
    refused_event: keyword(upTo(40, 'command_executed'), 'Event that it was to be.'),
    refused_fields: list(keyword(upTo(100, 'duration_ms'), 'Fields that were missing or wrong.')),
  },
});

// Written by Prometheus about every target and every alert

/** 1 while a target answers scrapes. */
export const up = gauge({
  name: 'up',
  help: '1 if the last scrape of a target worked, 0 if not.',
  unit: 'state',
  job: everyJob,
});

/** Carries the labels of the alert, so an alert of its own may have more of them than these. */
export const alerts = gauge({
  name: 'ALERTS',
  help: '1 while an alert is pending or firing.',
  unit: 'count',
  job: everyJob,
  labels: {
    alertname: upTo(80, 'FrameworkUnavailable'),
    alertstate: oneOf('pending', 'firing'),
    severity,
    environment: upTo(4, 'production'),
    subject: upTo(20, 'availability'),
    level: oneOf('1', '2', '3', 'executive'),
    response: upTo(4, '', 'high_error_rate'),
  },
  budget: 200,
});

// Prometheus

/** How long queries take. */
export const prometheusHttpDuration = histogram({
  name: 'prometheus_http_request_duration_seconds',
  help: 'Time Prometheus takes to answer an HTTP request.',
  unit: 'seconds',
  job: prometheus,
  labels: { handler: upTo(60, '/api/v1/query', '/api/v1/query_range') },
  buckets: [0.1, 0.2, 0.4, 1, 3, 8, 20, 60, 120],
});

/** Must stay below the group's interval. */
export const ruleGroupDuration = gauge({
  name: 'prometheus_rule_group_last_duration_seconds',
  help: 'Time the last evaluation of a rule group took.',
  unit: 'seconds',
  job: prometheus,
  labels: { rule_group: upTo(60, '/etc/prometheus/rules/commands.yml;commands') },
});

/** Evaluations that never happened. */
export const ruleGroupIterationsMissed = counter({
  name: 'prometheus_rule_group_iterations_missed_total',
  help: 'Evaluations of a rule group skipped because the previous one took too long.',
  unit: 'count',
  job: prometheus,
  labels: { rule_group: upTo(60, '/etc/prometheus/rules/commands.yml;commands') },
});

/** Number of rules per group. */
export const ruleGroupRules = gauge({
  name: 'prometheus_rule_group_rules',
  help: 'Rules in a rule group.',
  unit: 'count',
  job: prometheus,
  labels: { rule_group: upTo(60, '/etc/prometheus/rules/commands.yml;commands') },
});

/** A rule that fails is an alert that cannot fire. */
export const ruleEvaluationFailures = counter({
  name: 'prometheus_rule_evaluation_failures_total',
  help: 'Evaluations of a rule that failed.',
  unit: 'count',
  job: prometheus,
  labels: { rule_group: upTo(60, '/etc/prometheus/rules/commands.yml;commands') },
});

/** Alerts that never reached Alertmanager. */
export const notificationsDropped = counter({
  name: 'prometheus_notifications_dropped_total',
  help: 'Alerts dropped because Alertmanager did not take them.',
  unit: 'count',
  job: prometheus,
});

/** Zero means that nobody is told anything. */
export const alertmanagersDiscovered = gauge({
  name: 'prometheus_notifications_alertmanagers_discovered',
  help: 'Alertmanagers that Prometheus sends alerts to.',
  unit: 'count',
  job: prometheus,
});

/** Series in memory. */
export const headSeries = gauge({
  name: 'prometheus_tsdb_head_series',
  help: 'Series in the head block of the time series database.',
  unit: 'count',
  job: prometheus,
});

/** Ingestion rate. */
export const samplesAppended = counter({
  name: 'prometheus_tsdb_head_samples_appended_total',
  help: 'Samples appended to the head block, by kind of sample.',
  unit: 'count',
  job: prometheus,
  labels: { type: oneOf('float', 'histogram') },
});

/** 0: the running configuration is not the one on disk. */
export const prometheusReloadSuccessful = gauge({
  name: 'prometheus_config_last_reload_successful',
  help: '1 if Prometheus could load its configuration the last time it tried.',
  unit: 'state',
  job: prometheus,
});

// Alertmanager

/** Attempts per integration. */
export const notifications = counter({
  name: 'alertmanager_notifications_total',
  help: 'Notifications that Alertmanager tried to send, by integration.',
  unit: 'count',
  job: alertmanager,
  labels: { integration: upTo(20, 'pagerduty', 'slack', 'email', 'webhook') },
});

/** Attempts that failed. */
export const notificationsFailed = counter({
  name: 'alertmanager_notifications_failed_total',
  help: 'Notifications that Alertmanager could not send, by integration.',
  unit: 'count',
  job: alertmanager,
  labels: { integration: upTo(20, 'pagerduty', 'slack', 'email', 'webhook') },
});

/** 0: the running routes are not the ones on disk. */
export const alertmanagerReloadSuccessful = gauge({
  name: 'alertmanager_config_last_reload_successful',
  help: '1 if Alertmanager could load its configuration the last time it tried.',
  unit: 'state',
  job: alertmanager,
});

// Grafana

/** How long dashboards take to load, and how often they fail. */
export const grafanaHttpDuration = histogram({
  name: 'grafana_http_request_duration_seconds',
  help: 'Time Grafana takes to answer an HTTP request.',
  unit: 'seconds',
  job: grafana,
  labels: {
    handler: upTo(200, '/api/dashboards/uid/:uid', '/api/ds/query'),
    status_code: upTo(20, '200', '404', '500'),
    method: oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
  },
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  budget: 500,
});

// Elasticsearch

/** One series per colour, 1 for the one that holds. */
export const elasticsearchHealth = gauge({
  name: 'elasticsearch_cluster_health_status',
  help: '1 for the colour that the cluster has now, 0 for the others.',
  unit: 'state',
  job: elasticsearch,
  labels: { cluster: upTo(2, 'elasticsearch'), color: oneOf('green', 'yellow', 'red') },
});

/** Room for logs. */
export const elasticsearchDiskAvailable = gauge({
  name: 'elasticsearch_filesystem_data_available_bytes',
  help: 'Space left on the device that holds a data path.',
  unit: 'bytes',
  job: elasticsearch,
  labels: { cluster: upTo(2, 'elasticsearch'), name: upTo(6, 'es-1'), path: upTo(2, '/data') },
});

/** Room for logs, full or empty. */
export const elasticsearchDiskSize = gauge({
  name: 'elasticsearch_filesystem_data_size_bytes',
  help: 'Size of the device that holds a data path.',
  unit: 'bytes',
  job: elasticsearch,
  labels: { cluster: upTo(2, 'elasticsearch'), name: upTo(6, 'es-1'), path: upTo(2, '/data') },
});

// Jaeger

/** Spans that arrived. */
export const spansReceived = counter({
  name: 'jaeger_collector_spans_received_total',
  help: 'Spans that the Jaeger collector received.',
  unit: 'count',
  job: jaegerCollector,
  labels: { svc: upTo(50, 'claude-framework', 'other-services') },
});

/** Spans that were thrown away. */
export const spansDropped = counter({
  name: 'jaeger_collector_spans_dropped_total',
  help: 'Spans that the Jaeger collector dropped because its queue was full.',
  unit: 'count',
  job: jaegerCollector,
  labels: { host: upTo(4, 'jaeger-collector') },
});
