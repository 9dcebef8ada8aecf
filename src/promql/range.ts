import type { Duration } from '../model/duration.ts';
import type { Node } from '../model/node.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Difference, PerSecond, Unit } from '../model/unit.ts';
import type { LabelsOf, Quantity, Sample, Vector, WhereOf } from '../model/vector.ts';
import type { NeedsShare } from './share.ts';
import { differenceOf, perSecondOf } from './unit-arithmetic.ts';
import {
  type AsVector,
  type Given,
  type KindOf,
  type NameOf,
  type NeedsSeries,
  type Series,
  type Total,
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

// Brackets around `Query`: a union of a counter and a gauge must be refused as a whole, not accepted for its counter.
type NeedsCounter<Name extends string, Query extends Given> = NeedsSeries<
  Name,
  Query,
  [Query] extends [NamedSeries]
    ? [Query['sample']] extends [Total]
      ? unknown
      : Refusal<`${Name}() needs a counter, and ${NameOf<NotTotal<Query>>} is ${KindOf<NotTotal<Query>['sample']>}: use delta() or deriv()`>
    : Refusal<`${Name}() needs a metric with a name, and this is the result of an expression: ${Name}() first, then aggregate`>
>;
/** A series with a name: a selector. */
interface NamedSeries extends Series {
  readonly name: string;
}
type NotTotal<Query extends Series> = Exclude<Query, { readonly sample: Total }>;

type NeedsGauge<Name extends string, Query extends Given> = NeedsSeries<
  Name,
  Query,
  [AsVector<Query>['sample']] extends ['gauge']
    ? unknown
    : 'buckets' extends AsVector<Query>['sample']
      ? Refusal<`${Name}() needs a gauge, and buckets are none: take histogramQuantile() of them first`>
      : Refusal<`${Name}() needs a gauge, and ${NameOf<Exclude<Query, { readonly sample: 'gauge' }>>} is a counter: use rate() or increase()`>
>;

/** A vector that is not a selector needs a resolution: PromQL evaluates it anew at each step of the window. */
export interface Subquery {
  /** Resolution of the subquery; its window should hold no more than some hundred of them. */
  readonly step: Duration;
}

type NeedsStep<Name extends string, Query extends Given, Step> = [Step] extends [never]
  ? [Query] extends [NamedSeries]
    ? unknown
    : Refusal<`${Name}() of an expression needs the step at which it is evaluated: end the call with { step: '1m' }`>
  : unknown;

function over(query: Vector, window: Window, subquery: Subquery | undefined): Node {
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
  step?: Subquery,
  before: readonly Node[] = [],
  after: readonly Node[] = [],
): never {
  const query = given as Vector;
  const node: Node = { type: 'call', name, args: [...before, over(query, window, step), ...after] };
  return vector(node, change.unit ?? query.unit, change.sample ?? query.sample, query.labels) as never;
}

const number = (value: number): Node => ({ type: 'number', value });

function perSecond(given: unknown): Unit {
  const { sample, unit } = given as Vector;
  return sample === 'bucketCounter' ? unit : perSecondOf(unit);
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

/** The difference of two moments, and how far moments spread, are stretches of time. */
type GaugeUnit<Name extends string, Query extends Given> = Name extends 'delta' | 'stddevOverTime'
  ? Difference<AsVector<Query>['unit'], AsVector<Query>['unit']>
  : AsVector<Query>['unit'];

type GaugeFunction<Name extends string> = <
  Query extends Given,
  In extends Window,
  Step extends Subquery = never,
>(
  gauge: NeedsGauge<Name, Query> & Query,
  window: In & NeedsStep<Name, Query, Step>,
  step?: Step,
) => Over<Query, In, GaugeUnit<Name, Query>>;

const overGauge =
  <Name extends string>(name: string, unit = (of: Unit) => of): GaugeFunction<Name> =>
  (gauge, window, step) =>
    call(name, gauge, window, { unit: unit((gauge as Vector).unit) }, step);
const apart = (unit: Unit): Unit => differenceOf(unit, unit);

/** Difference between the ends of a window. Prints `delta(gauge[1h])`. */
export const delta = overGauge<'delta'>('delta', apart);
/** Mean over a window. Prints `avg_over_time(gauge[1h])`. */
export const avgOverTime = overGauge<'avgOverTime'>('avg_over_time');
/** Smallest value in a window. Prints `min_over_time(gauge[1h])`. */
export const minOverTime = overGauge<'minOverTime'>('min_over_time');
/** Largest value in a window. Prints `max_over_time(gauge[1h])`. */
export const maxOverTime = overGauge<'maxOverTime'>('max_over_time');
/** Sum of all samples in a window. Prints `sum_over_time(gauge[1h])`. */
export const sumOverTime = overGauge<'sumOverTime'>('sum_over_time');
/** Population standard deviation over a window. Prints `stddev_over_time(gauge[1h])`. */
export const stddevOverTime = overGauge<'stddevOverTime'>('stddev_over_time', apart);

/** The q-quantile (0 to 1) of the samples in a window. Prints `quantile_over_time(0.5, gauge[1h])`. */
export function quantileOverTime<
  Query extends Given,
  In extends Window,
  Step extends Subquery = never,
  const Q extends number = number,
>(
  q: NeedsShare<'quantileOverTime', Q> & Q,
  gauge: NeedsGauge<'quantileOverTime', Query> & Query,
  window: In & NeedsStep<'quantileOverTime', Query, Step>,
  step?: Step,
): Over<Query, In> {
  return call('quantile_over_time', gauge, window, {}, step, [number(q)]);
}

/** Slope per second, by linear regression. Prints `deriv(gauge[1h])`. */
export function deriv<Query extends Given, In extends Window, Step extends Subquery = never>(
  gauge: NeedsGauge<'deriv', Query> & Query,
  window: In & NeedsStep<'deriv', Query, Step>,
  step?: Step,
): Over<Query, In, PerSecond<AsVector<Query>['unit']>> {
  return call('deriv', gauge, window, { unit: perSecond(gauge) }, step);
}

/** The value expected after some time, by linear regression. Prints `predict_linear(gauge[1h], 3600)`. */
export function predictLinear<Query extends Given, In extends Window, Step extends Subquery = never>(
  gauge: NeedsGauge<'predictLinear', Query> & Query,
  window: In & NeedsStep<'predictLinear', Query, Step>,
  ahead: Quantity<'seconds'>,
  step?: Step,
): Over<Query, In> {
  return call('predict_linear', gauge, window, {}, step, [], [number(ahead.in.seconds ?? 0)]);
}

type AnyFunction<Name extends string, Of extends Unit> = <
  Query extends Given,
  In extends Window,
  Step extends Subquery = never,
>(
  query: NeedsSeries<Name, Query, unknown> & Query,
  window: In & NeedsStep<Name, Query, Step>,
  step?: Step,
) => Over<Query, In, Of>;

const overAny =
  <Name extends string, Of extends Unit>(name: string, unit: Of): AnyFunction<Name, Of> =>
  (query, window, step) =>
    call(name, query, window, { unit, sample: 'gauge' }, step);

/** How many samples a window holds. Prints `count_over_time(metric[1h])`. */
export const countOverTime = overAny<'countOverTime', 'count'>('count_over_time', 'count');
/** 1 for every series with a sample in the window. Prints `present_over_time(metric[1h])`. */
export const presentOverTime = overAny<'presentOverTime', 'state'>('present_over_time', 'state');
/** How often the value changed within a window. Prints `changes(metric[1h])`. */
export const changes = overAny<'changes', 'count'>('changes', 'count');

/** The newest sample of a window; a counter stays a counter. Prints `last_over_time(metric[1h])`. */
export function lastOverTime<Query extends Given, In extends Window, Step extends Subquery = never>(
  query: NeedsSeries<'lastOverTime', Query, unknown> & Query,
  window: In & NeedsStep<'lastOverTime', Query, Step>,
  step?: Step,
): Vector<
  LabelsOf<AsVector<Query>>,
  AsVector<Query>['unit'],
  WhereOf<AsVector<Query>> | WhereWindow<In>,
  AsVector<Query>['sample']
> {
  return call('last_over_time', query, window, {}, step);
}
