import type { Duration } from '../model/duration.ts';
import type { Node } from '../model/node.ts';
import type { Refusal } from '../model/refusal.ts';
import type { PerSecond, Unit } from '../model/unit.ts';
import type { LabelsOf, Quantity, Sample, Selector, Vector, WhereOf } from '../model/vector.ts';
import {
  type AsVector,
  type Given,
  type KindOf,
  type NameOf,
  vector,
  type WhereWindow,
  type Window,
  windowText,
} from './vector.ts';

/** What a counter becomes by a rate: a gauge, or the buckets of a histogram. */
type Rated<Query extends Vector> = Query['sample'] extends 'bucketCounter' ? 'buckets' : 'gauge';
type RatedUnit<Query extends Vector> = Query['sample'] extends 'bucketCounter'
  ? Query['unit']
  : PerSecond<Query['unit']>;

type NeedsCounter<Name extends string, Query extends Given> = Query extends {
  readonly kind: 'histogram';
  readonly name: infer Of extends string;
}
  ? Refusal<`${Name}() needs a counter, and ${Of} is a histogram: use its .bucket, .sum or .count`>
  : Query extends Selector
    ? Query['sample'] extends 'counter' | 'bucketCounter'
      ? unknown
      : Refusal<`${Name}() needs a counter, and ${NameOf<Query>} is a ${KindOf<Query>}: use delta() or deriv()`>
    : Refusal<`${Name}() needs a metric with a name, and this is the result of an expression: ${Name}() first, then aggregate`>;

type NeedsGauge<Name extends string, Query extends Given> = Query extends {
  readonly kind: 'histogram';
  readonly name: infer Of extends string;
}
  ? Refusal<`${Name}() needs a gauge, and ${Of} is a histogram: rate() its .bucket, .sum or .count`>
  : Query extends Vector
    ? Query['sample'] extends 'gauge'
      ? unknown
      : Refusal<`${Name}() needs a gauge, and ${NameOf<Query>} is a counter: use rate() or increase()`>
    : never;

/** A vector that is not a selector needs a resolution: PromQL evaluates it anew at each step of the window. */
export interface Subquery {
  /** Resolution of the subquery; its window should hold no more than some hundred of them. */
  readonly step: Duration;
}

type Steps<Query extends Given> = Query extends Selector ? [step?: Subquery] : [step: Subquery];

function over(query: Vector, window: Window, [subquery]: readonly (Subquery | undefined)[]): Node {
  const { node } = query;
  if (node.type === 'selector' && !subquery) return { type: 'range', of: node, window: windowText(window) };
  return { type: 'subquery', of: node, window: windowText(window), step: subquery?.step ?? '' };
}

/** Everything a range function does at run time; its declared type says what may be asked. */
function call(
  name: string,
  given: unknown,
  window: Window,
  change: Partial<Vector>,
  steps: readonly (Subquery | undefined)[] = [],
  before: readonly Node[] = [],
  after: readonly Node[] = [],
): never {
  const query = given as Vector;
  const node: Node = { type: 'call', name, args: [...before, over(query, window, steps), ...after] };
  return vector(node, change.unit ?? query.unit, change.sample ?? query.sample, query.labels) as never;
}

const number = (value: number): Node => ({ type: 'number', value });

function perSecond(given: unknown): Unit {
  const { sample, unit } = given as Vector;
  if (sample === 'bucketCounter' || unit.includes('/')) return unit;
  return unit === 'seconds' ? 'ratio' : (`${unit}/s` as Unit);
}

const rated = (given: unknown): Sample =>
  (given as Vector).sample === 'bucketCounter' ? 'buckets' : 'gauge';

type Rate<Query extends Vector, Over extends Window> = Vector<
  LabelsOf<Query>,
  RatedUnit<Query>,
  WhereOf<Query> | WhereWindow<Over>,
  Rated<Query>
>;

type RateFunction<Name extends string> = <Query extends Given, Over extends Window>(
  counter: NeedsCounter<Name, Query> & Query,
  window: Over,
) => Rate<AsVector<Query>, Over>;

/**
 * Per-second growth of a counter, averaged over a window of at least four scrape intervals.
 * Prints `rate(metric[5m])`; the unit becomes "per second".
 */
export const rate: RateFunction<'rate'> = (counter, window) =>
  call('rate', counter, window, { unit: perSecond(counter), sample: rated(counter) });

/** Per-second growth between the last two samples of a counter. Prints `irate(metric[5m])`. */
export const irate: RateFunction<'irate'> = (counter, window) =>
  call('irate', counter, window, { unit: perSecond(counter), sample: rated(counter) });

/** Growth of a counter over a window, extrapolated to its ends. Prints `increase(metric[5m])`; the unit stays. */
export function increase<Query extends Given, Over extends Window>(
  counter: NeedsCounter<'increase', Query> & Query,
  window: Over,
): Vector<
  LabelsOf<AsVector<Query>>,
  AsVector<Query>['unit'],
  WhereOf<AsVector<Query>> | WhereWindow<Over>,
  Rated<AsVector<Query>>
