import type { LabelSpecs, Labels } from './label.ts';
import type { Node, SelectorNode } from './node.ts';
import type { Unit } from './unit.ts';

declare const labels: unique symbol;
declare const where: unique symbol;
declare const unit: unique symbol;

/** Where a query can run: one that reads a dashboard variable runs in a dashboard only. */
export type Where = 'anywhere' | 'dashboard';

/**
 * What a sample means.
 * - `gauge`: a value that can be shown or compared as it is
 * - `counter`: a total since the process started, which says nothing until it is rated
 * - `bucketCounter`: one of the `le` counters of a histogram; `buckets`: the same after a rate, ready for a quantile
 */
export type Sample = 'bucketCounter' | 'buckets' | 'counter' | 'gauge';

/**
 * A PromQL instant vector: its syntax tree, and what the compiler and the checks know about it.
 * `Has` maps each label the result carries to its values; `In` tells where the query may run.
 */
export interface Vector<
  out Has extends Labels = Labels,
  out Of extends Unit = Unit,
  out In extends Where = Where,
  out As extends Sample = Sample,
> {
  readonly node: Node;
  readonly unit: Of;
  readonly sample: As;
  readonly labels: LabelSpecs;
  readonly [labels]?: Has;
  readonly [where]?: In;
}

/** A vector selected by name: the only thing that PromQL can put a window on without a subquery. */
export interface Selector<
  out Name extends string = string,
  out Has extends Labels = Labels,
  out Of extends Unit = Unit,
  out In extends Where = Where,
  out As extends Sample = Sample,
> extends Vector<Has, Of, In, As> {
  readonly name: Name;
  readonly node: SelectorNode;
}

/** A scalar expression such as `time()`. */
export interface Scalar<out Of extends Unit = Unit> {
  readonly scalar: Node;
  readonly unit: Of;
}

/** A number with its unit, such as `ms(200)`. `Of` is every unit it can be written in: `percent(5)` is 0.05 as a ratio. */
export interface Quantity<in Of extends Unit> {
  /** The number, by unit. */
  readonly in: Readonly<Partial<Record<Unit, number>>>;
  readonly [unit]?: (of: Of) => void;
}

/** The labels of a side of an operation, where it is a vector. Looks no further than it must, so that a generic `Has` passes. */
export type LabelsIn<Side> = Side extends { readonly sample: Sample; readonly [labels]?: infer Has }
  ? NonNullable<Has>
  : never;

/** Where a side of an operation may run, if it is a vector. */
export type WhereIn<Side> = Side extends { readonly sample: Sample; readonly [where]?: infer In }
  ? NonNullable<In>
  : never;

/** The labels of a vector, as a type. */
export type LabelsOf<Query extends Vector> = NonNullable<Query[typeof labels]>;

/** Where a query may run, as a type. */
export type WhereOf<Query extends Vector> = NonNullable<Query[typeof where]>;
