import {
  above,
  anyOf,
  avg,
  barGauge,
  column,
  dashboard,
  dial,
  divide,
  histogramQuantile,
  increase,
  labelVariable,
  linkTo,
  logs,
  min,
  ms,
  not,
  percent,
  pie,
  rate,
  rateInterval,
  ratio,
  reading,
  row,
  score,
  series,
  stat,
  subtract,
  sum,
  table,
  timeRange,
  timeseries,
  topk,
  where,
  worseAbove,
  worseBelow,
} from '#lib';
import { failureRatio as commandFailures } from '../alerts/commands.ts';
import { failureRatio as githubFailures } from '../alerts/github.ts';
import { compliance1h } from '../alerts/quality-gates.ts';
import { feedbackScore, satisfaction } from '../alerts/users.ts';
import { commandDuration, commandExecutions } from '../catalog/commands.ts';
import {
  githubIssuesCreated,
  githubOperationDuration,
  githubOperations,
  githubRateLimitRemaining,
} from '../catalog/github.ts';
import {
  agentsActive,
  agentTasks,
  documentationCoverage,
  moduleCacheRequests,
  moduleDelegations,
  moduleLoadDuration,
  moduleLoads,
} from '../catalog/modules.ts';
import { qualityGateChecks, testCoverage } from '../catalog/quality-gates.ts';
import { userFeedback } from '../catalog/users.ts';
import { frameworkLogs } from '../catalog/views.ts';
import { frameworkLogs as frameworkLogsSource } from '../datasources/framework-logs.ts';
import { development } from './bullets.ts';
import { deployed, environment, family } from './panels/house.ts';

const commandType = labelVariable({
  name: 'command_type',
  title: 'Command',
  of: where(commandExecutions, { environment }),
  label: 'command_type',
  multi: true,
  all: true,
});

const commands = where(commandExecutions, { environment, command_type: commandType });
const valid = where(commands, { status: not('cancelled', 'rejected') });
const bad = where(commands, { status: anyOf('failure', 'timeout') });
const took = where(commandDuration.bucket, { environment, command_type: commandType });
const delegated = where(moduleDelegations, { environment, source_command: commandType });
const gates = where(qualityGateChecks, { environment });
const executed = where(gates, { status: not('skipped') });
const compliant = where(gates, { status: anyOf('passed', 'warning') });
const calls = where(githubOperations, { environment });
const lookups = where(moduleCacheRequests, { environment });
const tasks = where(agentTasks, { environment });

const lines = reading(frameworkLogs);

