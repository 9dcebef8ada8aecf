import {
  above,
  abs,
  alert,
  and,
  anyOf,
  asUnit,
  atLeast,
  avgOverTime,
  clampMin,
  type Duration,
  divide,
  multiply,
  not,
  objective,
  offset,
  or,
  percent,
  perSecond,
  type RuleFile,
  rate,
  record,
  ruleFile,
  ruleGroup,
  stddevOverTime,
  subtract,
  sum,
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
  as: divide(failures, above(valid, 0)),
});

/** Two of two at three in the morning are all, and no reason to wake anybody. */
const someFailures = atLeast(asUnit('count', multiply(5 * 60, failures)), 3);

/** Commands do not do their work. */
export const failureRatioCritical = alert({
  alert: 'FrameworkCommandFailureRateCritical',
  when: and(above(failureRatio, percent(5)), someFailures),
  severity: 'critical',
  summary: '{{ $value | humanizePercentage }} of commands fail.',
  description: 'Over 5 minutes, in {{ $labels.environment }}; cancelled and rejected ones are not counted.',
  shownBy: { dashboard: 'development-metrics', panel: 'command-types' },
});

/** Availability as users see it. */
export const commandSuccess = objective({
  objective: 'command-success',
  title: 'Commands that succeed',
  alert: 'FrameworkAvailability',
  target: percent(99.9),
  total: valid,
  bad: failures,
  failing: 'commands fail',
  fewest: 12,
  shownBy: { dashboard: 'service-levels', panel: 'command-success-burn-rate' },
});

// What is usual at this time of the day. A weekend is like the last weekend, and a holiday like yesterday: an anomaly differs
// from both.

/** Commands per second, smoothed. */
export const lately = record({
  record: 'environment:framework_command_executions:rate5m_avg30m',
  help: 'Commands per second, smoothed over half an hour.',
  as: avgOverTime(executions, '30m'),
});

/** The hour around now, some time ago, and how many of its deviations from it we are. */
function usual(back: string, ago: Duration) {
  const then = offset(executions, ago);
  const baseline = record({
    record: `environment:framework_command_executions:baseline_${back}`,
    help: `Commands per second in the hour around now, ${back} ago.`,
    as: avgOverTime(then, '1h'),
  });
  const spread = record({
    record: `environment:framework_command_executions:spread_${back}`,
    help: `How far commands per second spread in the hour around now, ${back} ago.`,
    as: stddevOverTime(then, '1h'),
  });
  // A flat night has no spread to speak of: a tenth of the baseline, or a command in a hundred seconds, is always usual.
  const least = clampMin(multiply(0.1, baseline), perSecond(0.01));
  const deviation = record({
    record: `environment:framework_command_executions:deviation_${back}`,
    help: `How many spreads commands per second are away from those ${back} ago.`,
    as: asUnit('count', abs(divide(subtract(lately, baseline), or(above(spread, least), least)))),
  });
  return { baseline, spread, deviation };
}

/** Last week at this time. */
export const lastWeek = usual('1w', '167h30m');
/** Yesterday at this time. */
export const yesterday = usual('1d', '23h30m');

/** Far more or far fewer commands than both last week and yesterday at this time. */
export const usageAnomaly = alert({
  alert: 'FrameworkUsagePatternAnomaly',
  when: and(
    and(above(lastWeek.deviation, 3), above(yesterday.deviation, 3)),
    or(above(lately, perSecond(0.05)), above(lastWeek.baseline, perSecond(0.05))),
  ),
  for: '15m',
  severity: 'medium',
  summary: 'Commands are {{ $value | humanize }} times as far from last week as is usual.',
  description:
    'In {{ $labels.environment }}, and as far from yesterday at this time: a campaign, a loop, or an outage.',
  shownBy: { dashboard: 'development-metrics', panel: 'commands-by-type' },
});

/** Rules of this subject. */
export const commands: RuleFile = ruleFile({
  name: 'commands',
  groups: [
    ruleGroup({
      name: 'commands',
      interval: '15s',
      rules: [executionsByTypeAndStatus, executions, failures, valid, failureRatio, failureRatioCritical],
    }),
    ...commandSuccess.groups,
    ruleGroup({
      name: 'commands-usual',
      interval: '1m',
      rules: [
        lately,
        ...[lastWeek, yesterday].flatMap(({ baseline, spread, deviation }) => [baseline, spread, deviation]),
        usageAnomaly,
      ],
    }),
  ],
});
