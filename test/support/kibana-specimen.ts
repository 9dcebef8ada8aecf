import { type KibanaContent, type KibanaTag, kibanaDashboard, linesOf, prosePanel, reading } from '#lib';
import { logs } from './log-specimen.ts';

// One of everything that a Kibana dashboard may hold.

const of = reading(logs);
const tag: KibanaTag = { id: 'ours', name: 'ours', description: 'All of it', colour: '#6092c0' };
const failed = of.anyOf('status', 'failure', 'timeout');
const errors = of.is('level', 'ERROR');

export const slowLines = of.search({
  id: 'slow_lines',
  title: 'Slow commands',
  description: 'Which were slow?',
  columns: ['command', 'duration_ms', 'trace_id'],
  where: of.all(of.above('duration_ms', 500), of.not(of.exists('error_type'))),
  tags: [tag],
});
export const audit = of.search({
  id: 'audit',
  title: 'Audit',
  description: 'Who asked?',
  columns: ['user_id'],
  oldestFirst: true,
  tags: [tag],
});

export const everything = kibanaDashboard({
  id: 'every_thing',
  title: 'Everything',
  description: 'For tests: is all of it there?',
  tags: [tag],
  range: '24h',
  refresh: '30s',
  controls: [of.options('level', 'Level'), of.slider('duration_ms', 'Duration')],
  drilldowns: [{ title: 'Elsewhere', url: 'https://grafana.example/d/x?from={{from}}&to={{to}}' }],
  rows: [
    {
      title: 'Numbers',
      panels: [
        of.metric({
          title: "What's failing",
          description: 'Which share fails?',
          value: of.ratio(of.count({ where: failed }), of.count()),
          secondary: of.count({ where: of.phrase('message', "it's over"), label: 'Over' }),
          thresholds: { worse: 'above', warning: 0.02, critical: 0.05 },
        }),
        of.metric({
          title: 'Cost',
          description: 'What does a user cost?',
          value: of.divide(of.sum('cost'), of.uniqueCount('user_id')),
          thresholds: { worse: 'below', critical: 1 },
        }),
        prosePanel({ title: 'Read me', description: 'What is this?', markdown: 'Some *words*.', width: 24 }),
      ],
    },
    {
      title: 'Charts',
      panels: [
        of.line({
          title: 'Duration',
          description: 'How long?',
          by: of.overTime({ every: '1h' }),
          values: [
            of.median('duration_ms', { colour: 'blue' }),
            of.percentile('duration_ms', 99.9),
            of.count({ isOnRight: true }),
          ],
          lines: [{ label: 'Limit', at: 500, colour: 'red' }],
          where: of.exists('duration_ms'),
        }),
        of.area({
          title: 'Share of components',
          description: 'Whose lines?',
          stacking: 'share',
          by: of.overTime(),
          split: of.terms('component', { size: 5 }),
          values: [of.count()],
        }),
        of.bars({
          title: 'Shapes of commands',
          description: 'How many of a kind?',
          isHorizontal: true,
          by: of.filters({
            automatic: of.matching('command', '/auto*'),
            other: of.raw`not command: /auto*`,
          }),
          values: [of.count({ where: errors, label: 'Errors', colour: 'red' })],
        }),
        of.bars({
          title: 'How long they took',
          description: 'How many are slow?',
          stacking: 'none',
          by: of.ranges('duration_ms', [100, 500]),
          values: [of.average('duration_ms'), of.min('duration_ms'), of.max('duration_ms')],
        }),
        of.table({
          title: 'Users',
          description: 'Who fails?',
          by: [of.terms('user_id', { others: false }), of.terms('calls.module', { label: 'Module' })],
          values: [of.ratio(of.count({ where: errors }), of.count()), of.lastValue('status')],
          page: 20,
        }),
        of.pie({
          title: 'Levels',
          description: 'How bad?',
          by: [of.terms('level')],
          value: of.count(),
        }),
        of.donut({
          title: 'Levels within components',
          description: 'How bad, and where?',
          by: [of.terms('component'), of.terms('level')],
          value: of.sum('cost'),
        }),
        of.heatmap({
          title: 'When',
          description: 'When, and where?',
          by: of.overTime(),
          against: of.terms('component'),
          value: of.count(),
        }),
        linesOf(slowLines),
      ],
    },
  ],
});

export const content: KibanaContent = {
  views: [{ view: logs, tags: [tag], links: { trace_id: 'https://jaeger.example/trace/{{value}}' } }],
  searches: [audit],
  dashboards: [everything],
};
