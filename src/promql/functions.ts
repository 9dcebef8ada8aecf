import type { LabelSpec } from '../model/label.ts';
import type { Node } from '../model/node.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Unit } from '../model/unit.ts';
import type { LabelsOf, Quantity, Scalar, Selector, Vector, WhereOf } from '../model/vector.ts';
import { absentLabels } from './narrow.ts';
import { inUnit } from './operands.ts';
import { re2 } from './re2.ts';
import type { BesideNumber } from './same-unit.ts';
import { type Known, type Matchers, type NeedsMetric, type WhereMatchers, where } from './select.ts';
import type { NeedsShare } from './share.ts';
import { type AsVector, drop, type Given, type HistogramGiven, type NameOf, vector } from './vector.ts';

/** What `histogram_quantile` can work on: rated buckets that still carry `le`. */
type NeedsBuckets<Query extends Given> = [Query] extends [HistogramGiven]
  ? Refusal<`histogramQuantile() needs rated buckets: sum(rate(${Query['name']}.bucket, window), { by: ['le'] })`>
  : [AsVector<Query>['sample']] extends ['buckets']
    ? 'le' extends keyof LabelsOf<AsVector<Query>>
      ? unknown
      : Refusal<"histogramQuantile() needs the label le, and it was removed: keep it with by: ['le']">
    : 'bucketCounter' extends AsVector<Query>['sample']
      ? Refusal<'histogramQuantile() of bucket counters tells of all time since the start: rate() them first'>
      : Refusal<`histogramQuantile() needs the buckets of a histogram, and ${NameOf<Exclude<Query, { readonly sample: 'buckets' }>>} is none: rate() a .bucket, or use quantile()`>;

/**
 * The q-quantile (0 to 1) of what a histogram observed, in the histogram's unit; `le` is consumed.
 * Prints `histogram_quantile(0.95, x)`.
 */
export function histogramQuantile<Query extends Given, const Q extends number>(
  q: NeedsShare<'histogramQuantile', Q> & Q,
  buckets: NeedsBuckets<Query> & Query,
): Vector<Omit<LabelsOf<AsVector<Query>>, 'le'>, AsVector<Query>['unit'], WhereOf<AsVector<Query>>, 'gauge'> {
  const query = buckets as unknown as Vector;
  return vector(
    call('histogram_quantile', number(q), query.node),
    query.unit,
    'gauge',
    drop(query.labels, ['le']),
  ) as never;
}

const call = (name: string, ...args: readonly Node[]): Node => ({ type: 'call', name, args });
const number = (value: number): Node => ({ type: 'number', value });
const string = (value: string): Node => ({ type: 'string', value });

type Same = <Query extends Vector>(
  query: Query,
) => Vector<LabelsOf<Query>, Query['unit'], WhereOf<Query>, Query['sample']>;
const same =
  (name: string): Same =>
  (query) =>
    vector(call(name, query.node), query.unit, query.sample, query.labels);

/** Absolute value. Prints `abs(x)`. */
export const abs = same('abs');
/** Rounded up. Prints `ceil(x)`. */
export const ceil = same('ceil');
/** Rounded down. Prints `floor(x)`. */
export const floor = same('floor');
/** Sorted from the smallest; only a table or an instant query shows it. Prints `sort(x)`. */
export const sort = same('sort');
/** Sorted from the largest. Prints `sort_desc(x)`. */
export const sortDesc = same('sort_desc');

const bound = (of: Quantity<never> | number, unit: Unit): Node =>
  number(typeof of === 'number' ? of : inUnit(of, unit));

type Clamp<Verb extends string> = <Query extends Vector, const To extends Quantity<never> | number>(
  query: Query,
  to: BesideNumber<Verb, Query['unit'], To> & To,
) => Vector<LabelsOf<Query>, Query['unit'], WhereOf<Query>, Query['sample']>;
const clampTo =
  <Verb extends string>(name: string): Clamp<Verb> =>
  (query, to) =>
    vector(call(name, query.node, bound(to, query.unit)), query.unit, query.sample, query.labels);

/** Never below a bound. Prints `clamp_min(x, 0)`. */
export const clampMin = clampTo<'clampMin'>('clamp_min');
/** Never above a bound. Prints `clamp_max(x, 1)`. */
export const clampMax = clampTo<'clampMax'>('clamp_max');
/** Rounded to the nearest multiple. Prints `round(x, 0.1)`. */
export const round = clampTo<'round'>('round');

