import type { Project } from '../../src/model/project.ts';
import type { Receiver } from '../../src/model/routing.ts';
import type { AlertRule } from '../../src/model/rule.ts';
import type { ActionEvent, AlertEvent, DrillEvent, FaultEvent, ToldEvent } from './event.ts';
import type { DrillScenario, ExpectedAction, ExpectedAlert } from './scenario.ts';
import type { Way } from './stand-ins/receivers.ts';

/** Something that a scenario wants to happen, and when it did. */
export interface Step {
  readonly of: string;
  /** `fires`, `is told to high-level-2 by Slack`. */
  readonly what: string;
  /** Seconds of the world since the first fault; absent while it has not happened. */
  readonly at?: number;
}

/** What a drill came to. */
export interface Verdict {
  readonly steps: readonly Step[];
  /** Alerts that fired and that the scenario does not know. */
  readonly unexpected: readonly string[];
  readonly passed: boolean;
}

/**
 * Alerts that say nothing about a scenario. The Watchdog fires as long as there is monitoring. The others count scrapes that failed: one
 * that takes half a second on a busy machine is late in a world in which half a second is a quarter of a minute.
 */
export const besides: readonly string[] = [
  'Watchdog',
  'MonitoringDataCollectionBudgetBurnFast',
  'MonitoringDataCollectionBudgetBurnSlow',
  'MonitoringDataCollectionBudgetBurnTicket',
  'MonitoringUptimeBudgetBurnFast',
  'MonitoringUptimeBudgetBurnSlow',
  'MonitoringUptimeBudgetBurnTicket',
];

/**
 * Compares what happened with what a scenario wants. That an alert is pending before it fires, and who is told of its end, is not
 * written in scenarios: the rule and the receiver say so.
 */
export function judge(project: Project, scenario: DrillScenario, events: readonly DrillEvent[]): Verdict {
  const steps = [
    ...scenario.faults.map(({ fault }) =>
      step(
        `fault ${fault}`,
        'happens',
        events,
        (e): e is FaultEvent => e.type === 'fault' && e.fault === fault,
      ),
    ),
    ...scenario.alerts.flatMap((expected) => stepsOfAlert(project, expected, events)),
    ...(scenario.actions ?? []).flatMap((expected) => stepsOfAction(expected, events)),
  ];
  const known = new Set([...besides, ...scenario.alerts.map(({ alert }) => alert), ...(scenario.may ?? [])]);
  const fired = events.flatMap((e) => (e.type === 'alert' && e.state === 'firing' ? [e.alert] : []));
  const unexpected = [...new Set(fired)].filter((alert) => !known.has(alert)).sort();
  const passed = unexpected.length === 0 && steps.every(({ at }) => at !== undefined);
  return { steps, unexpected, passed };
}

function step<Kind extends DrillEvent>(
  of: string,
  what: string,
  events: readonly DrillEvent[],
  is: (event: DrillEvent) => event is Kind,
): Step {
  const at = events.find(is)?.at;
  return { of, what, ...(at !== undefined && { at }) };
}

function stepsOfAlert(
  project: Project,
  { alert, labels = {}, to, lasts }: ExpectedAlert,
  events: readonly DrillEvent[],
): readonly Step[] {
  const mine =
    (state: AlertEvent['state']) =>
    (e: DrillEvent): e is AlertEvent =>
      e.type === 'alert' && e.alert === alert && e.state === state && has(e.labels, labels);
  const told =
    (receiver: Receiver, way: Way, over: boolean) =>
    (e: DrillEvent): e is ToldEvent =>
      e.type === 'told' &&
      e.alert === alert &&
      e.receiver === receiver.name &&
      e.way === way &&
      e.over === over &&
      has(e.labels, labels);
  // Before it fired, an alert may have been pending and over a few times.
  const fired = events.findIndex(mine('firing'));
  const later = fired < 0 ? [] : events.slice(fired);
  const heard = to
    .map((name) => receiverOf(project, name))
    .flatMap((receiver) => receiver.integrations.map((one) => ({ receiver, way: wayOf[one.type], one })));
  const by = (receiver: Receiver, way: Way) => `${receiver.name} by ${way}`;
  return [
    ...(waits(project, alert, labels) ? [step(alert, 'is pending', events, mine('pending'))] : []),
    step(alert, 'fires', events, mine('firing')),
    ...heard.map(({ receiver, way }) =>
      step(alert, `is told to ${by(receiver, way)}`, events, told(receiver, way, false)),
    ),
    ...(lasts
      ? []
      : [
          step(alert, 'is over', later, mine('over')),
          ...heard
            .filter(({ one }) => one.resolved)
            .map(({ receiver, way }) =>
              step(alert, `is told as over to ${by(receiver, way)}`, later, told(receiver, way, true)),
            ),
        ]),
  ];
}

function stepsOfAction(
  { action, comes = 'succeeded', undone }: ExpectedAction,
  events: readonly DrillEvent[],
): readonly Step[] {
  const mine =
    (event: ActionEvent['event']) =>
    (e: DrillEvent): e is ActionEvent =>
      e.type === 'action' && e.action === action && e.event === event;
  return [
    step(action, words[comes], events, mine(comes)),
    ...(undone ? [step(action, 'is taken back', events, mine('undone'))] : []),
  ];
}

const words = {
  succeeded: 'is done',
  'dry-run': 'would be done',
  failed: 'fails',
  'approval-wanted': 'waits for approval',
} as const;

const has = (labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>) =>
  Object.entries(wanted).every(([label, value]) => labels[label] === value);

/** Name of each way, as stand-ins tell it. */
const wayOf: Readonly<Record<Receiver['integrations'][number]['type'], Way>> = {
  pagerduty: 'PagerDuty',
  slack: 'Slack',
  email: 'mail',
  responder: 'webhook',
};

function receiverOf({ routing }: Project, name: string): Receiver {
  const found = routing?.receivers.find((one) => one.name === name);
  return found ?? { name, integrations: [] };
}

/** Whether an alert is pending for a while before it fires. Of its labels, those of the rule say which rule is meant. */
function waits(project: Project, alert: string, labels: Readonly<Record<string, string>>): boolean {
  const rules = project.rules.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  return rules.some(
    (rule): rule is AlertRule =>
      rule.type === 'alert' &&
      rule.alert === alert &&
      rule.for !== undefined &&
      has({ ...labels, ...rule.labels }, labels),
  );
}
