import type { AlertmanagerServer } from '../model/alertmanager.ts';
import type { Secret } from '../model/datasource.ts';
import type { Matcher } from '../model/node.ts';
import type { Project } from '../model/project.ts';
import type { Receiver, ReceiverIntegration, Route, Routing } from '../model/routing.ts';
import { intervalsOf } from '../routing/intervals-of.ts';
import { notificationTemplate, notificationTexts, templateCall as said } from './notification.ts';
import type { Output } from './output.ts';
import { timeRanges } from './time-ranges.ts';
import { yaml } from './yaml.ts';

const root = 'generated/alertmanager';

/** What Alertmanager is started with: its configuration, the texts of its notifications, and flags. */
export function alertmanagerOutputs({ routing, alertmanager }: Project): readonly Output[] {
  if (!routing || !alertmanager) return [];
  return [
    {
      path: `${root}/alertmanager.yml`,
      text: yaml(alertmanagerConfig(routing, alertmanager)),
      of: 'the routing of alerts/',
    },
    {
      path: `${root}/flags.txt`,
      text: `${alertmanagerFlags(alertmanager).join('\n')}\n`,
      of: 'the Alertmanager of platform/',
    },
    ...notificationTexts.map((text) => ({
      path: `${root}/templates/${text}.tmpl`,
      text: notificationTemplate(text, 'alertmanager', routing.links),
      of: `the text ${text}`,
    })),
  ];
}

/** What only its command line can say. */
export const alertmanagerFlags = ({ retention, externalUrl }: AlertmanagerServer): readonly string[] => [
  `--data.retention=${retention}`,
  `--web.external-url=${externalUrl}`,
];

/** The configuration in Alertmanager's own words. No secret is in it: each is the name of a file. */
export function alertmanagerConfig(routing: Routing, server: AlertmanagerServer): unknown {
  const { mail } = server;
  const intervals = intervalsOf(routing.root);
  return {
    global: {
      resolve_timeout: server.resolveTimeout,
      smtp_smarthost: mail.smarthost,
      smtp_from: mail.from,
      smtp_auth_username: mail.user,
      smtp_auth_password_file: fileOf(mail.password, server),
      smtp_require_tls: true,
    },
    templates: ['templates/*.tmpl'],
    route: route(routing.root),
    inhibit_rules: routing.inhibitions.map(({ source, target, equal }) => ({
      source_matchers: source.map(matcher),
      target_matchers: target.map(matcher),
      equal,
    })),
    ...(intervals.length > 0 && {
      time_intervals: intervals.map(({ name, ranges }) => ({ name, time_intervals: timeRanges(ranges) })),
    }),
    receivers: routing.receivers.map((one) => receiver(one, server)),
  };
}

function route({ receiver: to, matchers, groupBy, pace, mute, routes, ...rest }: Route): unknown {
  return {
    ...(to && { receiver: to.name }),
    ...(matchers.length > 0 && { matchers: matchers.map(matcher) }),
    ...(groupBy && { group_by: groupBy }),
    ...(pace && {
      group_wait: pace.groupWait,
      group_interval: pace.groupInterval,
      repeat_interval: pace.repeatInterval,
    }),
    ...(mute.length > 0 && { mute_time_intervals: mute.map(({ name }) => name) }),
    ...(rest.continue && { continue: true }),
    ...(routes.length > 0 && { routes: routes.map(route) }),
  };
}

/** `severity="critical"`, in the quoting that old and new versions of Alertmanager read alike. */
const matcher = ({ label, op, value }: Matcher): string =>
  `${label}${op}"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/** `SLACK_WEBHOOK` is the file `slack_webhook` in the folder of secrets. */
const fileOf = ({ env }: Secret, { secrets }: AlertmanagerServer): string =>
  `${secrets}/${env.toLowerCase()}`;

function receiver({ name, integrations }: Receiver, server: AlertmanagerServer): unknown {
  const of = <Type extends ReceiverIntegration['type']>(type: Type) =>
    integrations.filter((one): one is Extract<ReceiverIntegration, { type: Type }> => one.type === type);
  const configs = {
    pagerduty_configs: of('pagerduty').map(({ routingKey, severity, text, resolved }) => ({
      send_resolved: resolved,
      routing_key_file: fileOf(routingKey, server),
      severity,
      description: said(text),
      group: '{{ .CommonLabels.subject }}',
      // Alertmanager's own `firing` and `resolved` list every label of every alert, which nobody reads at night.
      details: { alerts: said('message'), firing: '', resolved: '' },
    })),
    slack_configs: of('slack').map(({ webhook, channel, title, text, resolved }) => ({
      send_resolved: resolved,
      api_url_file: fileOf(webhook, server),
      channel,
      title: said(title),
      text: said(text),
    })),
    email_configs: of('email').map(({ to, subject, text, resolved }) => ({
      send_resolved: resolved,
      to: to.join(', '),
      headers: { Subject: said(subject) },
      // Without this Alertmanager adds its own page, which knows nothing of what to do.
      html: '',
      text: said(text),
    })),
    webhook_configs: of('responder').map(({ url, token, resolved }) => ({
      send_resolved: resolved,
      url,
      http_config: { authorization: { type: 'Bearer', credentials_file: fileOf(token, server) } },
    })),
  };
  return { name, ...Object.fromEntries(Object.entries(configs).filter(([, list]) => list.length > 0)) };
}
