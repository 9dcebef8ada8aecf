import { anyJob, job } from '#lib';
import { environment } from './labels.ts';

/** The framework itself: commands, modules, sessions, gates, users, cost. */
export const framework = job({
  name: 'claude-framework',
  targets: ['framework-metrics:8080'],
  interval: '15s',
  emitter: 'ours',
  labels: { environment },
  help: 'The framework: one endpoint per running instance.',
});

/** What happens on GitHub: calls, limits, deployments, pipelines. Scraped half as often, because the API is rate limited. */
export const githubIntegration = job({
  name: 'github-integration',
  targets: ['github-exporter:8081'],
  interval: '30s',
  emitter: 'ours',
  labels: { environment },
  help: 'The GitHub exporter: API calls, deployments and pipeline runs.',
});

/** What operating the framework produces: incidents, automated actions, canary records, insights. */
export const frameworkOps = job({
  name: 'claude-framework-ops',
  targets: ['incident-automation:9800', 'telemetry-canary:9802'],
  interval: '15s',
  emitter: 'ours',
  labels: { environment },
  help: 'Incident automation and the telemetry canary.',
});

/** The metrics server, watching itself. */
export const prometheus = job({
  name: 'prometheus',
  targets: ['prometheus:9090'],
  interval: '15s',
  emitter: 'tool',
  help: 'Prometheus: the server that evaluates the rules.',
});

/** Sends notifications. */
export const alertmanager = job({
  name: 'alertmanager',
  targets: ['alertmanager:9093'],
  interval: '15s',
  emitter: 'tool',
  help: 'Alertmanager: routing and delivery of notifications.',
});

/** Shows dashboards. */
export const grafana = job({
  name: 'grafana',
  targets: ['grafana:3000'],
  interval: '15s',
  emitter: 'tool',
  help: 'Grafana: dashboards and their queries.',
});

/** Keeps logs; seen through elasticsearch_exporter. */
export const elasticsearch = job({
  name: 'elasticsearch',
  targets: ['elasticsearch-exporter:9114'],
  interval: '15s',
  emitter: 'tool',
  help: 'Elasticsearch: log storage, through its exporter.',
});

/** Parses logs; seen through its exporter. */
export const logstash = job({
  name: 'logstash',
  targets: ['logstash-exporter:9198'],
  interval: '15s',
  emitter: 'tool',
  help: 'Logstash: log parsing, through its exporter.',
});

/** Receives spans. */
export const jaegerCollector = job({
  name: 'jaeger-collector',
  targets: ['jaeger-collector:14269'],
  interval: '15s',
  emitter: 'tool',
  help: 'Jaeger collector: receives and stores spans.',
});

/** Searches spans. */
export const jaegerQuery = job({
  name: 'jaeger-query',
  targets: ['jaeger-query:16687'],
  interval: '15s',
  emitter: 'tool',
  help: 'Jaeger query: search and display of traces.',
});

/** Endpoints whose metrics this project writes. */
export const ownJobs = [framework, githubIntegration, frameworkOps] as const;

/** Every endpoint that Prometheus scrapes. */
export const jobs = [
  ...ownJobs,
  prometheus,
  alertmanager,
  grafana,
  elasticsearch,
  logstash,
  jaegerCollector,
  jaegerQuery,
] as const;

/** For the series that every process of ours exposes. */
export const anyOwnJob = anyJob(ownJobs, {
  emitter: 'ours',
  labels: { environment },
  help: 'Any endpoint of this project.',
});

/** For the series that Prometheus itself writes about every endpoint. */
export const everyJob = anyJob(jobs, { emitter: 'tool', help: 'Any scraped endpoint.' });
