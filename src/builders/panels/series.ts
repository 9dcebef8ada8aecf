import type { Series, Thresholds } from '../../model/panel.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Quantity, Vector } from '../../model/vector.ts';
import type { Legend } from '../template.ts';

/** Refuses what a graph cannot show: a counter that was never rated, buckets without their quantile. */
type Shown<Query extends Vector> = Query['sample'] extends 'counter' | 'bucketCounter'
  ? Refusal<'a counter says nothing until it is rated: rate() or increase() it first'>
  : Query['sample'] extends 'buckets'
    ? Refusal<'buckets overlap one another: take histogramQuantile() of them, or draw a heatmap()'>
    : unknown;

/**
 * One query of a panel, and how its lines are named: `series(served, '{{command_type}}')`.
 * Without a legend the labels that the query leaves are its name.
 */
export function series<Query extends Vector, const Text extends string = ''>(
  query: Shown<Query> & Query,
  legend?: Legend<Query, Text> & Text,
): Series<Query['unit']> {
  return {
    query: query as Query,
    legend:
      legend ??
      Object.keys((query as Vector).labels)
        .map((label) => `{{${label}}}`)
        .join(' '),
    refId: 'A',
    instant: false,
  };
}

/** A bound, or a bare number where the unit is a number of things. */
type Bound = Quantity<never> | number;

/** Green until the value rises to `warning` or `critical`: `worseAbove(ms(200), ms(500))`, or with one bound. */
export function worseAbove<Of extends Bound>(
  ...bounds: readonly [critical: Of] | readonly [warning: Of, critical: Of]
): ThresholdsOf<Of> {
  return thresholds('above', bounds) as ThresholdsOf<Of>;
}

/** Green until the value falls below `warning` or `critical`: `worseBelow(percent(99.9), percent(99.5))`, or with one bound. */
export function worseBelow<Of extends Bound>(
  ...bounds: readonly [critical: Of] | readonly [warning: Of, critical: Of]
): ThresholdsOf<Of> {
  return thresholds('below', bounds) as ThresholdsOf<Of>;
}

type ThresholdsOf<Of> =
  Of extends Quantity<infer In> ? Thresholds<In> : Thresholds<'count' | 'count/s' | 'score' | 'state'>;

function thresholds(worse: 'above' | 'below', bounds: readonly Bound[]): Thresholds<never> {
  const [first, second] = bounds.map((bound) =>
    typeof bound === 'number'
      ? { in: { count: bound, 'count/s': bound, score: bound, state: bound } }
      : bound,
  ) as [Quantity<never>, Quantity<never>?];
  return second ? { worse, warning: first, critical: second } : { worse, critical: first };
}