/** When each sample was taken. Prints `timestamp(x)`. */
export function timestamp<Query extends Vector>(
  query: Query,
): Vector<LabelsOf<Query>, 'timestamp', WhereOf<Query>, 'gauge'> {
  return vector(call('timestamp', query.node), 'timestamp', 'gauge', query.labels);
}

/** Now, in Unix seconds. Prints `time()`. */
export const time = (): Scalar<'timestamp'> => ({ scalar: call('time'), unit: 'timestamp' });

/** A vector of one series without labels. Prints `vector(1)`. */
export function vectorOf<const Of extends Unit>(
  unit: Of,
  value: number,
): Vector<Record<never, never>, Of, 'anywhere', 'gauge'> {
  return vector(call('vector', number(value)), unit, 'gauge', {});
}

/** The name of a label that is matched by equality: a whole `le` is written for Prometheus 2 and 3, as an expression. */
type Equal<Name, Value> = Value extends string
  ? [Name, Value] extends ['le', `${bigint}`]
    ? never
    : Name
  : never;

/**
 * 1 where a metric has no series. The answer carries the labels of the equality matchers, and no other: nothing was found
 * that could have them. The type knows of the matchers given here. Prints `absent(up{job="framework"})`.
 */
export function absent<
  Query extends Given,
  const Of extends Matchers<LabelsOf<AsVector<Query>>> = Record<never, never>,
>(
  query: NeedsMetric<'absent', Query> & Query,
  matchers?: Known<Query, Of> & Of & Matchers<LabelsOf<AsVector<Query>>>,
): Vector<
  { readonly [Name in keyof Of as Equal<Name, Of[Name]>]: Of[Name] & string },
  'state',
  WhereOf<AsVector<Query>> | WhereMatchers<Of>,
  'gauge'
> {
  const given = query as unknown as Selector;
  const chosen = where(given, (matchers ?? {}) as Record<string, string>);
  return vector(call('absent', chosen.node), 'state', 'gauge', absentLabels(chosen.node.matchers)) as never;
}

/** Hour of the day in UTC, 0 to 23. Prints `hour()`. */
export const hour = (): Vector<Record<never, never>, 'count', 'anywhere', 'gauge'> =>
  vector(call('hour'), 'count', 'gauge', {});
/** Minute of the hour in UTC. Prints `minute()`. */
export const minute = (): Vector<Record<never, never>, 'count', 'anywhere', 'gauge'> =>
  vector(call('minute'), 'count', 'gauge', {});
/** Day of the week in UTC, 0 on Sunday. Prints `day_of_week()`. */
export const dayOfWeek = (): Vector<Record<never, never>, 'count', 'anywhere', 'gauge'> =>
  vector(call('day_of_week'), 'count', 'gauge', {});

/** Sets a label to a fixed value on every series. Prints `label_replace(x, "label", "value", "", "")`. */
export function withLabel<Query extends Vector, const Name extends string, const Value extends string>(
  query: Query,
  label: Name,
  value: Value,
): Vector<
  Omit<LabelsOf<Query>, Name> & { readonly [Label in Name]: Value },
  Query['unit'],
  WhereOf<Query>,
  Query['sample']
> {
  const spec: LabelSpec = { values: [value], closed: true, budget: 1 };
  return vector(
    call('label_replace', query.node, string(label), string(value), string(''), string('')),
    query.unit,
    query.sample,
    {
      ...query.labels,
      [label]: spec,
    },
  );
}

/** Copies (a part of) one label into another. Prints `label_replace(x, "to", "$1", "from", "(.*)")`. */
export function labelReplace<Query extends Vector, const To extends string>(
  query: Query,
  to: To,
  replacement: string,
  from: Extract<keyof LabelsOf<Query>, string>,
  pattern: RegExp,
): Vector<
  Omit<LabelsOf<Query>, To> & { readonly [Label in To]: string },
  Query['unit'],
  WhereOf<Query>,
  Query['sample']
> {
  const spec: LabelSpec = { values: [], closed: false, budget: query.labels[from]?.budget ?? 1 };
  return vector(
    call('label_replace', query.node, string(to), string(replacement), string(from), string(re2(pattern))),
    query.unit,
    query.sample,
    { ...query.labels, [to]: spec },
  );
}