> {
  return call('increase', counter, window, { sample: rated(counter) });
}

/** How often a counter started anew within a window: a restart each. Prints `resets(counter[1h])`. */
export function resets<Query extends Given, In extends Window>(
  counter: NeedsCounter<'resets', Query> & Query,
  window: In,
): Over<Query, In, 'count'> {
  return call('resets', counter, window, { unit: 'count', sample: 'gauge' });
}

type Over<Query extends Given, In extends Window, Of extends Unit = AsVector<Query>['unit']> = Vector<
  LabelsOf<AsVector<Query>>,
  Of,
  WhereOf<AsVector<Query>> | WhereWindow<In>,
  'gauge'
>;

type GaugeFunction<Name extends string> = <Query extends Given, In extends Window>(
  gauge: NeedsGauge<Name, Query> & Query,
  window: In,
  ...step: Steps<Query>
) => Over<Query, In>;

const overGauge =
  <Name extends string>(name: string): GaugeFunction<Name> =>
  (gauge, window, ...step) =>
    call(name, gauge, window, {}, step);

/** Difference between the ends of a window. Prints `delta(gauge[1h])`. */
export const delta = overGauge<'delta'>('delta');
/** Mean over a window. Prints `avg_over_time(gauge[1h])`. */
export const avgOverTime = overGauge<'avgOverTime'>('avg_over_time');
/** Smallest value in a window. Prints `min_over_time(gauge[1h])`. */
export const minOverTime = overGauge<'minOverTime'>('min_over_time');
/** Largest value in a window. Prints `max_over_time(gauge[1h])`. */
export const maxOverTime = overGauge<'maxOverTime'>('max_over_time');
/** Sum of all samples in a window. Prints `sum_over_time(gauge[1h])`. */
export const sumOverTime = overGauge<'sumOverTime'>('sum_over_time');
/** Population standard deviation over a window. Prints `stddev_over_time(gauge[1h])`. */
export const stddevOverTime = overGauge<'stddevOverTime'>('stddev_over_time');

/** The q-quantile (0 to 1) of the samples in a window. Prints `quantile_over_time(0.5, gauge[1h])`. */
export function quantileOverTime<Query extends Given, In extends Window>(
  q: number,
  gauge: NeedsGauge<'quantileOverTime', Query> & Query,
  window: In,
  ...step: Steps<Query>
): Over<Query, In> {
  return call('quantile_over_time', gauge, window, {}, step, [number(q)]);
}

/** Slope per second, by linear regression. Prints `deriv(gauge[1h])`. */
export function deriv<Query extends Given, In extends Window>(
  gauge: NeedsGauge<'deriv', Query> & Query,
  window: In,
  ...step: Steps<Query>
): Over<Query, In, PerSecond<AsVector<Query>['unit']>> {
  return call('deriv', gauge, window, { unit: perSecond(gauge) }, step);
}

/** The value expected after some time, by linear regression. Prints `predict_linear(gauge[1h], 3600)`. */
export function predictLinear<Query extends Given, In extends Window>(
  gauge: NeedsGauge<'predictLinear', Query> & Query,
  window: In,
  ahead: Quantity<'seconds'>,
  ...step: Steps<Query>
): Over<Query, In> {
  return call('predict_linear', gauge, window, {}, step, [], [number(ahead.in.seconds ?? 0)]);
}

type AnyFunction<Of extends Unit> = <Query extends Vector, In extends Window>(
  query: Query,
  window: In,
  ...step: Steps<Query>
) => Vector<LabelsOf<Query>, Of, WhereOf<Query> | WhereWindow<In>, 'gauge'>;

const overAny =
  <Of extends Unit>(name: string, unit: Of): AnyFunction<Of> =>
  (query, window, ...step) =>
    call(name, query, window, { unit, sample: 'gauge' }, step);

/** How many samples a window holds. Prints `count_over_time(metric[1h])`. */
export const countOverTime = overAny('count_over_time', 'count');
/** 1 for every series with a sample in the window. Prints `present_over_time(metric[1h])`. */
export const presentOverTime = overAny('present_over_time', 'state');
/** How often the value changed within a window. Prints `changes(metric[1h])`. */
export const changes = overAny('changes', 'count');

/** The newest sample of a window; a counter stays a counter. Prints `last_over_time(metric[1h])`. */
export function lastOverTime<Query extends Vector, In extends Window>(
  query: Query,
  window: In,
  ...step: Steps<Query>
): Vector<LabelsOf<Query>, Query['unit'], WhereOf<Query> | WhereWindow<In>, Query['sample']> {
  return call('last_over_time', query, window, {}, step);
}
