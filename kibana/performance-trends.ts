import { kibanaDashboard, linesOf, reading } from '#lib';
import { frameworkLogs, performanceLogs } from '../catalog/views.ts';
import { serviceLevels } from '../dashboards/service-levels.ts';
import { family, inGrafana } from './house.ts';

/** How long work takes is in the lines of commands, modules and sessions. */
const logs = reading(frameworkLogs);
const commands = logs.exists('command');
const loads = logs.exists('load_status');
const sessions = logs.exists('session_type');
/** Milliseconds from which a command is slow for whoever waits for it. */
const slow = 5_000;

/** What missed its threshold says so in lines of its own. */
const performance = reading(performanceLogs);
const crossed = performance.exists('metric');
const gates = performance.exists('gate');

const performanceLines = performance.search({
  id: 'performance_lines',
  title: 'Thresholds crossed, line by line',
  description: 'What was measured, what was asked for, what may it come from, and what would help?',
  columns: [
    'level',
    'component',
    'metric',
    'gate',
    'current_value',
    'threshold',
    'trend',
    'potential_causes',
    'recommended_actions',
    'trace_id',
  ],
  tags: [family],
});

/** For those who keep it quick: does it get slower, and what from? */
export const performanceTrends = kibanaDashboard({
  id: 'performance_trends',
  title: 'Performance trends',
  description: 'For those who keep the framework quick: does it get slower, where, and what from?',
  tags: [family],
  range: '7d',
  refresh: '5m',
  controls: [
    logs.options('command', 'Command'),
    performance.options('component', 'Component'),
    performance.options('level', 'Level'),
  ],
  drilldowns: [inGrafana(serviceLevels)],
  rows: [
    {
      title: 'Is it quick enough?',
      panels: [
        logs.metric({
          title: 'Slow commands',
          description: 'Which share takes longer than 5 s?',
          width: 8,
          value: logs.ratio(
            logs.count({ where: logs.all(commands, logs.above('duration_ms', slow)) }),
            logs.count({ where: logs.all(commands, logs.exists('duration_ms')) }),
          ),
          secondary: logs.percentile('duration_ms', 95, { where: commands, label: '95 of 100 within' }),
          thresholds: { worse: 'above', warning: 0.05, critical: 0.1 },
        }),
        logs.metric({
          title: 'Loading a module',
          description: 'Within which time are 95 of 100 loaded?',
          width: 8,
          value: logs.percentile('duration_ms', 95, { where: loads }),
          thresholds: { worse: 'above', warning: 200, critical: 500 },
        }),
        performance.metric({
          title: 'Thresholds crossed',
          description: 'How often was more measured than allowed?',
          width: 8,
          value: performance.count({ where: crossed }),
          secondary: performance.uniqueCount('metric', { label: 'Measurements' }),
        }),
        performance.metric({
          title: 'Getting worse',
          description: 'Which share is still on its way up?',
          width: 8,
          value: performance.ratio(
            performance.count({ where: performance.is('trend', 'increasing') }),
            performance.count({ where: crossed }),
          ),
          thresholds: { worse: 'above', warning: 0.5, critical: 0.75 },
        }),
        performance.metric({
          title: 'Gates failed',
          description: 'How many quality gates did not pass?',
          width: 8,
          value: performance.count({ where: gates }),
          secondary: performance.uniqueCount('gate', { label: 'Gates' }),
        }),
        performance.metric({
          title: 'Critical gates failed',
          description: 'Did a gate fail that guards the worst?',
          width: 8,
          value: performance.count({
            where: performance.all(gates, performance.is('severity', 'critical')),
          }),
          thresholds: { worse: 'above', critical: 1 },
        }),
      ],
    },
    {
      title: 'Does it get slower?',
      panels: [
        logs.line({
          title: 'Duration of commands',
          description: 'Does the usual command take longer, or only the worst?',
          by: logs.overTime(),
          values: [
            logs.median('duration_ms', { label: 'Half of them', colour: 'blue' }),
            logs.percentile('duration_ms', 95, { label: '95 of 100', colour: 'orange' }),
            logs.percentile('duration_ms', 99, { label: '99 of 100', colour: 'red' }),
          ],
          lines: [{ label: 'Slow', at: slow, colour: 'grey' }],
          where: commands,
        }),
        logs.line({
          title: 'Duration by command, p95',
          description: 'Which command gets slower?',
          by: logs.overTime(),
          split: logs.terms('command', { size: 8, others: false }),
          values: [logs.percentile('duration_ms', 95, { label: 'Duration, p95' })],
          where: commands,
        }),
        logs.bars({
          title: 'Commands by how long they took',
          description: 'Does the share of slow commands grow?',
          by: logs.overTime(),
          stacking: 'share',
          split: logs.ranges('duration_ms', [500, 1_000, slow, 30_000], { label: 'Duration' }),
          values: [logs.count({ label: 'Commands' })],
          where: commands,
        }),
        logs.line({
          title: 'Loading modules',
          description: 'Do modules load as quickly as they did?',
          by: logs.overTime(),
          values: [
            logs.median('duration_ms', { label: 'Half of them', colour: 'blue' }),
            logs.percentile('duration_ms', 95, { label: '95 of 100', colour: 'orange' }),
          ],
          lines: [{ label: 'Asked for', at: 200, colour: 'grey' }],
          where: loads,
        }),
      ],
    },
    {
      title: 'What is out of bounds?',
      panels: [
        performance.bars({
          title: 'Thresholds crossed by measurement',
          description: 'What crosses its threshold, and since when?',
          by: performance.overTime(),
          split: performance.terms('metric', { size: 8, label: 'Measurement' }),
          values: [performance.count({ label: 'Times' })],
          where: crossed,
        }),
        performance.table({
          title: 'Measurements',
          description: 'How far is each from what was asked for?',
          by: [performance.terms('metric', { size: 30, label: 'Measurement', others: false })],
          values: [
            performance.count({ label: 'Times' }),
            performance.average('current_value', { label: 'On average' }),
            performance.max('current_value', { label: 'At worst' }),
            performance.lastValue('threshold', { label: 'Asked for' }),
            performance.lastValue('trend', { label: 'Trend' }),
          ],
          where: crossed,
        }),
        performance.heatmap({
          title: 'Where it crosses',
          description: 'Which component is slow, and when?',
          by: performance.overTime(),
          against: performance.terms('component', { size: 12, others: false }),
          value: performance.count({ label: 'Times' }),
          where: crossed,
        }),
        performance.bars({
          title: 'What it may come from',
          description: 'Which cause is named most often?',
          width: 12,
          isHorizontal: true,
          by: performance.terms('potential_causes', { label: 'Cause', others: false }),
          values: [performance.count({ label: 'Times', colour: 'orange' })],
        }),
        performance.bars({
          title: 'What would help',
          description: 'Which remedy is named most often?',
          width: 12,
          isHorizontal: true,
          by: performance.terms('recommended_actions', { label: 'Action', others: false }),
          values: [performance.count({ label: 'Times', colour: 'blue' })],
        }),
      ],
    },
    {
      title: 'Is the work good?',
      panels: [
        performance.bars({
          title: 'Gates by how bad it is',
          description: 'Do the gates that matter hold?',
          by: performance.overTime(),
          values: [
            performance.count({
              where: performance.is('severity', 'critical'),
              label: 'critical',
              colour: 'purple',
            }),
            performance.count({ where: performance.is('severity', 'high'), label: 'high', colour: 'red' }),
            performance.count({
              where: performance.is('severity', 'medium'),
              label: 'medium',
              colour: 'orange',
            }),
            performance.count({ where: performance.is('severity', 'low'), label: 'low', colour: 'grey' }),
          ],
          where: gates,
        }),
        performance.table({
          title: 'Gates',
          description: 'Which gate fails, and how far from its bound?',
          by: [performance.terms('gate', { size: 30, label: 'Gate', others: false })],
          values: [
            performance.count({ label: 'Times' }),
            performance.average('current_value', { label: 'On average' }),
            performance.lastValue('threshold', { label: 'Asked for' }),
            performance.lastValue('severity', { label: 'Severity' }),
          ],
          where: gates,
        }),
        logs.area({
          title: 'Length of sessions',
          description: 'Do sessions take longer?',
          width: 48,
          stacking: 'none',
          by: logs.overTime(),
          values: [
            logs.percentile('duration_ms', 95, { label: '95 of 100', colour: 'orange' }),
            logs.median('duration_ms', { label: 'Half of them', colour: 'blue' }),
          ],
          where: sessions,
        }),
        linesOf(performanceLines),
      ],
    },
  ],
});
