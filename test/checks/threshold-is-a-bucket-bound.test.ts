import { thresholdIsABucketBound } from '../../src/checks/threshold-is-a-bucket-bound.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { above } from '../../src/promql/comparison.ts';
import { histogramQuantile } from '../../src/promql/functions.ts';
import { rate } from '../../src/promql/range.ts';
import { ms } from '../../src/promql/units.ts';
import { alerting, recording, response, ruled, shown, tells } from './fixture.ts';

tells(thresholdIsABucketBound, {
  'an alert between two bounds': {
    of: ruled([
      alerting(
        above(
          histogramQuantile(0.95, sum(rate(response.bucket, '5m'), { by: ['environment', 'le'] })),
          ms(300),
        ),
      ),
    ]),
    says: [
      [
        "0.3 is no bound of the histogram's buckets, so the quantile there is a guess between 0.2 and 0.5",
        'histogram_quantile(0.95, sum by (environment, le) (rate(framework_response_time_seconds_bucket[5m]))) > 0.3',
      ],
    ],
  },
  'through a recording rule': {
    of: ruled([
      recording(
        'environment:a:p95',
        histogramQuantile(0.95, sum(rate(response.bucket, '5m'), { by: ['environment', 'le'] })),
      ),
      alerting('max(environment:a:p95) > 0.15'),
    ]),
    says: [
      [
        "0.15 is no bound of the histogram's buckets, so the quantile there is a guess between 0.1 and 0.2",
        'max(environment:a:p95) > 0.15',
      ],
    ],
  },
  "a panel's threshold": {
    of: shown(histogramQuantile(0.95, sum(rate(response.bucket, '5m'), { by: ['le'] })), {
      thresholds: { worse: 'above', warning: ms(100), critical: ms(250) },
    }),
    says: [
      ["0.25 is no bound of the histogram's buckets, so the quantile there is a guess between 0.2 and 0.5"],
    ],
  },
  'a bound beyond the last bucket': {
    of: ruled([
      alerting(
        'histogram_quantile(0.95, sum by (le) (rate(framework_response_time_seconds_bucket[5m]))) > 2',
      ),
    ]),
    says: [
      [
        "2 is no bound of the histogram's buckets, so the quantile there is a guess",
        'histogram_quantile(0.95, sum by (le) (rate(framework_response_time_seconds_bucket[5m]))) > 2',
      ],
    ],
  },
  'bounds of the buckets': {
    of: ruled([
      alerting(
        above(
          histogramQuantile(0.95, sum(rate(response.bucket, '5m'), { by: ['environment', 'le'] })),
          ms(200),
        ),
      ),
    ]),
  },
  'a mean is no quantile': {
    of: ruled([
      alerting(
        'rate(framework_response_time_seconds_sum[5m]) / rate(framework_response_time_seconds_count[5m]) > 0.3',
      ),
    ]),
  },
});
