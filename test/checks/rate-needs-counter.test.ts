import { rateNeedsCounter } from '../../src/checks/rate-needs-counter.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { rate } from '../../src/promql/range.ts';
import { health, recording, response, ruled, shown, tells } from './fixture.ts';

tells(rateNeedsCounter, {
  'a rate of a gauge, in raw text': {
    of: shown('sum(rate(framework_health_status[5m]))'),
    says: [
      ['rate() needs a counter, and framework_health_status is a gauge', 'rate(framework_health_status[5m])'],
    ],
  },
  'a rate of a gauge, past the compiler': {
    of: shown(rate(health as never, '5m')),
    says: [
      ['rate() needs a counter, and framework_health_status is a gauge', 'rate(framework_health_status[5m])'],
    ],
  },
  'the delta of a counter': {
    of: shown('delta(framework_command_executions_total[5m])'),
    says: [
      [
        'delta() of framework_command_executions_total means little: it is a counter, which falls to zero when its process restarts',
        'delta(framework_command_executions_total[5m])',
      ],
    ],
  },
  'a mean of a counter over a subquery': {
    of: shown('avg_over_time(framework_command_executions_total[1h:1m])'),
    says: [
      [
        'avg_over_time() of the expression means little: it is a counter, which falls to zero when its process restarts',
        'avg_over_time(framework_command_executions_total[1h:1m])',
      ],
    ],
  },
  'a rate of what is rated already': {
    of: ruled([
      recording('environment_le:a:rate5m', sum(rate(response.bucket, '5m'), { by: ['environment', 'le'] })),
      recording('environment_le:b:rate5m', 'rate(environment_le:a:rate5m[5m])'),
    ]),
    says: [
      [
        'rate() needs a counter, and environment_le:a:rate5m is rated already',
        'rate(environment_le:a:rate5m[5m])',
      ],
    ],
  },
  'rates of counters and differences of gauges': {
    of: shown(
      'rate(framework_command_executions_total[5m]) + increase(framework_response_time_seconds_count[5m]) + delta(framework_health_status[1h])',
    ),
  },
  'a rate of what nobody knows': { of: shown('rate(cows[5m])') },
});
