import { kibanaDashboard, linesOf, reading } from '#lib';
import { frameworkLogs } from '../catalog/views.ts';
import { operationsMonitoring } from '../dashboards/operations-monitoring.ts';
import { family, inGrafana } from './house.ts';

const {
  all,
  anyOf,
  bars,
  count,
  divide,
  donut,
  exists,
  heatmap,
  is,
  metric,
  not,
  options,
  overTime,
  ratio,
  search,
  table,
  terms,
  uniqueCount,
} = reading(frameworkLogs);

/** Lines of errors and exceptions, which say what it cost; a failed call to GitHub says it in a field of its own. */
const errors = exists('error_type');
const commands = exists('command');
const costly = anyOf('impact', 'command_failed', 'session_failed');
const github = exists('github_outcome');

const errorLines = search({
  id: 'error_lines',
  title: 'Errors, line by line',
  description: 'What exactly was raised, where, what was done about it, and in which trace?',
  columns: [
    'level',
    'component',
    'error_type',
    'error_message',
    'impact',
    'recovery_action',
    'command_context',
    'user_id',
    'trace_id',
  ],
  where: errors,
  tags: [family],
});

/** For whoever looks for a cause: what fails, where, since when, and what does it cost? */
export const errorAnalysis = kibanaDashboard({
  id: 'error_analysis',
  title: 'Error analysis',
  description: 'For whoever looks for a cause: what fails, where, since when, and what does it cost?',
  tags: [family],
  range: '24h',
  refresh: '1m',
  controls: [
    options('level', 'Level'),
    options('component', 'Component'),
    options('error_type', 'Type of error'),
  ],
  drilldowns: [inGrafana(operationsMonitoring)],
  rows: [
    {
      title: 'How bad is it?',
      panels: [
        metric({
          title: 'Errors per command',
          description: 'How often does work meet an error?',
          width: 8,
          value: divide(count({ where: errors }), count({ where: commands })),
          secondary: count({ where: errors, label: 'Errors' }),
          thresholds: { worse: 'above', warning: 0.02, critical: 0.05 },
        }),
        metric({
          title: 'Errors that cost',
          description: 'Which share ends a command or a session?',
          width: 8,
          value: ratio(count({ where: all(errors, costly) }), count({ where: errors })),
          secondary: count({ where: costly, label: 'Such errors' }),
          thresholds: { worse: 'above', warning: 0.25, critical: 0.5 },
        }),
        metric({
          title: 'Fatal errors',
          description: 'Did a process end of an error?',
          width: 8,
          value: count({ where: is('level', 'FATAL') }),
          thresholds: { worse: 'above', critical: 1 },
        }),
        metric({
          title: 'Sessions lost',
          description: 'How many sessions did errors end?',
          width: 8,
          value: uniqueCount('session_id', { where: is('impact', 'session_failed') }),
          thresholds: { worse: 'above', warning: 1, critical: 10 },
        }),
        metric({
          title: 'Users hit',
          description: 'How many people met an error?',
          width: 8,
          value: uniqueCount('user_id', { where: errors }),
          secondary: uniqueCount('user_id', { label: 'Users seen' }),
        }),
        metric({
          title: 'Errors recovered',
          description: 'For which share was something done?',
          width: 8,
          value: ratio(
            count({ where: all(errors, exists('recovery_action'), not(is('recovery_action', 'none'))) }),
            count({ where: errors }),
          ),
          thresholds: { worse: 'below', warning: 0.75, critical: 0.5 },
        }),
      ],
    },
    {
      title: 'Since when?',
      panels: [
        bars({
          title: 'Errors by type',
          description: 'Is it an old acquaintance, or something new?',
          by: overTime(),
          split: terms('error_type', { size: 8, label: 'Type' }),
          values: [count({ label: 'Errors' })],
          where: errors,
        }),
        bars({
          title: 'Errors by what they cost',
          description: 'Do users feel it?',
          by: overTime(),
          values: [
            count({ where: is('impact', 'session_failed'), label: 'session failed', colour: 'purple' }),
            count({ where: is('impact', 'command_failed'), label: 'command failed', colour: 'red' }),
            count({ where: is('impact', 'command_degraded'), label: 'command degraded', colour: 'orange' }),
            count({ where: is('impact', 'none'), label: 'nothing', colour: 'grey' }),
          ],
        }),
        heatmap({
          title: 'Errors by component over time',
          description: 'Where did it begin, and where did it spread to?',
          width: 48,
          by: overTime(),
          against: terms('component', { size: 12, others: false }),
          value: count({ label: 'Errors' }),
          where: errors,
        }),
      ],
    },
    {
      title: 'What is it?',
      panels: [
        table({
          title: 'Types of error',
          description: 'Which error is the most frequent, and whom does it hit?',
          width: 32,
          by: [
            terms('error_type', { size: 20, label: 'Type', others: false }),
            terms('component', { size: 5, label: 'Component', others: false }),
          ],
          values: [
            count({ label: 'Errors' }),
            ratio(count({ where: costly }), count(), { label: 'Cost something' }),
            uniqueCount('user_id', { label: 'Users' }),
            uniqueCount('session_id', { label: 'Sessions' }),
          ],
          where: errors,
        }),
        donut({
          title: 'What was done about it',
          description: 'How does the framework help itself?',
          by: [terms('recovery_action', { label: 'Recovery' })],
          value: count({ label: 'Errors' }),
          where: errors,
        }),
        heatmap({
          title: 'Types by component',
          description: 'Which component raises which error?',
          by: terms('component', { size: 10, others: false }),
          against: terms('error_type', { size: 10, others: false }),
          value: count({ label: 'Errors' }),
          where: errors,
        }),
        bars({
          title: 'Failed commands by error',
          description: 'Which errors cost commands and sessions?',
          isHorizontal: true,
          by: terms('error_type', { label: 'Type', others: false }),
          values: [
            count({ where: is('impact', 'command_failed'), label: 'command failed', colour: 'red' }),
            count({ where: is('impact', 'session_failed'), label: 'session failed', colour: 'purple' }),
          ],
          where: costly,
        }),
      ],
    },
    {
      title: 'Is it GitHub?',
      panels: [
        bars({
          title: 'Failed requests to GitHub',
          description: 'Does GitHub fail, or does it hold us back?',
          by: overTime(),
          values: [
            count({ where: is('github_outcome', 'failure'), label: 'failure', colour: 'red' }),
            count({ where: is('github_outcome', 'rate_limited'), label: 'held back', colour: 'orange' }),
          ],
        }),
        table({
          title: 'Operations on GitHub',
          description: 'Which operation fails, in which repository, and with which status?',
          by: [
            terms('operation', { size: 10, label: 'Operation', others: false }),
            terms('repository', { size: 5, label: 'Repository', others: false }),
            terms('status_code', { size: 3, label: 'Status', others: false }),
          ],
          values: [count({ label: 'Requests' })],
          where: github,
        }),
        linesOf(errorLines),
      ],
    },
  ],
});
