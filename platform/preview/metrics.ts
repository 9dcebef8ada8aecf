import type { ComposeService } from '#lib';
import { alertmanager as alertmanagerServer } from '../alertmanager.ts';
import { asks, gets, node, ours } from './ours.ts';
import { given, givenAll } from './variables.ts';

/** Folder of what a start leaves behind. */
export const state = '.sightline/preview';

const framework: ComposeService = {
  ...ours,
  name: 'framework',
  help: 'The simulated framework: metrics on the endpoints of production, and its log.',
  aliases: ['framework-metrics', 'github-exporter', 'telemetry-canary'],
  command: node(
    'services/simulator/main.ts',
    '--host=0.0.0.0',
    // 9800 is the responder's; the endpoint beside it is that of the canary.
    '--port-ops=9802',
    '--log=/var/log/framework/application.log',
    // Incidents are those of the responder.
    '--no-incidents',
  ),
  mounts: [...ours.mounts, { volume: 'framework-logs', to: '/var/log/framework' }],
  health: asks('http://127.0.0.1:8080/metrics'),
  memory: '384m',
};

const responder: ComposeService = {
  ...ours,
  name: 'responder',
  help: 'Takes alerts from Alertmanager and writes down what it would do: it begins dry, and nothing here lets it act.',
  aliases: ['incident-automation'],
  command: node('scripts/responder.ts'),
  environment: {
    ...givenAll('RESPONDER_TOKEN', 'RESPONDER_OPERATOR_TOKEN'),
    RESPONDER_HOST: '0.0.0.0',
    RESPONDER_DATABASE: '/var/lib/responder/responder.db',
  },
  mounts: [...ours.mounts, { volume: 'responder', to: '/var/lib/responder' }],
  ports: [{ inside: 9800, outside: 9800, variable: 'PREVIEW_RESPONDER_PORT' }],
  health: asks('http://127.0.0.1:9800/healthz'),
  memory: '256m',
};

const prometheus: ComposeService = {
  name: 'prometheus',
  help: 'Scrapes, records and judges, by the committed configuration and rules.',
  image: 'prom/prometheus:v3.5.0',
  command: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus'],
  flagsOf: 'prometheus',
  mounts: [
    { from: 'generated/prometheus', to: '/etc/prometheus' },
    { volume: 'prometheus', to: '/prometheus' },
  ],
  ports: [
    { inside: 9090, outside: 9090, variable: 'PREVIEW_PROMETHEUS_PORT', page: { title: 'Prometheus' } },
  ],
  after: { framework: 'well', responder: 'well', alertmanager: 'well' },
  health: gets('http://127.0.0.1:9090/-/ready'),
  isReadOnly: true,
  memory: '768m',
};

const alertmanager: ComposeService = {
  name: 'alertmanager',
  help: 'Groups, routes and sends. It has no way out of here: what is for PagerDuty, Slack and mail stays, and counts as failed.',
  image: 'prom/alertmanager:v0.28.1',
  command: [
    '--config.file=/etc/sightline/alertmanager.yml',
    '--storage.path=/alertmanager',
    // One of them has nobody to gossip with.
    '--cluster.listen-address=',
  ],
  flagsOf: 'alertmanager',
  mounts: [
    // Beside the folder of secrets: a mount cannot be made inside of another that is read-only.
    { from: 'generated/alertmanager', to: '/etc/sightline' },
    { from: `${state}/secrets`, to: alertmanagerServer.secrets },
    { volume: 'alertmanager', to: '/alertmanager' },
  ],
  health: gets('http://127.0.0.1:9093/-/ready'),
  isReadOnly: true,
  memory: '128m',
};

const grafana: ComposeService = {
  name: 'grafana',
  help: 'Shows the dashboards, provisioned as everywhere else.',
  image: 'grafana/grafana:12.1.1',
  environment: {
    GF_SECURITY_ADMIN_USER: 'admin',
    GF_SECURITY_ADMIN_PASSWORD: given('GRAFANA_ADMIN_PASSWORD'),
    GF_USERS_ALLOW_SIGN_UP: 'false',
    GF_AUTH_ANONYMOUS_ENABLED: 'false',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_NEWS_NEWS_FEED_ENABLED: 'false',
    // Apps that nobody asked for would be fetched at each start. Newer releases fetch data sources so, which are a part of this one.
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    ...givenAll(
      'ELASTICSEARCH_READER_USER',
      'ELASTICSEARCH_READER_PASSWORD',
      'HEARTBEAT_TOKEN',
      'PAGERDUTY_EXECUTIVE_KEY',
      'PAGERDUTY_LEVEL_1_KEY',
      'PAGERDUTY_LEVEL_2_KEY',
      'PAGERDUTY_LEVEL_3_KEY',
      'PAGERDUTY_SECURITY_KEY',
      'RESPONDER_TOKEN',
      'SLACK_WEBHOOK',
    ),
  },
  mounts: [
    { from: 'grafana-provisioning', to: '/etc/grafana/provisioning' },
    { volume: 'grafana', to: '/var/lib/grafana' },
    { memory: '/tmp' },
  ],
  ports: [
    {
      inside: 3000,
      outside: 3000,
      variable: 'PREVIEW_GRAFANA_PORT',
      page: { title: 'Grafana', user: 'admin', password: 'GRAFANA_ADMIN_PASSWORD' },
    },
  ],
  after: { prometheus: 'well' },
  health: gets('http://127.0.0.1:3000/api/health'),
  startsWithin: 90,
  isReadOnly: true,
  memory: '768m',
};

/** What is always started. */
export const metricServices: readonly ComposeService[] = [
  framework,
  responder,
  alertmanager,
  prometheus,
  grafana,
];
