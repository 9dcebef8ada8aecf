import {
  above,
  alert,
  and,
  atLeast,
  avgOverTime,
  below,
  histogramQuantile,
  increase,
  ms,
  multiply,
  objective,
  offset,
  percent,
  predictLinear,
  quantileOverTime,
  type RuleFile,
  rate,
  ratio,
  record,
  ruleFile,
  ruleGroup,
  seconds,
  subtract,
  sum,
  where,
} from '#lib';
import { responseTime } from '../catalog/availability.ts';
import { insightsReady } from '../catalog/capacity.ts';
import { moduleCacheRequests } from '../catalog/modules.ts';

/*
 * Performance: how fast the framework answers. An alert that waits reads a window of at most half its wait, or one burst,
 * smeared over the window, would outlast it.
 */

const graph = { dashboard: 'operations-monitoring', panel: 'response-time' } as const;

/** Buckets, not percentiles, are what can be added up and aged. */
export const responseBuckets = record({
  record: 'environment_le:framework_response_time_seconds_bucket:rate5m',
  help: 'Answers per second, by upper bound of the time they took.',
  as: sum(rate(responseTime.bucket, '5m'), { by: ['environment', 'le'] }),
});

/** Half of all answers are faster. */
export const responseP50 = record({
  record: 'environment:framework_response_time_seconds:p50_5m',
  help: 'Median response time.',
  as: histogramQuantile(0.5, responseBuckets),
});

/** The service level: below 200 ms. */
export const responseP95 = record({
  record: 'environment:framework_response_time_seconds:p95_5m',
  help: 'Response time that 95 of 100 answers stay below.',
  as: histogramQuantile(0.95, responseBuckets),
});

/** What the unluckiest see. */
export const responseP99 = record({
  record: 'environment:framework_response_time_seconds:p99_5m',
  help: 'Response time that 99 of 100 answers stay below.',
  as: histogramQuantile(0.99, responseBuckets),
});

/** For alerts that wait two minutes. */
export const responseP95Over1m = record({
  record: 'environment:framework_response_time_seconds:p95_1m',
  help: 'Response time that 95 of 100 answers of the last minute stay below.',
  as: histogramQuantile(0.95, sum(rate(responseTime.bucket, '1m'), { by: ['environment', 'le'] })),
});

/** For alerts that wait five minutes. */
export const responseP95Over2m = record({
  record: 'environment:framework_response_time_seconds:p95_2m',
  help: 'Response time that 95 of 100 answers of the last two minutes stay below.',
  as: histogramQuantile(0.95, sum(rate(responseTime.bucket, '2m'), { by: ['environment', 'le'] })),
});

/** Unbearable. */
export const responseTimeCritical = alert({
  alert: 'FrameworkResponseTimeCritical',
  when: above(responseP95Over1m, ms(500)),
  for: '2m',
  severity: 'critical',
  summary: '5 of 100 answers take more than {{ $value | humanizeDuration }}.',
  description:
    'The 95th percentile of the response time in {{ $labels.environment }} has been above 500 ms for 2 minutes.',
  shownBy: graph,
});

/** Slower than promised. */
export const responseTimeBreach = alert({
  alert: 'FrameworkResponseTimeSLABreach',
  when: above(responseP95Over2m, ms(200)),
  for: '5m',
  severity: 'high',
  summary: '5 of 100 answers take more than {{ $value | humanizeDuration }}, and 200 ms are promised.',
  description:
    'The 95th percentile of the response time in {{ $labels.environment }} has been above 200 ms for 5 minutes.',
  shownBy: graph,
});

/** Sets off the response to slowness. */
export const performanceDegradation = alert({
  alert: 'FrameworkAutomationPerformanceDegradation',
  when: above(responseP95Over1m, ms(300)),
  for: '3m',
  severity: 'high',
  response: 'performance_degradation',
  summary: '5 of 100 answers take more than {{ $value | humanizeDuration }}: automation acts.',
  description:
    'The 95th percentile of the response time in {{ $labels.environment }} has been above 300 ms for 3 minutes.',
  shownBy: graph,
});

const answers = sum(rate(responseTime.count, '5m'), { by: ['environment'] });
const quick = sum(rate(where(responseTime.bucket, { le: '0.2' }), '5m'), { by: ['environment'] });

/** 95 of 100 answers within 200 ms: what "p95 below 200 ms" says, said of single answers. */
export const quickAnswers = objective({
  objective: 'response-time',
  title: 'Answers within 200 ms',
  alert: 'FrameworkLatency',
  target: percent(95),
  total: answers,
  bad: subtract(answers, quick),
  failing: 'answers take more than 200 ms',
  fewest: 30,
  shownBy: { dashboard: 'service-levels', panel: 'response-time-burn-rate' },
});

