import type { LabelSpec } from '../model/label.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Unit } from '../model/unit.ts';
import type { LabelsOf, Sample, Vector, WhereOf } from '../model/vector.ts';
import type { WrittenOut } from './matching.ts';
import type { NeedsShare } from './share.ts';
import { type AsVector, drop, type Given, keep, type NeedsSeries, type Total, vector } from './vector.ts';

type LabelName<Query extends Vector> = Extract<keyof LabelsOf<Query>, string>;

/** Refuses a label that the query does not carry: it never had it, or an earlier aggregation removed it. */
type Carries<Query extends Vector, Name extends string> = [Exclude<Name, LabelName<Query>>] extends [never]
  ? unknown
  : Refusal<
      `the query has no label '${Exclude<Name, LabelName<Query>>}': keep it in the earlier aggregation, or choose one of`,
      LabelName<Query>
    >;

/** The list itself, label by label, so that an editor offers what the query carries. */
type List<Query extends Vector, Names extends readonly string[]> = {
  readonly [At in keyof Names]: Names[At] | LabelName<Query>;
};

/** Which labels to keep, or which to drop. One of the two; neither keeps none. */
interface Grouping<Query extends Vector, By extends readonly string[], Without extends readonly string[]> {
  readonly by?: Carries<Query, By[number]> & WrittenOut<By, 'by'> & List<Query, By>;
  readonly without?: Carries<Query, Without[number]> &
    WrittenOut<Without, 'without'> &
    NotBoth<By, Without> &
    List<Query, Without>;
}
type NotBoth<By, Without> = [By] extends [never]
  ? unknown
  : [Without] extends [never]
    ? unknown
    : Refusal<'an aggregation either keeps labels with by, or drops labels with without: take one of the two'>;

type Grouped<Query extends Vector, By extends readonly string[], Without extends readonly string[]> = [
  Without,
] extends [never]
  ? { readonly [Name in By[number] & LabelName<Query>]: LabelsOf<Query>[Name] }
  : { readonly [Name in Exclude<LabelName<Query>, Without[number]>]: LabelsOf<Query>[Name] };

/** Refuses totals, which start at different times, and buckets that would stop being a histogram. */
type NeedsRate<Name extends string, Query extends Given, Has = never> = NeedsSeries<
  Name,
  Query,
  [Extract<AsVector<Query>['sample'], Total>] extends [never]
    ? [Extract<AsVector<Query>['sample'], 'buckets'>] extends [never]
      ? unknown
      : Name extends 'avg' | 'sum'
        ? 'le' extends keyof Has
          ? unknown
          : Refusal<`${Name}() of buckets needs the label le, without which each is counted again in the next: keep it with by: ['le']`>
        : Refusal<`${Name}() of buckets leaves no histogram: sum() them by le, then take histogramQuantile()`>
    : Refusal<`${Name}() of a counter joins totals that start at different times: rate() first, then ${Name}()`>
>;

interface Options {
  readonly by?: readonly string[];
  readonly without?: readonly string[];
}

function aggregate(
  op: string,
  of: unknown,
  options: Options | undefined,
  unit?: Unit,
  sample?: Sample,
  param?: number | string,
): never {
  const query = of as Vector;
  const { by, without } = options ?? {};
  const grouping = by
    ? { mode: 'by' as const, labels: by }
    : without
      ? { mode: 'without' as const, labels: without }
      : undefined;
  const labels = by ? keep(query.labels, by) : without ? drop(query.labels, without) : {};
  const node = {
    type: 'aggregate' as const,
    op,
    of: query.node,
    ...(grouping && { grouping }),
    ...(param !== undefined && {
      param:
        typeof param === 'number'
          ? { type: 'number' as const, value: param }
          : { type: 'string' as const, value: param },
    }),
  };
  return vector(node, unit ?? query.unit, sample ?? query.sample, labels) as never;
}

type Result<
  Query extends Given,
  By extends readonly string[],
  Without extends readonly string[],
  Of extends Unit = AsVector<Query>['unit'],
  As extends Sample = AsVector<Query>['sample'],
> = Vector<Grouped<AsVector<Query>, By, Without>, Of, WhereOf<AsVector<Query>>, As>;

