import { valueIsToldInItsUnit } from '../../src/checks/value-is-told-in-its-unit.ts';
import { histogramQuantile } from '../../src/promql/functions.ts';
import { rate } from '../../src/promql/range.ts';
import { alerting, health, response, ruled, tells } from './fixture.ts';

const slow = histogramQuantile(0.95, rate(response.bucket, '5m'));
const text = 'histogram_quantile(0.95, rate(framework_response_time_seconds_bucket[5m]))';

tells(valueIsToldInItsUnit, {
  'seconds as a percentage': {
    of: ruled([alerting(slow, { annotations: { summary: '{{ $value | humanizePercentage }} slow' } })]),
    says: [['the summary of Alarm tells its value by humanizePercentage, and it is in seconds', text]],
  },
  'a state as a duration': {
    of: ruled([alerting(health, { annotations: { description: 'for {{ $value|humanizeDuration }}' } })]),
    says: [
      [
        'the description of Alarm tells its value by humanizeDuration, and it is in state',
        'framework_health_status',
      ],
    ],
  },
  'seconds as a duration': {
    of: ruled([alerting(slow, { annotations: { summary: '{{ $value | humanizeDuration }}' } })]),
  },
  'anything as a number': {
    of: ruled([alerting(slow, { annotations: { summary: '{{ $value | humanize }} or {{ $value }}' } })]),
  },
});
