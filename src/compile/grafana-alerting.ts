import type { Matcher } from '../model/node.ts';
import type { Project } from '../model/project.ts';
import { type GrafanaResource, type Integration, type PolicySpec, refOf } from '../model/resource.ts';
import type { Receiver, ReceiverIntegration, Route } from '../model/routing.ts';
import { intervalsOf } from '../routing/intervals-of.ts';
import {
  notificationTemplate,
  notificationTexts,
  templateCall as said,
  templateName,
} from './notification.ts';
import { timeRanges } from './time-ranges.ts';
import { uidOf } from './uid.ts';

/** The id of the one tree of notification policies. */
const policies = { kind: 'policies', id: 'policies' } as const;

/**
 * The routing of a project as Grafana holds it: templates, contact points, mute timings and the tree of notification policies,
 * in the shapes of its API and in an order in which they can be put. Grafana's own Alertmanager knows no inhibition, so what an
 * outage silences in Alertmanager is heard of here.
 */
export function grafanaAlertingResources({ routing }: Project): readonly GrafanaResource[] {
  if (!routing) return [];
  const templates = notificationTexts.map((text) => ({
    kind: 'template' as const,
    id: templateName(text),
    spec: { name: templateName(text), template: notificationTemplate(text, 'grafana', routing.links) },
  }));
  const contactPoints = routing.receivers.map((receiver) => ({
    kind: 'contact-point' as const,
    id: receiver.name,
    spec: { name: receiver.name, integrations: integrationsOf(receiver) },
    needs: templates.map(refOf),
  }));
  const muteTimings = intervalsOf(routing.root).map(({ name, ranges }) => ({
    kind: 'mute-timing' as const,
    id: name,
    spec: { name, time_intervals: timeRanges(ranges) },
  }));
  return [
    ...templates,
    ...contactPoints,
    ...muteTimings,
    { ...policies, spec: policy(routing.root), needs: [...contactPoints, ...muteTimings].map(refOf) },
  ];
}

/** A receiver has an integration of one kind now and then twice; the first keeps its uid when the second comes. */
function integrationsOf({ name, integrations }: Receiver): readonly Integration[] {
  const seen = new Map<string, number>();
  return integrations.map((one) => {
    const number = (seen.get(one.type) ?? 0) + 1;
    seen.set(one.type, number);
    return {
      uid: uidOf(`${name}-${one.type}${number > 1 ? `-${number}` : ''}`),
      ...settingsOf(one),
      disableResolveMessage: !one.resolved,
    };
  });
}

function settingsOf(of: ReceiverIntegration): Pick<Integration, 'type' | 'settings'> {
  switch (of.type) {
    case 'pagerduty':
      return {
        type: 'pagerduty',
        settings: {
          integrationKey: of.routingKey,
          severity: of.severity,
          summary: said(of.text),
          group: '{{ .CommonLabels.subject }}',
        },
      };
    case 'slack':
      return {
        type: 'slack',
        settings: { url: of.webhook, recipient: of.channel, title: said(of.title), text: said(of.text) },
      };
    case 'email':
      return {
        type: 'email',
        settings: {
          addresses: of.to.join(';'),
          singleEmail: true,
          subject: said(of.subject),
          message: said(of.text),
        },
      };
    case 'responder':
      return {
        type: 'webhook',
        settings: {
          url: of.url,
          httpMethod: 'POST',
          authorization_scheme: 'Bearer',
          authorization_credentials: of.token,
        },
      };
  }
}

function policy({ receiver, matchers, groupBy, pace, mute, routes, ...rest }: Route): PolicySpec {
  return {
    ...(receiver && { receiver: receiver.name }),
    ...(groupBy && { group_by: groupBy }),
    ...(matchers.length > 0 && { object_matchers: matchers.map(triple) }),
    ...(rest.continue && { continue: true }),
    ...(mute.length > 0 && { mute_time_intervals: mute.map(({ name }) => name) }),
    ...(pace && {
      group_wait: pace.groupWait,
      group_interval: pace.groupInterval,
      repeat_interval: pace.repeatInterval,
    }),
    ...(routes.length > 0 && { routes: routes.map(policy) }),
  };
}

const triple = ({ label, op, value }: Matcher): readonly [string, string, string] => [label, op, value];
