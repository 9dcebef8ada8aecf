import type { Duration } from '../model/duration.ts';
import type { AlertRule, Level, Severity, ShownBy } from '../model/rule.ts';
import type { LabelsOf, Vector } from '../model/vector.ts';
import type { AsVector, Given } from '../promql/vector.ts';
import type { ForRule } from './rules.ts';
import type { Template } from './template.ts';

/** Who looks first at an alert that does not say so. */
const firstLevel: Readonly<Record<Severity, Level>> = { critical: '1', high: '2', medium: '2', low: '3' };

/** What an alert says. */
export interface AlertSpec<Query extends Given, Summary extends string, Description extends string> {
  /** What it is: "for longer than" is `for`, "in a window of" is the window of the query, and needs no `for`. */
  readonly when: ForRule<Query, 'alert'> & Query;
  readonly for?: Duration;
  /** Goes on firing for so long after the last time that `when` held: for what is over before anybody has looked. */
  readonly keepFiringFor?: Duration;
  readonly severity: Severity;
  /** Who looks first; by default support for what is critical, architecture for what is low, engineering for the rest. */
  readonly level?: Level;
  /** What is wrong, in one sentence. `{{ $labels.x }}` may name the labels that the query leaves. */
  readonly summary: Summary & Template<AsVector<Query>, Summary>;
  /** What that means for whom, and where the limit comes from. */
  readonly description?: Description & Template<AsVector<Query>, Description>;
  /** Where to see it. */
  readonly shownBy?: ShownBy;
  /** The automated response that it sets off; such an alert is for machines, and pages nobody. */
  readonly response?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Declares an alert. It fires for each series that `when` returns for longer than `for`. */
export function alert<
  const Name extends string,
  Query extends Given,
  const Summary extends string,
  const Description extends string = '',
>(
  spec: { readonly alert: Name } & AlertSpec<Query, Summary, Description>,
): AlertRule<LabelsOf<AsVector<Query>>> {
  const { severity, response, shownBy, keepFiringFor } = spec;
  return {
    type: 'alert',
    alert: spec.alert,
    query: spec.when as unknown as Vector<LabelsOf<AsVector<Query>>>,
    ...(spec.for && { for: spec.for }),
    ...(keepFiringFor && { keepFiringFor }),
    severity,
    level: spec.level ?? firstLevel[severity],
    ...(response && { response }),
    ...(shownBy && { shownBy }),
    labels: { ...spec.labels, ...(response && { response }), severity },
    annotations: { summary: spec.summary, ...(spec.description && { description: spec.description }) },
  };
}
