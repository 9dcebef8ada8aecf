import { ends, feed, fires, grow, hold, quiet, ramp, records, type ScenarioFile, scenario } from '#lib';
import { commandExecutions } from '../../catalog/commands.ts';
import {
  commandSuccess,
  executions,
  failureRatio,
  failureRatioCritical,
  failures,
  lastWeek,
  lately,
  usageAnomaly,
  valid,
  yesterday,
} from '../commands.ts';
import { burnScenarios } from './burns.ts';
import { here } from './here.ts';
import { shareScenarios } from './shares.ts';

const task = { ...here, command_type: 'task', user_id: 'u_3f9c02ab71de' } as const;
const anomaly = (times: string) => ({
  labels: here,
  summary: `Commands are ${times} times as far from last week as is usual.`,
});

/** What the rules about commands must do. */
export const commands: ScenarioFile = {
  name: 'commands',
  scenarios: [
    ...shareScenarios({
      alert: failureRatioCritical,
      what: 'commands fail',
      of: commandExecutions,
      bad: { command_type: 'task', status: 'failure' },
      good: { command_type: 'task', status: 'success' },
      share: failureRatio,
      window: '5m',
      beside: [{ command_type: 'task', status: 'success' }, 3],
      limit: [15, 285],
      well: '10m',
      at: '14m45s',
      summary: '5.25% of commands fail.',
      fewest: 3,
      fewestSummary: '100% of commands fail.',
    }),
    scenario('failures that are over are forgotten after five minutes', {
      given: [
        feed(commandExecutions, { ...task, status: 'success' }, grow(100)),
        feed(commandExecutions, { ...task, status: 'failure' }, hold(0, '10m'), grow(100, '2m'), grow(0)),
      ],
      expect: [ends(failureRatioCritical, '16m30s')],
    }),
    scenario('a timeout is a failure, a degraded command is none, a decision does not count', {
      given: [
        feed(commandExecutions, { ...task, status: 'success' }, grow(240)),
        feed(commandExecutions, { ...task, status: 'degraded' }, grow(60)),
        feed(commandExecutions, { ...task, status: 'timeout' }, grow(60)),
        feed(commandExecutions, { ...task, status: 'failure', user_id: 'u_000000000000' }, grow(15)),
        feed(commandExecutions, { ...task, status: 'cancelled' }, grow(600)),
        feed(commandExecutions, { ...task, status: 'rejected' }, grow(300)),
      ],
      expect: [records(failureRatio, '10m', here, 0.2), records(executions, '10m', here, 21.25)],
    }),
    scenario('commands that are all rejected are no failures', {
      given: [feed(commandExecutions, { ...task, status: 'rejected' }, grow(300))],
      expect: [
        quiet(failureRatioCritical, '20m'),
        records(failureRatio, '20m', here),
        records(failures, '20m', here, 0),
        records(valid, '20m', here, 0),
      ],
    }),
    ...burnScenarios(commandSuccess, { labels: here, failing: 'commands fail' }),
    scenario('valid commands and failures are what availability is made of', {
      given: [
        feed(commandExecutions, { ...task, status: 'success' }, grow(285)),
        feed(commandExecutions, { ...task, status: 'failure' }, grow(15)),
        feed(commandExecutions, { ...task, status: 'cancelled' }, grow(600)),
      ],
      expect: [
        records(commandSuccess.rules.total, '20m', { ...here, objective: 'command-success' }, 5),
        records(commandSuccess.rules.bad, '20m', { ...here, objective: 'command-success' }, 0.25),
      ],
    }),
    scenario('what is usual is the hour around now, a week and a day ago, and its spread', {
      every: '5m',
      given: [
        feed(
          executions,
          here,
          hold(1, '22h'),
          ramp(2, '4h'),
          hold(2, '142h'),
          hold(4, '22h'),
          ramp(8, '4h'),
          hold(8),
        ),
      ],
      expect: [
        records(lately, '192h', here, 5.833333),
        records(lastWeek.baseline, '192h', here, 1.520833),
        records(lastWeek.spread, '192h', here, 0.077951),
        records(yesterday.baseline, '216h', here, 6.083333),
        records(yesterday.spread, '216h', here, 0.311805),
        records(yesterday.deviation, '216h', here, 3.150685),
      ],
    }),
    scenario('three spreads more than last week and yesterday for a quarter of an hour are an anomaly', {
      every: '5m',
      given: [
        feed(lately, here, hold(1.29, '1h'), hold(1.32)),
        feed(lastWeek.baseline, here, hold(1)),
        feed(lastWeek.spread, here, hold(0.05)),
        feed(yesterday.baseline, here, hold(1)),
        feed(yesterday.spread, here, hold(0.1)),
      ],
      expect: [fires(usageAnomaly, '75m', anomaly('3.2'))],
    }),
    ...(
      [
        ['a spread that is usual for last week', 0.125, 0.1],
        ['a spread that is usual for yesterday', 0.1, 0.125],
      ] as const
    ).map(([what, week, day]) =>
      scenario(`${what} is no anomaly`, {
        every: '5m',
        given: [
          feed(lately, here, hold(1.35)),
          feed(lastWeek.baseline, here, hold(1)),
          feed(lastWeek.spread, here, hold(week)),
          feed(yesterday.baseline, here, hold(1)),
          feed(yesterday.spread, here, hold(day)),
        ],
        expect: [quiet(usageAnomaly, '3h')],
      }),
    ),
    ...(
      [
        ['last week', 3, 5, '3.1'],
        ['yesterday', 5, 3, '5.1'],
      ] as const
    ).map(([from, week, day, times]) =>
      scenario(`exactly three spreads from ${from} are no anomaly, a little more is one`, {
        every: '5m',
        given: [
          feed(lately, here, hold(1)),
          feed(lastWeek.baseline, here, hold(1)),
          feed(lastWeek.deviation, here, hold(week, '1h'), hold(week + 0.1)),
          feed(yesterday.deviation, here, hold(day, '1h'), hold(day + 0.1)),
        ],
        expect: [fires(usageAnomaly, '75m', anomaly(times))],
      }),
    ),
    scenario('hardly anything now is an anomaly where there was something last week', {
      every: '5m',
      given: [
        feed(lately, here, hold(0.001)),
        feed(lastWeek.baseline, here, hold(0.05, '1h'), hold(0.052)),
        feed(lastWeek.spread, here, hold(0.001)),
        feed(yesterday.baseline, here, hold(0.05)),
        feed(yesterday.spread, here, hold(0.001)),
      ],
      expect: [fires(usageAnomaly, '75m', anomaly('5.1')), records(yesterday.deviation, '75m', here, 4.9)],
    }),
    scenario('something now is an anomaly where there was hardly anything, and a few commands are not', {
      every: '5m',
      given: [
        feed(lately, here, hold(0.05, '1h'), hold(0.052)),
        feed(lastWeek.baseline, here, hold(0.001)),
        feed(lastWeek.spread, here, hold(0.001)),
        feed(yesterday.baseline, here, hold(0.001)),
        feed(yesterday.spread, here, hold(0.001)),
      ],
      expect: [fires(usageAnomaly, '75m', anomaly('5.1'))],
    }),
  ],
};
