import { counterIsRated } from '../../src/checks/counter-is-rated.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { alerting, executions, recording, response, ruled, shown, tells } from './fixture.ts';

tells(counterIsRated, {
  'a panel that shows a counter': {
    of: shown(executions),
    says: [
      [
        'framework_command_executions_total is a counter: its value tells how long its process has run',
        'framework_command_executions_total',
      ],
    ],
  },
  'a sum of counters is a counter still, raw or typed': {
    of: shown('sum by (status) (framework_command_executions_total)'),
    says: [
      [
        'framework_command_executions_total is a counter: its value tells how long its process has run',
        'framework_command_executions_total',
      ],
    ],
  },
  'an alert on a total': {
    of: ruled([alerting('framework_command_executions_total > 5')]),
    says: [
      [
        'framework_command_executions_total is a counter: its value tells how long its process has run',
        'framework_command_executions_total',
      ],
    ],
  },
  'buckets that were not rated': {
    of: shown(sum(response.bucket as never, { by: ['le'] as never })),
    says: [
      [
        'framework_response_time_seconds_bucket is a counter: its value tells how long its process has run',
        'framework_response_time_seconds_bucket',
      ],
    ],
  },
  'a recording of a raw copy of a counter': {
    of: ruled([recording('environment:a:sum', 'sum by (environment) (framework_command_executions_total)')]),
    says: [
      [
        'framework_command_executions_total is a counter: its value tells how long its process has run',
        'framework_command_executions_total',
      ],
    ],
  },
  'a rate, a count of series, and the time since a counter was born': {
    of: shown(
      'count(framework_command_executions_total) + sum(rate(framework_command_executions_total[5m])) or (framework_command_executions_total > 0 unless framework_command_executions_total offset 5m)',
    ),
  },
  'an exact difference of a counter': {
    of: ruled([
      alerting('framework_command_executions_total - framework_command_executions_total offset 1m >= 10'),
    ]),
  },
});
