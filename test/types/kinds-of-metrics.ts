// Second group: functions of counters, of gauges and of histograms.
import * as lib from '#lib';
import {
  above,
  avg,
  avgOverTime,
  bytes,
  changes,
  delta,
  deriv,
  histogramQuantile,
  increase,
  irate,
  lastOverTime,
  max,
  minutes,
  predictLinear,
  quantile,
  rate,
  resets,
  seconds,
  sum,
  topk,
  where,
} from '#lib';
import type { Selector, Vector } from '../../src/model/vector.ts';
import { commands, duration, memory } from '../support/specimen.ts';

const perSecond = sum(rate(commands, '5m'));
const either = Math.random() > 0.5 ? commands : memory;
const rated = rate(duration.bucket, '5m');
declare const anything: Vector;
declare const anySelector: Selector;

// ---- rate, irate, increase, resets

rate(commands, '5m');
rate(duration.bucket, '5m');
rate(duration.count, '5m');
// says: rate() needs a counter, and memory_bytes is a gauge: use delta() or deriv()
// @ts-expect-error
rate(memory, '5m');
// says: irate() needs a counter, and memory_bytes is a gauge: use delta() or deriv()
// @ts-expect-error
irate(memory, '5m');
// says: increase() needs a counter, and memory_bytes is a gauge: use delta() or deriv()
// @ts-expect-error
increase(memory, '5m');
// says: resets() needs a counter, and memory_bytes is a gauge: use delta() or deriv()
// @ts-expect-error
resets(memory, '5m');
// says: rate() needs a series, and command_duration_seconds is a histogram: use its .bucket, .sum or .count
// @ts-expect-error
rate(duration, '5m');
// says: rate() needs a metric with a name, and this is the result of an expression: rate() first, then aggregate
// @ts-expect-error
rate(perSecond, '5m');
// says: increase() needs a metric with a name, and this is the result of an expression: increase() first, then aggregate
// @ts-expect-error
increase(sum(rate(commands, '5m')), '1h');
// says: rate() needs a counter, and memory_bytes is a gauge: use delta() or deriv()
// @ts-expect-error
rate(either, '5m');
// says: rate() needs a counter, and this is of no certain kind: use delta() or deriv()
// @ts-expect-error
rate(anySelector, '5m');
// says: Argument of type '"5"' is not assignable to parameter of type 'Window'
// @ts-expect-error
rate(commands, '5');

// ---- functions of gauges

delta(memory, '1h');
// says: delta() needs a gauge, and commands_total is a counter: use rate() or increase()
// @ts-expect-error
delta(commands, '1h');
// says: deriv() needs a gauge, and commands_total is a counter: use rate() or increase()
// @ts-expect-error
deriv(commands, '1h');
predictLinear(memory, '1h', minutes(30));
// says: predictLinear() needs a gauge, and commands_total is a counter: use rate() or increase()
// @ts-expect-error
predictLinear(commands, '1h', minutes(30));
// says: Type '"seconds"' is not assignable to type '"bytes"'
// @ts-expect-error
predictLinear(memory, '1h', bytes(30));
// says: avgOverTime() needs a gauge, and commands_total is a counter: use rate() or increase()
// @ts-expect-error
avgOverTime(commands, '1h');
// says: avgOverTime() needs a series, and command_duration_seconds is a histogram: use its .bucket, .sum or .count
// @ts-expect-error
avgOverTime(duration, '1h');
// says: avgOverTime() needs a gauge, and buckets are none: take histogramQuantile() of them first
// @ts-expect-error
avgOverTime(rated, '1h', { step: '1m' });

// ---- subqueries

avgOverTime(perSecond, '1h', { step: '1m' });
// says: avgOverTime() of an expression needs the step at which it is evaluated: end the call with { step: '1m' }
// @ts-expect-error
avgOverTime(perSecond, '1h');
predictLinear(perSecond, '1h', minutes(5), { step: '1m' });
// says: predictLinear() of an expression needs the step at which it is evaluated: end the call with { step: '1m' }
// @ts-expect-error
predictLinear(perSecond, '1h', minutes(5));
changes(commands, '1h');
// says: changes() of an expression needs the step at which it is evaluated: end the call with { step: '1m' }
// @ts-expect-error
changes(perSecond, '1h');
lastOverTime(commands, '1h');
// says: lastOverTime() of an expression needs the step at which it is evaluated: end the call with { step: '1m' }
// @ts-expect-error
lastOverTime(perSecond, '1h');

// ---- quantiles

histogramQuantile(0.95, rated);
histogramQuantile(0.95, sum(rated, { by: ['le', 'command_type'] }));
histogramQuantile(0.95, avg(rated, { without: ['instance'] }));
// says: histogramQuantile() needs the buckets of a histogram, and memory_bytes is none: rate() a .bucket, or use quantile()
// @ts-expect-error
histogramQuantile(0.95, memory);
// says: histogramQuantile() needs rated buckets: sum(rate(command_duration_seconds.bucket, window), { by: ['le'] })
// @ts-expect-error
histogramQuantile(0.95, duration);
// says: histogramQuantile() of bucket counters tells of all time since the start: rate() them first
// @ts-expect-error
histogramQuantile(0.95, duration.bucket);
// says: histogramQuantile() needs the buckets of a histogram, and the result of an expression is none: rate() a .bucket, or use quantile()
// @ts-expect-error
histogramQuantile(0.95, perSecond);
declare const withoutLe: Vector<{ readonly job: string }, 'seconds', 'anywhere', 'buckets'>;
// says: histogramQuantile() needs the label le, and it was removed: keep it with by: ['le']
// @ts-expect-error
histogramQuantile(0.95, withoutLe);

// ---- buckets stay a histogram, or become a count

sum(rate(where(duration.bucket, { le: '0.5' }), '5m'));
// says: sum() of buckets needs the label le, without which each is counted again in the next: keep it with by: ['le']
// @ts-expect-error
sum(rated);
// says: sum() of buckets needs the label le, without which each is counted again in the next: keep it with by: ['le']
// @ts-expect-error
sum(rated, { by: ['command_type'] });
// says: max() of buckets leaves no histogram: sum() them by le, then take histogramQuantile()
// @ts-expect-error
max(rated, { by: ['le'] });
// says: topk() of buckets leaves no histogram: sum() them by le, then take histogramQuantile()
// @ts-expect-error
topk(5, rated);
// says: above() of buckets means nothing: take histogramQuantile() of them, or pick one with where(x.bucket, { le: ... }) before the rate
// @ts-expect-error
above(rated, seconds(1));

// ---- counters are rated before anything else

sum(rate(commands, '5m'));
// says: sum() of a counter joins totals that start at different times: rate() first, then sum()
// @ts-expect-error
sum(commands);
// says: topk() of a counter joins totals that start at different times: rate() first, then topk()
// @ts-expect-error
topk(5, commands);
// says: quantile() of a counter joins totals that start at different times: rate() first, then quantile()
// @ts-expect-error
quantile(0.9, commands);
// says: sum() of a counter joins totals that start at different times: rate() first, then sum()
// @ts-expect-error
sum(anything);
// says: sum() needs a series, and command_duration_seconds is a histogram: use its .bucket, .sum or .count
// @ts-expect-error
sum(duration);
lib.count(commands, { by: ['status'] });
// says: count() needs a series, and command_duration_seconds is a histogram: use its .bucket, .sum or .count
// @ts-expect-error
lib.count(duration);
