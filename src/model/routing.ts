import type { Secret } from './datasource.ts';
import type { LabelSpecs } from './label.ts';
import type { Matcher } from './node.ts';

/** The texts that notifications are made of. Each is a template of src/compile/templates/. */
export type NotificationText = 'title' | 'message' | 'page' | 'digest' | 'executive';

interface Told {
  /** Whether the receiver hears, too, when it is over. */
  readonly resolved: boolean;
}

/** Pages whoever is on call. PagerDuty goes up its own escalation policy while nobody acknowledges. */
export interface PagerdutyIntegration extends Told {
  readonly type: 'pagerduty';
  readonly routingKey: Secret;
  /** PagerDuty's word for how urgent it is. */
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  readonly text: NotificationText;
}

/** Posts to a Slack channel. */
export interface SlackIntegration extends Told {
  readonly type: 'slack';
  /** Address of the incoming webhook, which is a secret. */
  readonly webhook: Secret;
  readonly channel: `#${string}`;
  readonly title: NotificationText;
  readonly text: NotificationText;
}

/** Sends mail, as plain text. */
export interface EmailIntegration extends Told {
  readonly type: 'email';
  readonly to: readonly string[];
  readonly subject: NotificationText;
  readonly text: NotificationText;
}

/** Tells a program of ours, as JSON: the service that carries out automated responses and keeps incidents. */
export interface ResponderIntegration extends Told {
  readonly type: 'responder';
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token: Secret;
}

/** One way in which a receiver hears of alerts. */
export type ReceiverIntegration =
  | PagerdutyIntegration
  | SlackIntegration
  | EmailIntegration
  | ResponderIntegration;

/** Who hears of alerts, and how. */
export interface Receiver<out Name extends string = string> {
  readonly name: Name;
  readonly integrations: readonly ReceiverIntegration[];
}

/** How patient a route is. Durations are PromQL's. */
export interface Pace {
  /** How long the first notification of a group waits for company. */
  readonly groupWait: string;
  /** How long news of a group that was told of waits. Nothing of a group is sent more often. */
  readonly groupInterval: string;
  /** When what still fires is told again. */
  readonly repeatInterval: string;
}

/** A weekday, or the days from one to another. */
export type Weekdays = Weekday | `${Weekday}:${Weekday}`;
type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** Moments that all of these hold for. */
export interface TimeRange {
  readonly weekdays?: readonly Weekdays[];
  /** `['08:00', '18:00']`; a day ends at `24:00`. */
  readonly times?: readonly (readonly [from: Clock, to: Clock])[];
  /** Time zone by its IANA name. */
  readonly location: string;
}
/** A time of day: `08:00`. */
export type Clock = `${number}:${number}`;

/** Moments by name: those that one of its ranges holds for. */
export interface TimeInterval {
  readonly name: string;
  readonly ranges: readonly TimeRange[];
}

/** A branch of the routing tree. What it does not say it has from the branch above. */
export interface Route<out Used extends string = string> {
  readonly receiver?: Receiver<Used>;
  /** All must hold. A label that an alert does not have is the empty text. */
  readonly matchers: readonly Matcher[];
  readonly groupBy?: readonly string[];
  readonly pace?: Pace;
  /** Whether siblings further down may have the alert too. */
  readonly continue: boolean;
  /** When it says nothing. */
  readonly mute: readonly TimeInterval[];
  readonly routes: readonly Route<Used>[];
}

/** While an alert of `source` fires, those of `target` that agree with it in the labels of `equal` are kept quiet. */
export interface Inhibition {
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  readonly equal: readonly string[];
}

/** Where notifications lead to. Alerts name places in here, so that one rule serves every deployment. */
export interface NotificationLinks {
  /** Address of Grafana: `/d/<uid>` in an alert's `dashboard_url` begins here. */
  readonly grafana: string;
  /** Address of the folder of runbooks: `alerts/runbooks/` in an alert's `runbook_url` stands for it. */
  readonly runbooks: string;
}

/** Who hears of which alert, and when. */
export interface Routing {
  /** What alerts say of themselves, and so what a route can ask for. */
  readonly labels: LabelSpecs;
  readonly receivers: readonly Receiver[];
  /** The trunk: its receiver gets what no branch wants. */
  readonly root: Route & { readonly receiver: Receiver; readonly pace: Pace };
  readonly inhibitions: readonly Inhibition[];
  readonly links: NotificationLinks;
}
