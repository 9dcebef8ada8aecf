import {
  type Duration,
  ends,
  type Feed,
  feed,
  fires,
  gap,
  grow,
  hold,
  quiet,
  ramp,
  records,
  type ScenarioFile,
  scenario,
} from '#lib';
import { responseTime } from '../../catalog/availability.ts';
import { moduleCacheRequests } from '../../catalog/modules.ts';
import {
  byOperation,
  coldCache,
  overall,
  performanceDegradation,
  performanceInsight,
  performanceTrend,
  quickAnswers,
  responseP50,
  responseP95,
  responseP99,
  responseTimeBreach,
  responseTimeCritical,
  slowOperation,
} from '../performance.ts';
import { burnScenarios } from './burns.ts';
import { here } from './here.ts';
import { insightScenarios } from './insights.ts';

const bounds = ['0.1', '0.2', '0.3', '0.4', '0.5', '0.75', '+Inf'] as const;

/** A hundred answers a minute: all within 100 ms at first, then a share of them just above a bound, for a while. */
function answers(
  slower: number,
  bound: number,
  well: Duration,
  lasts?: Duration,
  labels: { readonly operation_type?: 'response' | 'delegation' } = {},
): readonly Feed[] {
  const next = bounds.find((le) => Number(le) > bound || le === '+Inf');
  return bounds.map((le) => {
    const fast = le === '+Inf' || Number(le) >= Number(next) ? 100 : 100 - slower;
    return feed(
      responseTime.bucket,
      { ...here, ...labels, le },
      grow(100, well),
      grow(fast, lasts),
      ...(lasts ? [grow(100)] : []),
    );
  });
}

/** Five of a hundred above a bound, thirty just below it: p95 is the bound, and not a hair more. */
const near = (bound: number): readonly Feed[] =>
  bounds.map((le) => {
    const [below, next] = [Number(le) <= bound, bounds.find((one) => Number(one) > bound)];
    const fast = le === '+Inf' ? 100 : below ? 65 : le === next ? 95 : 100;
    return feed(responseTime.bucket, { ...here, le }, grow(fast));
  });

const told = (p95: string, rest: string) => ({
  labels: here,
  summary: `5 of 100 answers take more than ${p95}${rest}`,
});

const slower = (p95: string) => ({
  labels: here,
  summary: `Answers slow down: p95 is ${p95}, a quarter more than an hour ago.`,
});

const delegation = { ...here, operation_type: 'delegation' } as const;
const lagging = (p95: string) => ({
  labels: delegation,
  summary: `delegation takes ${p95} at p95, twice as long as the rest.`,
});