/** For those who build the framework: which commands, modules and gates work, and which deserve attention next? */
export const developmentMetrics = dashboard({
  uid: 'development-metrics',
  title: 'Development metrics',
  description:
    'For developers: which commands, modules and gates work well, and which deserve attention next?',
  tags: [family, 'development'],
  range: '24h',
  refresh: '30s',
  // A day of points a minute apart, and so rates over four minutes: enough to see, few enough to load.
  resolution: '1m',
  variables: [environment, commandType],
  annotations: [deployed],
  rows: [
    row('Is it fine?', [
      stat({
        title: 'Command failures',
        description: 'Which share of valid commands fails right now?',
        answers: [development.usage],
        series: series(where(commandFailures, { environment }), ''),
        thresholds: worseAbove(percent(2), percent(5)),
        decimals: 2,
        tile: true,
      }),
      stat({
        title: 'Gate compliance, last hour',
        description: 'Do at least 90 % of quality checks pass?',
        answers: [development.quality],
        series: series(where(compliance1h, { environment }), ''),
        thresholds: worseBelow(percent(90), percent(85)),
        decimals: 1,
        tile: true,
      }),
      stat({
        title: 'Delegations that succeed',
        description: 'Which share of delegations does the chosen module carry out itself?',
        answers: [development.usage],
        series: series(
          ratio(sum(rate(where(delegated, { status: 'success' }), '15m')), sum(rate(delegated, '15m'))),
          '',
        ),
        thresholds: worseBelow(percent(98), percent(90)),
        decimals: 1,
        tile: true,
      }),
      stat({
        title: 'GitHub calls that succeed',
        description: 'Can the framework do its work on GitHub?',
        answers: [development.github],
        series: series(subtract(percent(100), where(githubFailures, { environment })), ''),
        thresholds: worseBelow(percent(98), percent(90)),
        decimals: 1,
        tile: true,
      }),
      stat({
        title: 'Test coverage',
        description: 'How much of the code do tests reach, averaged over all modules?',
        answers: [development.quality],
        series: series(avg(where(testCoverage, { environment })), ''),
        thresholds: worseBelow(percent(90), percent(80)),
        decimals: 0,
        tile: true,
      }),
      stat({
        title: 'User rating, 7 days',
        description: 'How do users rate the framework, from 1 to 5?',
        answers: [development.experience],
        series: series(where(feedbackScore, { environment }), ''),
        thresholds: worseBelow(score(4), score(3.5)),
        decimals: 2,
        tile: true,
      }),
    ]),
    row('Commands', [
      timeseries({
        title: 'Commands by type',
        description: 'Which commands are used, and when?',
        answers: [development.usage],
        series: series(sum(rate(commands, rateInterval), { by: ['command_type'] }), '{{command_type}}'),
        stacked: true,
        legend: 'table',
      }),
      table({
        title: 'Command types',
        description: 'Which command is used most, fails most, takes longest, over the time range?',
        answers: [development.usage],
        labels: { command_type: 'Command' },
        columns: {
          Executions: column(sum(increase(commands, timeRange), { by: ['command_type'] }), { decimals: 0 }),
          Failures: column(
            ratio(
              sum(increase(bad, timeRange), { by: ['command_type'] }),
              sum(increase(valid, timeRange), { by: ['command_type'] }),
            ),
            { thresholds: worseAbove(percent(2), percent(5)), decimals: 2 },
          ),
          'Duration, p50': column(
            histogramQuantile(0.5, sum(rate(took, timeRange), { by: ['le', 'command_type'] })),
            { decimals: 1 },
          ),
          'Duration, p95': column(
            histogramQuantile(0.95, sum(rate(took, timeRange), { by: ['le', 'command_type'] })),
            { decimals: 1 },
          ),
        },
        sortBy: 'Executions',
      }),
      timeseries({
        title: 'Command duration by complexity, p95',
        description: 'How long do commands take from start to last answer?',
        answers: [development.usage],
        series: series(
          histogramQuantile(0.95, sum(rate(took, '30m'), { by: ['le', 'complexity_level'] })),
          '{{complexity_level}}',
        ),
      }),
      timeseries({
        title: 'Outcome of commands',
        description: 'What becomes of commands that do not simply succeed?',
        answers: [development.usage],
        series: series(
          sum(rate(where(commands, { status: not('success') }), rateInterval), { by: ['status'] }),
          '{{status}}',
        ),
        colours: { degraded: 'orange', failure: 'red', timeout: 'red', cancelled: 'text', rejected: 'blue' },
        stacked: true,
      }),
      logs({
        title: 'Commands that failed, line by line',
        description: 'Which modules and gates took part in the commands that did not do what was asked?',
        answers: [development.usage],
        view: frameworkLogs,
        where: lines.any(
          lines.anyOf('status', 'failure', 'timeout', 'degraded'),
          lines.exists('failed_modules'),
          lines.exists('failed_gates'),
        ),
        chosenBy: { environment, command_type: commandType },
        from: frameworkLogsSource,
      }),
    ]),
    row('Modules and agents', [
      table({
        title: 'Module effectiveness',
        description: 'Which module is relied on most, and which one lets its callers down?',
        answers: [development.usage, development.modules],
        labels: { target_module: 'Module' },
        columns: {
          Delegations: column(sum(increase(delegated, timeRange), { by: ['target_module'] }), {
            decimals: 0,
          }),
          Success: column(
            ratio(
              sum(increase(where(delegated, { status: 'success' }), timeRange), { by: ['target_module'] }),
              sum(increase(delegated, timeRange), { by: ['target_module'] }),
            ),
            { thresholds: worseBelow(percent(98), percent(90)), decimals: 1 },
          ),
          'Taken over by a fallback': column(
            ratio(
              sum(increase(where(delegated, { status: 'fallback' }), timeRange), { by: ['target_module'] }),
              sum(increase(delegated, timeRange), { by: ['target_module'] }),
            ),
            { thresholds: worseAbove(percent(2), percent(10)), decimals: 1 },
          ),
        },
        sortBy: 'Delegations',
      }),
      timeseries({
        title: 'Module load time by category, p95',
        description: 'Which modules are slow to load, and would gain most from work on them?',
        answers: [development.modules],
        series: series(
          histogramQuantile(
            0.95,
            sum(rate(where(moduleLoadDuration.bucket, { environment }), '30m'), {
              by: ['le', 'module_category'],
            }),
          ),
          '{{module_category}}',
        ),
        legend: 'table',
      }),
      timeseries({
        title: 'Module cache hits',
        description: 'How often is a module found in the cache? Below one half the cache is too small.',
        answers: [development.modules],
        series: series(
          ratio(sum(rate(where(lookups, { result: 'hit' }), '15m')), sum(rate(lookups, '15m'))),
          'hits',
        ),
        thresholds: worseBelow(percent(50)),
        max: 1,
        legend: 'hidden',
        width: 8,
      }),
      barGauge({
        title: 'Module loads that fail',
        description: 'Which modules failed to load most often, over the time range?',
        answers: [development.modules],
        series: series(
          topk(
            8,
            sum(increase(where(moduleLoads, { environment, status: 'failure' }), timeRange), {
              by: ['module'],
            }),
          ),
          '{{module}}',
        ),
        decimals: 0,
        empty: 'none',
      }),
      timeseries({
        title: 'Agent tasks that fail',
        description: 'Agents of which role fail or run out of time?',
        answers: [development.modules],
        series: series(
          ratio(
            sum(rate(where(tasks, { status: anyOf('failure', 'timeout') }), '30m'), {
              by: ['agent_role'],
            }),
            sum(rate(tasks, '30m'), { by: ['agent_role'] }),
          ),
          '{{agent_role}}',
        ),
        width: 8,
      }),
    ]),
    row('Quality gates', [
      timeseries({
        title: 'Checks by result',
        description: 'How many checks run, and how do they end?',
        answers: [development.quality],
        series: series(sum(rate(gates, rateInterval), { by: ['status'] }), '{{status}}'),
        colours: { passed: 'green', warning: 'orange', failed: 'red', error: 'red', skipped: 'text' },
        stacked: true,
        width: 8,
      }),
      timeseries({
        title: 'Compliance by gate',
        description: 'Which gate is failed most, and is it getting better?',
        answers: [development.quality],
        series: series(
          ratio(
            sum(rate(compliant, '1h'), { by: ['gate_type'] }),
            sum(rate(executed, '1h'), { by: ['gate_type'] }),
          ),
          '{{gate_type}}',
        ),
        thresholds: worseBelow(percent(90), percent(85)),
        max: 1,
        width: 8,
      }),
      barGauge({
        title: 'Test coverage by module category',
        description: 'Where are tests missing?',
        answers: [development.quality],
        series: series(
          avg(where(testCoverage, { environment }), { by: ['module_category'] }),
          '{{module_category}}',
        ),
        thresholds: worseBelow(percent(90), percent(80)),
        max: 100,
        decimals: 0,
      }),
    ]),
    row('User experience', [
      timeseries({
        title: 'Ratings',
        description: 'How are ratings changing? The mean of the last six hours, from 1 to 5.',
        answers: [development.experience],
        series: series(
          divide(
            sum(increase(where(userFeedback.sum, { environment }), '6h')),
            above(sum(increase(where(userFeedback.count, { environment }), '6h')), 0),
          ),
          'mean',
        ),
        thresholds: worseBelow(score(4), score(3.5)),
        min: 1,
        max: 5,
        legend: 'hidden',
        width: 8,
      }),
      dial({
        title: 'Satisfied users',
        description: 'Which share of the ratings of the last seven days is 4 or 5?',
        answers: [development.experience],
        series: series(where(satisfaction, { environment }), ''),
        thresholds: worseBelow(percent(90), percent(75)),
        min: 0,
        max: 1,
        decimals: 0,
        height: 8,
        width: 8,
      }),
      barGauge({
        title: 'Documentation coverage',
        description: 'Which category leaves its users without documentation?',
        answers: [development.experience],
        series: series(
          min(where(documentationCoverage, { environment }), { by: ['module_category'] }),
          '{{module_category}}',
        ),
        thresholds: worseBelow(percent(90), percent(80)),
        max: 100,
        decimals: 0,
      }),
    ]),
    row('GitHub', [
      timeseries({
        title: 'Calls by outcome',
        description: 'How many calls to GitHub are made, and how many fail or are refused?',
        answers: [development.github],
        series: series(sum(rate(calls, '5m'), { by: ['outcome'] }), '{{outcome}}'),
        colours: { success: 'green', failure: 'red', rate_limited: 'orange' },
        stacked: true,
        width: 8,
      }),
      timeseries({
        title: 'Call duration by operation, p95',
        description: 'What does GitHub take long for?',
        answers: [development.github],
        series: series(
          histogramQuantile(
            0.95,
            sum(rate(where(githubOperationDuration.bucket, { environment }), '30m'), {
              by: ['le', 'operation'],
            }),
          ),
          '{{operation}}',
        ),
        thresholds: worseAbove(ms(500), ms(1000)),
        width: 8,
      }),
      timeseries({
        title: 'Calls left before GitHub refuses',
        description: 'Are we about to run into a rate limit?',
        answers: [development.github],
        series: series(
          min(where(githubRateLimitRemaining, { environment }), { by: ['resource'] }),
          '{{resource}}',
        ),
        thresholds: worseBelow(500, 100),
        width: 8,
      }),
      pie({
        title: 'Issues created',
        description: 'What kind of issues does the framework create, over the time range?',
        answers: [development.github],
        series: series(
          sum(increase(where(githubIssuesCreated, { environment }), timeRange), { by: ['issue_type'] }),
          '{{issue_type}}',
        ),
        decimals: 0,
        width: 12,
      }),
      timeseries({
        title: 'Agents at work',
        description: 'How many agents of which role are working?',
        answers: [development.usage],
        series: series(sum(where(agentsActive, { environment }), { by: ['agent_role'] }), '{{agent_role}}'),
        stacked: true,
        links: [linkTo('operations-monitoring', 'Sessions in operations', { panel: 'active-sessions' })],
      }),
    ]),
  ],
});
