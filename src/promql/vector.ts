import type { Duration } from '../model/duration.ts';
import type { LabelSpec, LabelSpecs, Labels } from '../model/label.ts';
import type { Node } from '../model/node.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Unit } from '../model/unit.ts';
import type { GrafanaWindow } from '../model/variable.ts';
import type { Sample, Selector, Vector, Where } from '../model/vector.ts';

/** A histogram, which is not a series itself but looks like one to somebody in a hurry. */
export interface HistogramGiven {
  readonly kind: 'histogram';
  /** Never there, which tells it from a vector. */
  readonly sample?: undefined;
  readonly name: string;
}

/** Anything a function of PromQL may be given, a histogram by mistake. */
export type Given = Vector | HistogramGiven;

// Checks below and elsewhere ask for a property (`sample`, `unit`) rather than for a Vector: TypeScript can answer them for
// a `Vector<Has, ...>` whose labels are a type parameter, so that people can write functions over any labels.

/** Anything that has samples: a vector. */
export interface Series {
  readonly sample: Sample;
}

/** Anything written in a unit: a vector or a scalar. */
export interface Measured {
  readonly unit: Unit;
}

/** The vector among what was given: conditional, because an intersection would blur its labels. */
export type AsVector<Query extends Given> = Query extends Series ? Query : never;

/** A window in brackets: a duration, or one that Grafana computes. */
export type Window = Duration | GrafanaWindow;

/** Where a query with this window may run. */
export type WhereWindow<Of extends Window> = Of extends GrafanaWindow ? 'dashboard' : 'anywhere';

/** The text of a window between its brackets. */
export const windowText = (window: Window): string => (typeof window === 'string' ? window : window.window);

/** A total since its process started: a counter, or one of the `le` counters of a histogram. */
export type Total = 'bucketCounter' | 'counter';

/** `a counter`, `a gauge`... for the sentence of a refusal. */
export type KindOf<Of extends Sample> = [Of] extends [Total]
  ? 'a counter'
  : [Of] extends ['gauge']
    ? 'a gauge'
    : [Of] extends ['buckets']
      ? 'a set of buckets'
      : 'of no certain kind';

/** The name of a selector; `the result of an expression` for anything else. */
export type NameOf<Query> = [Query] extends [never]
  ? 'this'
  : Query extends { readonly name: infer Name extends string }
    ? string extends Name
      ? 'this'
      : Name
    : 'the result of an expression';

/** Refuses a histogram where a series is meant, and says which of its three counters there are. */
export type NeedsSeries<Verb extends string, Query, Otherwise> = [Query] extends [
  { readonly kind: 'histogram'; readonly name: infer Name extends string },
]
  ? Refusal<`${Verb}() needs a series, and ${Name} is a histogram: use its .bucket, .sum or .count`>
  : Otherwise;

/** Makes a vector; the caller vouches for the type. */
export function vector<Has extends Labels, Of extends Unit, In extends Where, As extends Sample>(
  node: Node,
  unit: Of,
  sample: As,
  labels: LabelSpecs,
): Vector<Has, Of, In, As> {
  return { node, unit, sample, labels };
}

/** A selector with another syntax node: the same series, narrowed or shifted. */
export function reselect<Query extends Selector>(query: Query, change: Partial<Selector['node']>): Selector {
  const { name, unit, sample, labels, node } = query;
  return { name, unit, sample, labels, node: { ...node, ...change } };
}

/** The specs of the labels that remain. */
export function keep(labels: LabelSpecs, names: readonly string[]): LabelSpecs {
  const kept: Record<string, LabelSpec> = {};
  for (const name of names) if (labels[name]) kept[name] = labels[name];
  return kept;
}

/** The specs without some labels. */
export function drop(labels: LabelSpecs, names: readonly string[]): LabelSpecs {
  return keep(
    labels,
    Object.keys(labels).filter((name) => !names.includes(name)),
  );
}
