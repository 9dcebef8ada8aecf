import { kibanaDashboard, linesOf, reading } from '#lib';
import { frameworkLogs } from '../catalog/views.ts';
import { userExperience } from '../dashboards/user-experience.ts';
import { family, inGrafana } from './house.ts';

const {
  all,
  anyOf,
  area,
  average,
  bars,
  count,
  divide,
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
  slider,
  sum,
  table,
  terms,
  uniqueCount,
} = reading(frameworkLogs);

const commands = exists('command');
const sessions = exists('session_type');
const failed = anyOf('status', 'failure', 'timeout');
const costly = anyOf('impact', 'command_failed', 'session_failed');

const commandLines = search({
  id: 'command_lines',
  title: 'Commands, line by line',
  description: 'What did somebody ask for, one thing after the other, and what came of it?',
  columns: ['user_id', 'session_id', 'command', 'complexity_level', 'status', 'duration_ms', 'trace_id'],
  where: commands,
  tags: [family],
});

/** For those who look after users, who are pseudonyms here: what do they do, and does it work for them? */
export const userActivity = kibanaDashboard({
  id: 'user_activity',
  title: 'User activity',
  description:
    'For those who look after users: what do people do, does it work for them, and where do they give up?',
  tags: [family],
  range: '7d',
  refresh: '5m',
  controls: [
    options('user_id', 'User'),
    options('command', 'Command'),
    options('component', 'Component'),
    options('level', 'Level'),
    slider('duration_ms', 'Duration, ms'),
  ],
  drilldowns: [inGrafana(userExperience)],
  rows: [
    {
      title: 'Does it work for them?',
      panels: [
        metric({
          title: 'Active users',
          description: 'How many people use it?',
          width: 8,
          value: uniqueCount('user_id', { where: commands }),
          secondary: uniqueCount('session_id', { where: commands, label: 'Sessions' }),
        }),
        metric({
          title: 'Commands per user',
          description: 'How much do they do with it?',
          width: 8,
          value: divide(count({ where: commands }), uniqueCount('user_id', { where: commands })),
          secondary: count({ where: commands, label: 'Commands' }),
        }),
        metric({
          title: 'Sessions that succeed',
          description: 'Which share ends as it should?',
          width: 8,
          value: ratio(
            count({ where: is('outcome', 'success') }),
            count({ where: all(sessions, not(is('outcome', 'cancelled'))) }),
          ),
          thresholds: { worse: 'below', warning: 0.95, critical: 0.9 },
        }),
        metric({
          title: 'Sessions given up',
          description: 'Which share is abandoned?',
          width: 8,
          value: ratio(count({ where: is('outcome', 'abandoned') }), count({ where: sessions })),
          thresholds: { worse: 'above', warning: 0.1, critical: 0.2 },
        }),
        metric({
          title: 'Commands refused',
          description: 'Which share may people not run?',
          width: 8,
          value: ratio(count({ where: is('status', 'rejected') }), count({ where: commands })),
          thresholds: { worse: 'above', warning: 0.02, critical: 0.05 },
        }),
        metric({
          title: 'Users who lost work',
          description: 'Whom did an error cost something?',
          width: 8,
          value: uniqueCount('user_id', { where: costly }),
          thresholds: { worse: 'above', warning: 1, critical: 10 },
        }),
      ],
    },
    {
      title: 'When do they come?',
      panels: [
        area({
          title: 'Users and sessions',
          description: 'When is it used, and by how many?',
          stacking: 'none',
          by: overTime(),
          values: [
            uniqueCount('session_id', { label: 'Sessions', colour: 'grey' }),
            uniqueCount('user_id', { label: 'Users', colour: 'blue' }),
          ],
          where: commands,
        }),
        heatmap({
          title: 'Commands by user',
          description: 'Who works when, and how much?',
          by: overTime(),
          against: terms('user_id', { size: 15, others: false }),
          value: count({ label: 'Commands' }),
          where: commands,
        }),
      ],
    },
    {
      title: 'What do they do?',
      panels: [
        donut({
          title: 'Commands by type and complexity',
          description: 'What is it used for, and how hard is that?',
          by: [terms('command_type', { size: 6 }), terms('complexity_level', { size: 4 })],
          value: count({ label: 'Commands' }),
          where: commands,
        }),
        donut({
          title: 'Sessions by type',
          description: 'Alone, with agents, or on a schedule?',
          by: [terms('session_type', { label: 'Type' })],
          value: count({ label: 'Sessions' }),
          where: sessions,
        }),
        bars({
          title: 'Favourite commands',
          description: 'Which commands do most people know?',
          width: 16,
          isHorizontal: true,
          by: terms('command', { label: 'Command', others: false }),
          values: [uniqueCount('user_id', { label: 'Users', colour: 'blue' })],
          where: commands,
        }),
        line({
          title: 'Commands by type over time',
          description: 'What is on the rise, and what goes out of use?',
          by: overTime(),
          split: terms('command_type', { size: 8, others: false }),
          values: [count({ label: 'Commands' })],
          where: commands,
        }),
        bars({
          title: 'What comes of it',
          description: 'How many commits and issues come of the work?',
          by: overTime(),
          values: [
            sum('github_integration.commits_made', { label: 'Commits', colour: 'blue' }),
            sum('github_integration.issues_created', { label: 'Issues', colour: 'purple' }),
          ],
          where: commands,
        }),
      ],
    },
    {
      title: 'How does it end?',
      panels: [
        bars({
          title: 'How sessions end',
          description: 'Do more of them fail, or are given up?',
          by: overTime(),
          stacking: 'share',
          values: [
            count({ where: is('outcome', 'success'), label: 'success', colour: 'green' }),
            count({ where: is('outcome', 'abandoned'), label: 'abandoned', colour: 'orange' }),
            count({
              where: anyOf('outcome', 'failure', 'timeout'),
              label: 'failure, timeout',
              colour: 'red',
            }),
            count({ where: is('outcome', 'cancelled'), label: 'cancelled', colour: 'grey' }),
          ],
        }),
        table({
          title: 'Sessions',
          description: 'Which kind of session takes how long, with how many commands and agents?',
          by: [terms('session_type', { label: 'Type', others: false })],
          values: [
            count({ label: 'Sessions' }),
            ratio(count({ where: is('outcome', 'success') }), count(), { label: 'Succeed' }),
            median('duration_ms', { label: 'Usual length' }),
            average('commands', { label: 'Commands' }),
            average('agents', { label: 'Agents' }),
          ],
          where: sessions,
        }),
        table({
          title: 'Users',
          description: 'Who needs help: who runs into failures, and who waits?',
          width: 48,
          by: [terms('user_id', { size: 100, label: 'User', others: false })],
          values: [
            count({ where: commands, label: 'Commands' }),
            uniqueCount('session_id', { label: 'Sessions' }),
            ratio(count({ where: failed }), count({ where: commands }), { label: 'Failed' }),
            count({ where: costly, label: 'Errors that cost' }),
            percentile('duration_ms', 95, { where: commands, label: 'Duration, p95' }),
          ],
        }),
        linesOf(commandLines),
      ],
    },
  ],
});
