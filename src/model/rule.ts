import type { Labels } from './label.ts';
import type { Unit } from './unit.ts';
import type { Sample, Selector, Vector } from './vector.ts';

/** How soon somebody must look: minutes, a quarter of an hour, an hour, a working day. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** Who looks first: support, engineering, architecture; leadership where a critical incident goes on and on. */
export type Level = '1' | '2' | '3' | 'executive';

/** The panel that shows what an alert is about. */
export interface ShownBy {
  /** Uid of a dashboard. */
  readonly dashboard: string;
  /** Key of one of its panels: the slug of its title, unless the author keeps an older one. */
  readonly panel: string;
}

/** What a recording rule writes. */
export interface Recording {
  readonly type: 'record';
  readonly record: string;
  readonly query: Vector;
  readonly help: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the specification that the rule keeps alive. */
  readonly alias?: string;
}

/** A recording rule: the rule, and the metric that it is for every query that reads it. */
export interface RecordingRule<
  out Name extends string = string,
  out Has extends Labels = Labels,
  out Of extends Unit = Unit,
  out As extends Sample = Sample,
> extends Selector<Name, Has, Of, 'anywhere', As> {
  readonly rule: Recording;
}

/** What an alerting rule says. `Has` are the labels that its query leaves. */
export interface AlertRule<out Has extends Labels = Labels> {
  readonly type: 'alert';
  readonly alert: string;
  readonly query: Vector<Has>;
  /** How long the query must return a series before the alert fires; at once where absent. */
  readonly for?: string;
  /** How long it goes on firing after the query returned the series for the last time. */
  readonly keepFiringFor?: string;
  readonly severity: Severity;
  readonly level: Level;
  /** Name of the automated response that the alert sets off. */
  readonly response?: string;
  readonly shownBy?: ShownBy;
  /** What is put on every alert beside the labels that the query leaves. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A rule of Prometheus. */
export type Rule = Recording | AlertRule;

/** Rules that are evaluated together, in order. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly Rule[];
}
