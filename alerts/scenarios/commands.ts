import { ends, feed, fires, grow, hold, quiet, records, type ScenarioFile, scenario } from '#lib';
import { commandExecutions } from '../../catalog/commands.ts';
import { commandSuccess, executions, failureRatio, failureRatioCritical, usageAnomaly } from '../commands.ts';
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
      expect: [quiet(failureRatioCritical, '20m'), records(failureRatio, '20m', here)],
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
    scenario('three times as many commands as last week and yesterday are an anomaly', {
      every: '30m',
      given: [feed(executions, here, hold(1, '8d'), hold(3))],
      expect: [fires(usageAnomaly, '192h30m', anomaly('20'))],
    }),
  ],
};