/** The middle of half an hour: a spike of some minutes does not move it. */
const middle = quantileOverTime(0.5, responseP95, '30m');
const middleBefore = quantileOverTime(0.5, offset(responseP95, '1h'), '30m');

/** Not slow yet, and on the way there. */
export const performanceTrend = alert({
  alert: 'FrameworkPerformanceTrendDegradation',
  when: and(
    above(middle, multiply(1.25, middleBefore)),
    above(predictLinear(responseP95, '1h', seconds(3600)), ms(200)),
  ),
  for: '15m',
  severity: 'medium',
  summary: 'Answers slow down: p95 is {{ $value | humanizeDuration }}, a quarter more than an hour ago.',
  description: 'If it goes on like this, p95 in {{ $labels.environment }} passes 200 ms within the hour.',
  shownBy: graph,
});

// What could be faster. A point every five minutes is enough for a day.

/** How fast a kind of operation is. */
export const byOperation = record({
  record: 'environment_operation_type:framework_response_time_seconds:p95_30m',
  help: 'Response time that 95 of 100 answers of a kind of operation stay below, over half an hour.',
  as: histogramQuantile(
    0.95,
    sum(rate(responseTime.bucket, '30m'), { by: ['environment', 'operation_type', 'le'] }),
  ),
});

/** How fast all of them are. */
export const overall = record({
  record: 'environment:framework_response_time_seconds:p95_30m',
  help: 'Response time that 95 of 100 answers stay below, over half an hour.',
  as: histogramQuantile(0.95, sum(rate(responseTime.bucket, '30m'), { by: ['environment', 'le'] })),
});

/** A kind of operation that lags behind all others. */
export const slowOperation = alert({
  alert: 'FrameworkPerformanceImprovementSuggested',
  when: and(
    above(avgOverTime(byOperation, '1d'), multiply(2, avgOverTime(overall, '1d')), {
      on: ['environment'],
      group: 'left',
    }),
    above(avgOverTime(byOperation, '1d'), ms(100)),
  ),
  for: '1h',
  severity: 'low',
  labels: { finding: 'slow-operation' },
  summary:
    '{{ $labels.operation_type }} takes {{ $value | humanizeDuration }} at p95, twice as long as the rest.',
  description:
    'Over a day, and above 100 ms, in {{ $labels.environment }}: worth a look where the time goes.',
  shownBy: { dashboard: 'operations-monitoring', panel: 'response-time-by-operation-p95' },
});

const lookups = sum(increase(moduleCacheRequests, '1d'), { by: ['environment'] });
const hits = sum(increase(where(moduleCacheRequests, { result: 'hit' }), '1d'), { by: ['environment'] });

/** A cache that misses more than it hits. */
export const coldCache = alert({
  alert: 'FrameworkPerformanceImprovementSuggested',
  when: and(below(ratio(hits, lookups), percent(50)), atLeast(lookups, 1000)),
  for: '1h',
  severity: 'low',
  labels: { finding: 'cold-module-cache' },
  summary: 'Only {{ $value | humanizePercentage }} of module lookups are answered from the cache.',
  description:
    'Over a day, of at least 1,000 lookups, in {{ $labels.environment }}: a larger cache may pay off.',
  shownBy: { dashboard: 'development-metrics', panel: 'module-cache-hits' },
});

/** What the batch analyser found out about speed. */
export const performanceInsight = alert({
  alert: 'FrameworkPerformanceImprovementSuggested',
  when: above(sum(where(insightsReady, { insight_type: 'performance' }), { by: ['environment'] }), 0),
  for: '1h',
  severity: 'low',
  labels: { finding: 'analyser' },
  summary: '{{ $value }} findings of the analyser about performance wait to be read.',
  description: 'In {{ $labels.environment }}, for an hour or longer.',
  shownBy: { dashboard: 'service-levels', panel: 'findings-of-the-analyser' },
});

/** Rules of this subject. */
export const performance: RuleFile = ruleFile({
  name: 'performance',
  groups: [
    ruleGroup({
      name: 'performance',
      interval: '15s',
      rules: [
        responseBuckets,
        responseP50,
        responseP95,
        responseP99,
        responseP95Over1m,
        responseP95Over2m,
        responseTimeCritical,
        responseTimeBreach,
        performanceDegradation,
      ],
    }),
    ...quickAnswers.groups,
    ruleGroup({ name: 'performance-trend', interval: '1m', rules: [performanceTrend] }),
    ruleGroup({
      name: 'performance-improvement',
      interval: '1m',
      rules: [byOperation, overall, slowOperation, coldCache, performanceInsight],
    }),
  ],
});
