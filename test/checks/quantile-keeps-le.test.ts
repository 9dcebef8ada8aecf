import { quantileKeepsLe } from '../../src/checks/quantile-keeps-le.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { histogramQuantile } from '../../src/promql/functions.ts';
import { rate } from '../../src/promql/range.ts';
import { recording, response, ruled, shown, tells } from './fixture.ts';

tells(quantileKeepsLe, {
  'an aggregation that drops le': {
    of: shown(
      'histogram_quantile(0.95, sum by (environment) (rate(framework_response_time_seconds_bucket[5m])))',
    ),
    says: [
      [
        'histogram_quantile() needs the label le, which the aggregation inside removes',
        'histogram_quantile(0.95, sum by (environment) (rate(framework_response_time_seconds_bucket[5m])))',
      ],
    ],
  },
  'the same, past the compiler': {
    of: shown(
      histogramQuantile(
        0.95,
        sum(rate(response.bucket, '5m') as never, { by: ['environment'] } as never) as never,
      ),
    ),
    says: [
      [
        'histogram_quantile() needs the label le, which the aggregation inside removes',
        'histogram_quantile(0.95, sum by (environment) (rate(framework_response_time_seconds_bucket[5m])))',
      ],
    ],
  },
  'buckets that were not rated': {
    of: shown('histogram_quantile(0.95, framework_response_time_seconds_bucket)'),
    says: [
      [
        'histogram_quantile() of bucket counters tells of all time since the processes started',
        'histogram_quantile(0.95, framework_response_time_seconds_bucket)',
      ],
    ],
  },
  'a gauge has no buckets': {
    of: shown('histogram_quantile(0.95, framework_health_status)'),
    says: [
      [
        'histogram_quantile() needs the buckets of a histogram, and gets none',
        'histogram_quantile(0.95, framework_health_status)',
      ],
    ],
  },
  'one bucket is a counter like any other': {
    of: shown('histogram_quantile(0.95, rate(framework_response_time_seconds_bucket{le="0.2"}[5m]))'),
    says: [
      [
        'histogram_quantile() needs the buckets of a histogram, and gets none',
        'histogram_quantile(0.95, rate(framework_response_time_seconds_bucket{le="0.2"}[5m]))',
      ],
    ],
  },
  'rated buckets with le, also recorded and averaged': {
    of: ruled([
      recording('environment_le:a:rate5m', sum(rate(response.bucket, '5m'), { by: ['environment', 'le'] })),
      recording('environment:b:p95', 'histogram_quantile(0.95, avg_over_time(environment_le:a:rate5m[1h]))'),
    ]),
  },
});
