import { rateBeforeAggregation } from '../../src/checks/rate-before-aggregation.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { rate } from '../../src/promql/range.ts';
import { executions, recording, ruled, shown, tells } from './fixture.ts';

tells(rateBeforeAggregation, {
  'a rate over a subquery of a sum': {
    of: shown('rate(sum(framework_command_executions_total)[5m:15s])'),
    says: [
      [
        'rate() of a sum of counters jumps whenever one of them restarts',
        'rate(sum(framework_command_executions_total)[5m:15s])',
      ],
    ],
  },
  'a rate of a recorded sum of counters': {
    of: ruled([
      recording('environment:a:sum', 'sum by (environment) (framework_command_executions_total)'),
      recording('environment:b:rate5m', 'rate(environment:a:sum[5m])'),
    ]),
    says: [
      [
        'environment:a:sum records a sum of counters, and rate() of it jumps whenever one of them restarts',
        'rate(environment:a:sum[5m])',
      ],
    ],
  },
  'a sum of rates': { of: shown(sum(rate(executions, '5m'))) },
  'a rate over a subquery of a plain counter': {
    of: shown('rate(framework_command_executions_total[5m:15s])'),
  },
});
