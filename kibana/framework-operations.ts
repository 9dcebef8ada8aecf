import { kibanaDashboard, linesOf, reading } from '#lib';
import { frameworkLogs } from '../catalog/views.ts';
import { operationsMonitoring } from '../dashboards/operations-monitoring.ts';
import { family, inGrafana } from './house.ts';

const {
  all,
  anyOf,
  area,
  bars,
  count,
  donut,
  exists,
  heatmap,
  is,
  line,
  median,
  metric,
  not,
  options,
  overTime,
  percentile,
  ratio,
  search,
  sum,
  table,
  terms,
  uniqueCount,
} = reading(frameworkLogs);

/** Older documents do not say which event they are; only commands have a command. */
const commands = exists('command');
/** `cancelled` and `rejected` are decisions, not faults. */
const valid = all(commands, exists('status'), not(anyOf('status', 'cancelled', 'rejected')));
const failed = anyOf('status', 'failure', 'timeout');
const sessions = exists('session_type');
const loads = exists('load_status');

const failedCommands = search({
  id: 'failed_commands',
  title: 'Commands that failed',
  description: 'Which commands failed just now, for whom, and what were they doing?',
  columns: [
    'level',
    'component',
    'command',
    'status',
    'duration_ms',
    'failed_modules',
    'failed_gates',
    'user_id',
    'trace_id',
  ],
  where: all(commands, failed),
  tags: [family],
});

