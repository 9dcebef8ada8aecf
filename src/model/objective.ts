import type { Duration } from './duration.ts';
import type { Labels } from './label.ts';
import type { AlertRule, RecordingRule, RuleGroup, Severity } from './rule.ts';
import type { Selector } from './vector.ts';

/**
 * A row of a table of burn rates. A budget that lasts for the period burns at 1; an alert fires while it burns faster than
 * `factor` over the long window, and still does over the short one.
 */
export interface Burn {
  readonly factor: number;
  readonly long: Duration;
  readonly short: Duration;
  readonly severity: Exclude<Severity, 'low'>;
}

/** Series of an objective: chosen by its name, and with the labels that its events have. */
export type ObjectiveSeries<Has extends Labels = Labels> = Selector<
  string,
  Has & { readonly objective: string },
  'ratio',
  'anywhere',
  'gauge'
>;

/** A service level objective, and what follows from it. */
export interface Objective<Has extends Labels = Labels> {
  /** Value of the label `objective`. */
  readonly objective: string;
  readonly title: string;
  /** The share of events that must be good, 0 to 1. */
  readonly target: number;
  readonly burns: readonly Burn[];
  /** Bad events within the long window of a burn rate below which nobody is told. */
  readonly fewest?: number;
  /** All events, and the bad ones among them, per second. */
  readonly total: ObjectiveSeries<Has>;
  readonly bad: ObjectiveSeries<Has>;
  /** The share of bad events, by window. */
  readonly errors: Readonly<Record<string, ObjectiveSeries<Has>>>;
  /** The same over the whole period: 30 days. */
  readonly errors30d: ObjectiveSeries<Has>;
  /** What is left of the budget of 30 days: 1 while nothing failed, below 0 when the promise is broken. */
  readonly budgetLeft: ObjectiveSeries<Has>;
  /** The rules that record the totals and the budget: what a scenario expects of them. */
  readonly rules: {
    readonly total: RecordingRule<string, Has & { readonly objective: string }>;
    readonly bad: RecordingRule<string, Has & { readonly objective: string }>;
    readonly errors: Readonly<Record<string, RecordingRule<string, Has & { readonly objective: string }>>>;
    /** A point every five minutes. */
    readonly thinned: {
      readonly bad: RecordingRule<string, Has & { readonly objective: string }>;
      readonly total: RecordingRule<string, Has & { readonly objective: string }>;
    };
    readonly budgetLeft: RecordingRule<string, Has & { readonly objective: string }>;
  };
  readonly alerts: readonly AlertRule[];
  /** All of its rules, for the rule file of its subject. */
  readonly groups: readonly RuleGroup[];
}
