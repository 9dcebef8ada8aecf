import { queryStaysUnderSampleLimit } from '../../src/checks/query-stays-under-sample-limit.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { alerting, health, recording, ruled, shown, tells } from './fixture.ts';

tells(queryStaysUnderSampleLimit, {
  '30 days of samples every 15 seconds': {
    of: ruled([
      recording('environment:a:avg30d', 'avg by (environment) (avg_over_time(framework_health_status[30d]))'),
    ]),
    says: [
      ['30d of framework_health_status is 172,800 samples of each series', 'framework_health_status[30d]'],
    ],
  },
  'a subquery with a small step': {
    of: ruled([alerting('max_over_time((framework_health_status > 0)[30d:15s]) < 1')]),
    says: [['[30d:15s] evaluates its expression 172,800 times', '(framework_health_status > 0)[30d:15s]']],
  },
  '30 days of a recording made every five minutes': {
    of: ruled(
      [
        recording('environment:a:sum', sum(health, { by: ['environment'] })),
        alerting('avg_over_time(environment:a:sum[30d]) < 1'),
      ],
      '5m',
    ),
  },
  'a panel asks once, not every 15 seconds': { of: shown('avg_over_time(framework_health_status[30d])') },
});
