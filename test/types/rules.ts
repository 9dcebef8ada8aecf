// Sixth group: what only a dashboard can fill in, and totals that were never rated.
import {
  above,
  add,
  alert,
  avgOverTime,
  interval,
  offset,
  or,
  rate,
  rateInterval,
  raw,
  record,
  sum,
  timeRange,
  where,
} from '#lib';
import { commands, duration, environment, memory } from '../support/specimen.ts';

const perSecond = sum(rate(commands, '5m'));
const chosen = where(memory, { environment });
const maybe = where(memory, Math.random() > 0.5 ? { environment } : {});
const eitherWay = where(memory, { environment: Math.random() > 0.5 ? environment : 'staging' });
const spread = where(memory, { job: 'application', ...(Math.random() > 0.5 && { environment }) });
const facts = { record: 'level:metric:sum', help: 'A number.' } as const;
const words = { alert: 'TooMuch', severity: 'low', summary: 'Too much.' } as const;

record({ ...facts, as: perSecond });
record({ ...facts, as: where(memory, { environment: 'production' }) });
alert({ ...words, when: above(perSecond, 5) });

// ---- dashboard variables

// says: a rule runs in Prometheus, which knows no dashboard variable and no $__rate_interval: match a value, and write a window such as '5m'
// @ts-expect-error
record({ ...facts, as: chosen });
// says: a rule runs in Prometheus, which knows no dashboard variable and no $__rate_interval: match a value, and write a window such as '5m'
// @ts-expect-error
alert({ ...words, when: chosen });
// says: a rule runs in Prometheus, which knows no dashboard variable
// @ts-expect-error
alert({ ...words, when: maybe });
// says: a rule runs in Prometheus, which knows no dashboard variable
// @ts-expect-error
alert({ ...words, when: eitherWay });
// says: a rule runs in Prometheus, which knows no dashboard variable
// @ts-expect-error
alert({ ...words, when: spread });
// says: a rule runs in Prometheus, which knows no dashboard variable
// @ts-expect-error
alert({ ...words, when: add(memory, chosen) });
// says: a rule runs in Prometheus, which knows no dashboard variable
// @ts-expect-error
alert({ ...words, when: or(memory, offset(chosen, '1w')) });
// says: a rule runs in Prometheus, which knows no dashboard variable
// @ts-expect-error
record({ ...facts, as: raw('bytes')`max_over_time(${chosen}[1h])` });

// ---- windows that Grafana computes

// says: a rule runs in Prometheus, which knows no dashboard variable and no $__rate_interval
// @ts-expect-error
record({ ...facts, as: sum(rate(commands, rateInterval)) });
// says: a rule runs in Prometheus, which knows no dashboard variable and no $__rate_interval
// @ts-expect-error
record({ ...facts, as: avgOverTime(memory, interval) });
// says: a rule runs in Prometheus, which knows no dashboard variable and no $__rate_interval
// @ts-expect-error
alert({ ...words, when: avgOverTime(perSecond, timeRange, { step: '1m' }) });
// says: a rule runs in Prometheus, which knows no dashboard variable and no $__rate_interval
// @ts-expect-error
record({ ...facts, as: raw('bytes')`max_over_time(${memory}[${timeRange}])` });

// ---- counters without a rate

// says: a counter says nothing until it is rated: rate() or increase() it first
// @ts-expect-error
record({ ...facts, as: commands });
// says: a counter says nothing until it is rated: rate() or increase() it first
// @ts-expect-error
alert({ ...words, when: commands });
// says: above() needs a value, and commands_total is a counter, a total since its process started: rate() or increase() it first
// @ts-expect-error
above(commands, 5);
// says: add() needs a value, and commands_total is a counter, a total since its process started: rate() or increase() it first
// @ts-expect-error
add(commands, commands);
const sameLabels = where(duration.count, {});
// says: or() of a counter and a gauge mixes totals with values: rate() the counter first
// @ts-expect-error
or(sameLabels, rate(duration.count, '5m'));
// says: record() needs a series, and command_duration_seconds is a histogram: use its .bucket, .sum or .count
// @ts-expect-error
record({ ...facts, as: duration });
// says: alert() needs a series, and command_duration_seconds is a histogram: use its .bucket, .sum or .count
// @ts-expect-error
alert({ ...words, when: duration });
record({ ...facts, as: sum(rate(duration.bucket, '5m'), { by: ['le'] }) });
// says: alert() of buckets means nothing: take histogramQuantile() of them, or rate() one that where(x.bucket, { le: ... }) picks
// @ts-expect-error
alert({ ...words, when: rate(duration.bucket, '5m') });
