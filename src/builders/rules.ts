import type { Duration } from '../model/duration.ts';
import type { LabelSpecs, Labels } from '../model/label.ts';
import type { Refusal } from '../model/refusal.ts';
import type { AlertRule, RecordingRule, RuleGroup } from '../model/rule.ts';
import type { LabelsOf, Vector, WhereOf } from '../model/vector.ts';
import type { AsVector, Given, NeedsSeries, Total } from '../promql/vector.ts';
import { oneOf } from './metric.ts';

/** Refuses in a rule what only Grafana can fill in, and a counter that was never rated. */
export type ForRule<Query extends Given, What extends string> = NeedsSeries<
  What,
  Query,
  'dashboard' extends WhereOf<AsVector<Query>>
    ? Refusal<"a rule runs in Prometheus, which knows no dashboard variable and no $__rate_interval: match a value, and write a window such as '5m'">
    : [Extract<AsVector<Query>['sample'], Total>] extends [never]
      ? What extends 'alert'
        ? [Extract<AsVector<Query>['sample'], 'buckets'>] extends [never]
          ? unknown
          : Refusal<'alert() of buckets means nothing: take histogramQuantile() of them, or rate() one that where(x.bucket, { le: ... }) picks'>
        : unknown
      : Refusal<'a counter says nothing until it is rated: rate() or increase() it first'>
>;

/** The labels of a recorded series: those of the query, with the rule's own in place of any of the same name. */
type Recorded<Has extends Labels, Static> = {
  readonly [Name in keyof Has | keyof Static]: Name extends keyof Static
    ? Static[Name]
    : Has[Name & keyof Has];
};

/**
 * Declares a recording rule, which is a metric from then on: select it, and it has the labels that its query left.
 * The name says `level:metric:operations`, level being those labels joined by underscores.
 */
export function record<
  const Name extends string,
  Query extends Given,
  const Static extends Readonly<Record<string, string>> = Record<never, never>,
>(spec: {
  readonly record: Name;
  readonly as: ForRule<Query, 'record'> & Query;
  /** One sentence for the catalog page: what the number is. */
  readonly help: string;
  /** Labels put on every recorded series. */
  readonly labels?: Static;
  /** Name of the specification that this rule keeps alive; exempts it from `level:metric:operations`. */
  readonly alias?: string;
}): RecordingRule<
  Name,
  Extract<Recorded<LabelsOf<AsVector<Query>>, Static>, Labels>,
  AsVector<Query>['unit'],
  AsVector<Query>['sample']
> {
  const query = spec.as as unknown as Vector;
  const constant: LabelSpecs = Object.fromEntries(
    Object.entries(spec.labels ?? {}).map(([label, value]) => [label, oneOf(value)]),
  );
  return {
    name: spec.record,
    node: { type: 'selector', metric: spec.record, matchers: [] },
    unit: query.unit,
    sample: query.sample,
    labels: { ...query.labels, ...constant },
    rule: {
      type: 'record',
      record: spec.record,
      query,
      help: spec.help,
      labels: spec.labels ?? {},
      ...(spec.alias && { alias: spec.alias }),
    },
  } as never;
}

/** A rule group: its rules run one after another, so a rule may read those before it. */
export function ruleGroup(spec: {
  readonly name: string;
  /** Evaluation interval, and so the resolution of what it records. */
  readonly interval: Duration;
  readonly rules: readonly (RecordingRule | AlertRule)[];
}): RuleGroup {
  return {
    name: spec.name,
    interval: spec.interval,
    rules: spec.rules.map((rule) => ('rule' in rule ? rule.rule : rule)),
  };
}