/** What the rules about performance must do. */
export const performance: ScenarioFile = {
  name: 'performance',
  scenarios: [
    scenario('six of a hundred answers above 500 ms page after two minutes', {
      given: answers(6, 0.5, '5m'),
      expect: [fires(responseTimeCritical, '7m45s', told('541.7ms', '.'))],
    }),
    scenario('five of a hundred do not, since p95 is 500 ms then', {
      given: near(0.4),
      expect: [quiet(responseTimeCritical, '15m')],
    }),
    scenario('a minute of slowness does not', {
      given: answers(60, 0.5, '5m', '1m'),
      expect: [quiet(responseTimeCritical, '15m')],
    }),
    scenario('slowness that is over is forgotten after a minute', {
      given: answers(60, 0.5, '5m', '5m'),
      expect: [ends(responseTimeCritical, '10m45s')],
    }),
    scenario('six of a hundred above 200 ms break the promise after five minutes', {
      given: answers(6, 0.2, '5m'),
      expect: [fires(responseTimeBreach, '11m30s', told('216.7ms', ', and 200 ms are promised.'))],
    }),
    scenario('five of a hundred do not', {
      given: near(0.1),
      expect: [quiet(responseTimeBreach, '20m')],
    }),
    scenario('two and a half minutes of slowness do not', {
      given: answers(60, 0.2, '5m', '150s'),
      expect: [quiet(responseTimeBreach, '20m')],
    }),
    scenario('six of a hundred above 300 ms set automation off after three minutes', {
      given: answers(6, 0.3, '5m'),
      expect: [fires(performanceDegradation, '8m45s', told('316.7ms', ': automation acts.'))],
    }),
    scenario('five of a hundred do not, nor do two minutes', {
      given: near(0.2),
      expect: [quiet(performanceDegradation, '15m')],
    }),
    scenario('two minutes of slowness do not', {
      given: answers(60, 0.3, '5m', '2m'),
      expect: [quiet(performanceDegradation, '15m')],
    }),
    scenario('percentiles are those of five minutes', {
      given: answers(20, 0.3, '10m'),
      expect: [
        records(responseP50, '20m', here, 0.0625),
        records(responseP95, '20m', here, 0.375),
        records(responseP99, '20m', here, 0.395),
        records(responseP95, '12m', here, 0.344444),
      ],
    }),
    scenario('p95 that rises by a quarter within an hour, and will be 200 ms in another, is told of', {
      every: '1m',
      given: [feed(responseP95, here, hold(0.1, '2h'), ramp(0.17, '1h'), ramp(0.2, '1h'))],
      expect: [fires(performanceTrend, '177m', slower('150.2ms'))],
    }),
    scenario('one that is far from 200 ms is not', {
      every: '1m',
      given: [feed(responseP95, here, hold(0.04, '2h'), ramp(0.06, '1h'), ramp(0.08, '1h'))],
      expect: [quiet(performanceTrend, '4h')],
    }),
    scenario('one that is near 200 ms and stays there is not, nor is a spike of twelve minutes', {
      every: '1m',
      given: [feed(responseP95, here, hold(0.19, '2h'), hold(0.4, '12m'), hold(0.19))],
      expect: [quiet(performanceTrend, '4h')],
    }),
    scenario('one that is exactly a quarter more is not', {
      every: '1m',
      given: [feed(responseP95, here, hold(0.16, '2h'), hold(0.2))],
      expect: [quiet(performanceTrend, '4h')],
    }),
    scenario('one that will be exactly 200 ms is not', {
      every: '1m',
      given: [feed(responseP95, here, hold(0.1, '2h'), gap('55m'), hold(0.2))],
      expect: [quiet(performanceTrend, '4h')],
    }),
    scenario('it is the middle of half an hour that has risen, and that of an hour ago', {
      every: '1m',
      given: [feed(responseP95, here, hold(0.1, '3h'), hold(0.18))],
      expect: [fires(performanceTrend, '210m', slower('180ms'))],
    }),
    scenario('once it was so an hour ago, it is no news', {
      every: '1m',
      given: [feed(responseP95, here, hold(0.1, '3h'), hold(0.15, '1m'), ramp(0.24, '3h'))],
      expect: [ends(performanceTrend, '255m')],
    }),
    ...burnScenarios(quickAnswers, { labels: here, failing: 'answers take more than 200 ms' }),
    scenario('answers above 200 ms are the bad ones', {
      given: [
        feed(responseTime.count, { ...here, operation_type: 'response' }, grow(120, '10m'), grow(240)),
        feed(responseTime.bucket, { ...here, le: '0.2' }, grow(90, '10m'), grow(60)),
        feed(responseTime.bucket, { ...here, le: '0.1' }, grow(30)),
      ],
      expect: [
        records(quickAnswers.rules.total, '9m', { ...here, objective: 'response-time' }, 2),
        records(quickAnswers.rules.bad, '9m', { ...here, objective: 'response-time' }, 0.5),
        records(quickAnswers.rules.total, '12m15s', { ...here, objective: 'response-time' }, 3),
        records(quickAnswers.rules.bad, '12m15s', { ...here, objective: 'response-time' }, 1.75),
      ],
    }),
    scenario('a kind of operation that takes twice as long as the rest for a day is worth a look', {
      every: '10m',
      given: [
        ...answers(90, 0.3, '10m', undefined, { operation_type: 'delegation' }),
        ...Array.from({ length: 30 }, (_, at) => at).flatMap((at) =>
          bounds.map((le) =>
            feed(
              responseTime.bucket,
              { ...here, operation_type: 'response', instance: `${at}`, le },
              grow(100),
            ),
          ),
        ),
      ],
      expect: [fires(slowOperation, '70m', lagging('394.4ms'))],
    }),
    scenario('exactly twice as long is not, and hardly more is', {
      every: '1h',
      given: [feed(byOperation, delegation, hold(0.5, '26h'), hold(0.53)), feed(overall, here, hold(0.25))],
      expect: [fires(slowOperation, '27h', lagging('502.4ms'))],
    }),
    scenario('nor is 100 ms, whatever the rest takes', {
      every: '1h',
      given: [feed(byOperation, delegation, hold(0.1, '26h'), hold(0.12)), feed(overall, here, hold(0.04))],
      expect: [fires(slowOperation, '27h', lagging('101.6ms'))],
    }),
    scenario('it is a day of the rest that counts', {
      every: '1h',
      given: [feed(byOperation, delegation, hold(0.4)), feed(overall, here, hold(0.25, '72h'), hold(0.15))],
      expect: [fires(slowOperation, '85h', lagging('400ms'))],
    }),
    scenario('and a day of its own', {
      every: '1h',
      given: [feed(byOperation, delegation, hold(0.05, '72h'), hold(0.2)), feed(overall, here, hold(0.01))],
      expect: [fires(slowOperation, '81h', lagging('110ms'))],
    }),
    scenario('percentiles of half an hour are those of half an hour', {
      given: answers(20, 0.3, '2h', undefined, { operation_type: 'delegation' }),
      expect: [records(byOperation, '2h15m', delegation, 0.35082), records(overall, '2h15m', here, 0.35082)],
    }),
    scenario('a cache that never hit has no series of hits', {
      every: '5m',
      given: [feed(moduleCacheRequests, { ...here, result: 'miss' }, grow(2))],
      expect: [
        fires(coldCache, '9h20m', {
          labels: here,
          summary: 'Only 0% of module lookups are answered from the cache.',
        }),
      ],
    }),
    scenario('a cache that misses more than it hits for an hour may be too small', {
      every: '5m',
      given: [
        feed(moduleCacheRequests, { ...here, result: 'hit' }, grow(1)),
        feed(moduleCacheRequests, { ...here, result: 'miss' }, grow(1, '25h'), grow(1.1)),
      ],
      expect: [
        fires(coldCache, '26h', {
          labels: here,
          summary: 'Only 49.89% of module lookups are answered from the cache.',
        }),
      ],
    }),
    scenario('999 lookups a day are too few to judge by, 1,000 are enough', {
      every: '5m',
      given: [
        feed(moduleCacheRequests, { ...here, result: 'hit' }, hold(0)),
        feed(moduleCacheRequests, { ...here, result: 'miss' }, hold(0, '25h'), hold(999, '5h'), hold(1000)),
      ],
      expect: [
        fires(coldCache, '31h', {
          labels: here,
          summary: 'Only 0% of module lookups are answered from the cache.',
        }),
      ],
    }),
    ...insightScenarios(performanceInsight, 'performance', 'performance'),
  ],
};
