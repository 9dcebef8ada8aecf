import { ruleSparesUserId } from '../../src/checks/rule-spares-user-id.ts';
import { sum } from '../../src/promql/aggregate.ts';
import { above } from '../../src/promql/comparison.ts';
import { rate } from '../../src/promql/range.ts';
import { alerting, executions, recording, ruled, shown, tells } from './fixture.ts';

tells(ruleSparesUserId, {
  'a matcher': {
    of: ruled([alerting('rate(framework_command_executions_total{user_id="u_1"}[5m]) > 1')]),
    says: [['the rule reads user_id, which tells who somebody is', 'user_id="u_1"']],
  },
  'a grouping': {
    of: ruled([
      recording(
        'environment:users:count',
        'count by (environment) (sum by (environment, user_id) (rate(framework_command_executions_total[5m])))',
      ),
    ]),
    says: [['the rule reads user_id, which tells who somebody is', 'user_id']],
  },
  'a typed query that keeps it': {
    of: ruled([alerting(above(rate(executions, '5m'), 1))]),
    says: [['the rule keeps user_id on what it writes', 'rate(framework_command_executions_total[5m]) > 1']],
  },
  'a query that aggregates it away': {
    of: ruled([
      recording('environment:a:rate5m', sum(rate(executions, '5m'), { by: ['environment'] })),
      alerting('sum without (user_id) (rate(framework_command_executions_total[5m])) > 1'),
    ]),
  },
  'a panel may show a reader their own numbers': {
    of: shown('sum by (user_id) (rate(framework_command_executions_total[5m]))'),
  },
});
