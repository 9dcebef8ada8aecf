import {
  above,
  anyOf,
  avgOverTime,
  divide,
  multiply,
  not,
  or,
  percent,
  type RuleFile,
  rate,
  ratio,
  record,
  ruleGroup,
  subtract,
  sum,
  sumOverTime,
  where,
} from '#lib';
import { commandExecutions } from '../catalog/commands.ts';

/*
 * Commands. `failure` and `timeout` are bad; `cancelled` and `rejected` were decided by somebody and count neither way.
 */

/** The only rule that reads the metric with a user_id, and the one that sums it away. */
export const executionsByTypeAndStatus = record({
  record: 'environment_command_type_status:framework_command_executions:rate5m',
  help: 'Commands per second, by type and outcome.',
  as: sum(rate(commandExecutions, '5m'), { by: ['environment', 'command_type', 'status'] }),
});

/** All commands, whatever became of them. */
export const executions = record({
  record: 'environment:framework_command_executions:rate5m',
  help: 'Commands per second.',
  as: sum(executionsByTypeAndStatus, { by: ['environment'] }),
});

/** Stays at 0 while no failing series exists, so that a ratio over it is 0 and not absent. */
export const failures = record({
  record: 'environment:framework_command_failures:rate5m',
  help: 'Commands per second that failed or timed out.',
  as: or(
    sum(where(executionsByTypeAndStatus, { status: anyOf('failure', 'timeout') }), { by: ['environment'] }),
    multiply(0, executions),
  ),
});

/** What a failure ratio divides by. */
export const valid = record({
  record: 'environment:framework_command_valid:rate5m',
  help: 'Commands per second that were neither cancelled nor rejected.',
  as: or(
    sum(where(executionsByTypeAndStatus, { status: not('cancelled', 'rejected') }), { by: ['environment'] }),
    multiply(0, executions),
  ),
});

/** The share of commands that fail now. */
export const failureRatio = record({
  record: 'environment:framework_command_failures:ratio_rate5m',
  help: 'Share of valid commands that failed or timed out.',
  as: ratio(failures, valid),
});

const failuresThinned = record({
  record: 'environment:framework_command_failures:rate5m_avg5m',
  help: 'Failed commands per second, one point every five minutes.',
  as: avgOverTime(failures, '5m'),
});

const validThinned = record({
  record: 'environment:framework_command_valid:rate5m_avg5m',
  help: 'Valid commands per second, one point every five minutes.',
  as: avgOverTime(valid, '5m'),
});

/** Availability as users see it: weighted by traffic, so that a quiet night cannot hide a bad morning. */
export const success30d = record({
  record: 'environment:framework_command_success:ratio_rate30d',
  help: 'Share of valid commands of the last 30 days that neither failed nor timed out.',
  as: subtract(
    percent(100),
    divide(sumOverTime(failuresThinned, '30d'), above(sumOverTime(validThinned, '30d'), 0)),
  ),
});

/** Rules of this subject. */
export const commands: RuleFile = {
  name: 'commands',
  groups: [
    ruleGroup({
      name: 'commands',
      interval: '15s',
      rules: [executionsByTypeAndStatus, executions, failures, valid, failureRatio],
    }),
    ruleGroup({
      name: 'commands-thinned',
      interval: '5m',
      rules: [failuresThinned, validThinned],
    }),
    // Every minute: Prometheus shows a sample for five minutes, and one that is recorded every five would flicker.
    ruleGroup({ name: 'commands-30d', interval: '1m', rules: [success30d] }),
  ],
};