type ValueFunction<Name extends string> = <
  Query extends Given,
  const By extends readonly string[] = never,
  const Without extends readonly string[] = never,
>(
  query: NeedsRate<Name, Query, Grouped<AsVector<Query>, By, Without>> & Query,
  grouping?: Grouping<AsVector<Query>, By, Without>,
) => Result<Query, By, Without>;

const ofValues =
  <Name extends string>(op: Name): ValueFunction<Name> =>
  (query, grouping) =>
    aggregate(op, query, grouping);

/** Total over the series of each group. Prints `sum by (a) (x)`. A counter is rated before it is summed. */
export const sum = ofValues('sum');
/** Mean over the series of each group. Prints `avg by (a) (x)`. */
export const avg = ofValues('avg');
/** Smallest value of each group. Prints `min by (a) (x)`. */
export const min = ofValues('min');
/** Largest value of each group. Prints `max by (a) (x)`. */
export const max = ofValues('max');
/** Population standard deviation of each group. Prints `stddev by (a) (x)`. */
export const stddev = ofValues('stddev');

/** The q-quantile (0 to 1) over the series of each group. Prints `quantile by (a) (0.9, x)`. */
export function quantile<
  Query extends Given,
  const By extends readonly string[] = never,
  const Without extends readonly string[] = never,
  const Q extends number = number,
>(
  q: NeedsShare<'quantile', Q> & Q,
  query: NeedsRate<'quantile', Query> & Query,
  grouping?: Grouping<AsVector<Query>, By, Without>,
): Result<Query, By, Without> {
  return aggregate('quantile', query, grouping, undefined, undefined, q);
}

type SeriesFunction<Name extends string, Of extends Unit> = <
  Query extends Given,
  const By extends readonly string[] = never,
  const Without extends readonly string[] = never,
>(
  query: NeedsSeries<Name, Query, unknown> & Query,
  grouping?: Grouping<AsVector<Query>, By, Without>,
) => Result<Query, By, Without, Of, 'gauge'>;

const ofSeries =
  <Name extends string, Of extends Unit>(op: Name, unit: Of): SeriesFunction<Name, Of> =>
  (query, grouping) =>
    aggregate(op, query, grouping, unit, 'gauge');

/** How many series each group has, counters included. Prints `count by (a) (x)`. */
export const count = ofSeries('count', 'count');
/** 1 for each group that has a series. Prints `group by (a) (x)`. */
export const group = ofSeries('group', 'state');

/** How many series of each group have the same value; the value becomes a label. Prints `count_values by (a) ("label", x)`. */
export function countValues<
  const Name extends string,
  Query extends Vector,
  const By extends readonly string[] = never,
  const Without extends readonly string[] = never,
>(
  label: Name,
  query: Query,
  grouping?: Grouping<Query, By, Without>,
): Vector<
  Grouped<Query, By, Without> & { readonly [Label in Name]: string },
  'count',
  WhereOf<Query>,
  'gauge'
> {
  const counted = aggregate('count_values', query, grouping, 'count', 'gauge', label) as Vector;
  const open: LabelSpec = { values: [], closed: false, budget: 100 };
  return { ...counted, labels: { ...counted.labels, [label]: open } } as never;
}

type RankFunction<Name extends string> = <
  Query extends Given,
  const By extends readonly string[] = never,
  const Without extends readonly string[] = never,
>(
  k: number,
  query: NeedsRate<Name, Query> & Query,
  grouping?: Grouping<AsVector<Query>, By, Without>,
) => Vector<
  LabelsOf<AsVector<Query>>,
  AsVector<Query>['unit'],
  WhereOf<AsVector<Query>>,
  AsVector<Query>['sample']
>;

const ranked =
  <Name extends string>(op: Name): RankFunction<Name> =>
  (k, query, grouping) => {
    const chosen: Vector = aggregate(op, query, grouping, undefined, undefined, k);
    return { ...chosen, labels: (query as unknown as Vector).labels } as never;
  };

/** The k largest series of each group, with all their labels. Prints `topk by (a) (5, x)`. */
export const topk = ranked('topk');
/** The k smallest series of each group, with all their labels. Prints `bottomk by (a) (5, x)`. */
export const bottomk = ranked('bottomk');