/** For operations: what does the framework do, and what of it does not work? */
export const frameworkOperations = kibanaDashboard({
  id: 'framework_operations',
  title: 'Framework operations',
  description: 'For operations: what does the framework do just now, and what of it does not work?',
  tags: [family],
  range: '24h',
  refresh: '1m',
  controls: [options('level', 'Level'), options('component', 'Component'), options('command', 'Command')],
  drilldowns: [inGrafana(operationsMonitoring)],
  rows: [
    {
      title: 'Is it fine?',
      panels: [
        metric({
          title: 'Commands that fail',
          description: 'Which share of commands fails?',
          width: 8,
          value: ratio(count({ where: all(valid, failed) }), count({ where: valid })),
          secondary: count({ where: commands, label: 'Commands' }),
          thresholds: { worse: 'above', warning: 0.02, critical: 0.05 },
        }),
        metric({
          title: 'Sessions that fail',
          description: 'Which share of sessions fails?',
          width: 8,
          value: ratio(
            count({ where: anyOf('outcome', 'failure', 'timeout') }),
            count({ where: all(sessions, not(is('outcome', 'cancelled'))) }),
          ),
          secondary: count({ where: sessions, label: 'Sessions' }),
          thresholds: { worse: 'above', warning: 0.05, critical: 0.1 },
        }),
        metric({
          title: 'Fatal errors',
          description: 'Did a process end of an error?',
          width: 8,
          value: count({ where: is('level', 'FATAL') }),
          secondary: count({ where: is('level', 'ERROR'), label: 'Errors' }),
          thresholds: { worse: 'above', critical: 1 },
        }),
        metric({
          title: 'Delegations that fail',
          description: 'How many commands lost a module?',
          width: 8,
          value: ratio(count({ where: exists('failed_modules') }), count({ where: commands })),
          thresholds: { worse: 'above', warning: 0.05, critical: 0.25 },
        }),
        metric({
          title: 'Gates not passed',
          description: 'How many commands met a closed gate?',
          width: 8,
          value: ratio(count({ where: exists('failed_gates') }), count({ where: commands })),
          thresholds: { worse: 'above', warning: 0.15, critical: 0.2 },
        }),
        metric({
          title: 'Modules not loaded',
          description: 'Is a module missing or broken?',
          width: 8,
          value: count({ where: is('load_status', 'failure') }),
          secondary: count({ where: loads, label: 'Loads' }),
          thresholds: { worse: 'above', warning: 1, critical: 10 },
        }),
      ],
    },
    {
      title: 'What does it do?',
      panels: [
        bars({
          title: 'Lines by level',
          description: 'Does it complain more than usual?',
          by: overTime(),
          values: [
            count({ where: is('level', 'FATAL'), label: 'FATAL', colour: 'purple' }),
            count({ where: is('level', 'ERROR'), label: 'ERROR', colour: 'red' }),
            count({ where: is('level', 'WARN'), label: 'WARN', colour: 'orange' }),
            count({ where: is('level', 'INFO'), label: 'INFO', colour: 'blue' }),
            count({ where: is('level', 'DEBUG'), label: 'DEBUG', colour: 'grey' }),
          ],
        }),
        area({
          title: 'Commands by type',
          description: 'What do people ask for, and how much of it?',
          by: overTime(),
          split: terms('command_type', { size: 8 }),
          values: [count({ label: 'Commands' })],
          where: commands,
        }),
        line({
          title: 'Duration of commands',
          description: 'How long does a command take, and how long in the worst of twenty cases?',
          by: overTime(),
          values: [
            median('duration_ms', { label: 'Half of them' }),
            percentile('duration_ms', 95, { label: '95 of 100', colour: 'orange' }),
          ],
          where: commands,
        }),
        bars({
          title: 'What came of commands',
          description: 'How do commands end, and does that change?',
          by: overTime(),
          stacking: 'share',
          values: [
            count({ where: is('status', 'success'), label: 'success', colour: 'green' }),
            count({ where: is('status', 'degraded'), label: 'degraded', colour: 'orange' }),
            count({ where: failed, label: 'failure, timeout', colour: 'red' }),
            count({
              where: anyOf('status', 'cancelled', 'rejected'),
              label: 'cancelled, rejected',
              colour: 'grey',
            }),
          ],
        }),
      ],
    },
    {
      title: 'Where does it go wrong?',
      panels: [
        heatmap({
          title: 'Errors by component',
          description: 'Which component raises errors, and since when?',
          by: overTime(),
          against: terms('component', { size: 12, others: false }),
          value: count({ label: 'Errors' }),
          where: anyOf('level', 'ERROR', 'FATAL'),
        }),
        bars({
          title: 'Modules that fail',
          description: 'Which modules do commands lose most often?',
          width: 12,
          isHorizontal: true,
          by: terms('failed_modules', { label: 'Module', others: false }),
          values: [count({ label: 'Commands', colour: 'red' })],
        }),
        bars({
          title: 'Gates that close',
          description: 'Which quality gates hold commands back most often?',
          width: 12,
          isHorizontal: true,
          by: terms('failed_gates', { label: 'Gate', others: false }),
          values: [count({ label: 'Commands', colour: 'orange' })],
        }),
        table({
          title: 'Commands',
          description: 'Which command fails most, for how many people, and how long does it take?',
          width: 32,
          by: [terms('command', { size: 50, label: 'Command', others: false })],
          values: [
            count({ label: 'Runs' }),
            ratio(count({ where: failed }), count(), { label: 'Failed' }),
            uniqueCount('user_id', { label: 'Users' }),
            percentile('duration_ms', 95, { label: 'Duration, p95' }),
          ],
          where: commands,
        }),
        donut({
          title: 'Sessions by type',
          description: 'How is the work organised?',
          by: [terms('session_type', { label: 'Type' })],
          value: count({ label: 'Sessions' }),
          where: sessions,
        }),
      ],
    },
    {
      title: 'What does it leave behind?',
      panels: [
        bars({
          title: 'Left on GitHub',
          description: 'How many commits and issues come of the work?',
          by: overTime(),
          values: [
            sum('github_integration.commits_made', { label: 'Commits', colour: 'blue' }),
            sum('github_integration.issues_created', { label: 'Issues', colour: 'purple' }),
          ],
        }),
        bars({
          title: 'GitHub refuses',
          description: 'Which requests to GitHub fail, or are held back?',
          by: overTime(),
          split: terms('operation', { label: 'Operation' }),
          values: [count({ label: 'Requests' })],
          where: exists('github_outcome'),
        }),
        linesOf(failedCommands),
      ],
    },
  ],
});
