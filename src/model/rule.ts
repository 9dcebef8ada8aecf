import type { Labels } from './label.ts';
import type { Unit } from './unit.ts';
import type { Sample, Selector, Vector } from './vector.ts';

/** How soon somebody must look: minutes, a quarter of an hour, an hour, a working day. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

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

/** What an alerting rule says. */
export interface AlertRule {
  readonly type: 'alert';
  readonly alert: string;
  readonly query: Vector;
  readonly for?: string;
  readonly severity: Severity;
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
