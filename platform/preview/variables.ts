import type { ComposeVariable } from '#lib';

const random = (bytes: number): ComposeVariable => ({ random: bytes });

/**
 * What the containers need to know and no file may hold. Nobody chooses these: they are drawn by chance on first start, so there is no
 * default password. What the world outside would be told with leads nowhere.
 */
export const variables: Readonly<Record<string, ComposeVariable>> = {
  GRAFANA_ADMIN_PASSWORD: random(16),
  RESPONDER_TOKEN: random(16),
  RESPONDER_OPERATOR_TOKEN: random(16),
  HEARTBEAT_TOKEN: random(16),
  // No such host can exist: RFC 6761 keeps the ending for that.
  SLACK_WEBHOOK: { value: 'https://slack.invalid/services/preview' },
  PAGERDUTY_LEVEL_1_KEY: random(16),
  PAGERDUTY_LEVEL_2_KEY: random(16),
  PAGERDUTY_LEVEL_3_KEY: random(16),
  PAGERDUTY_SECURITY_KEY: random(16),
  PAGERDUTY_EXECUTIVE_KEY: random(16),
  SMTP_PASSWORD: random(16),
  ELASTIC_PASSWORD: random(16),
  KIBANA_SYSTEM_PASSWORD: random(16),
  // Kibana wants 32 characters at least.
  KIBANA_ENCRYPTION_KEY: random(32),
  ELASTICSEARCH_READER_USER: { value: 'grafana-reader' },
  ELASTICSEARCH_READER_PASSWORD: random(16),
  ELASTICSEARCH_EXPORTER_PASSWORD: random(16),
  USER_PSEUDONYM_KEY: random(32),
};

/** What Alertmanager reads from files. */
export const alertmanagerSecrets: readonly string[] = [
  'HEARTBEAT_TOKEN',
  'PAGERDUTY_EXECUTIVE_KEY',
  'PAGERDUTY_LEVEL_1_KEY',
  'PAGERDUTY_LEVEL_2_KEY',
  'PAGERDUTY_LEVEL_3_KEY',
  'PAGERDUTY_SECURITY_KEY',
  'RESPONDER_TOKEN',
  'SLACK_WEBHOOK',
  'SMTP_PASSWORD',
];

/** The value of a variable. Docker Compose refuses to start anything without it, and says this. */
export const given = (name: keyof typeof variables & string): string =>
  `\${${name}:?npm run preview makes it up, and starts everything}`;

/** Several of them under their own names. */
export const givenAll = (...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, given(name)]));
