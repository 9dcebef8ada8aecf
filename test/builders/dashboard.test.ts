import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  alertList,
  annotation,
  barGauge,
  column,
  dashboard,
  dashboardList,
  dial,
  heatmap,
  histogramQuantile,
  increase,
  labelVariable,
  linkTo,
  listVariable,
  logs,
  ms,
  percent,
  pie,
  rate,
  rateInterval,
  ratio,
  reading,
  row,
  series,
  stat,
  stateTimeline,
  sum,
  table,
  text,
  textVariable,
  timeRange,
  timeseries,
  where,
  worseAbove,
  worseBelow,
} from '#lib';
import { panelId, slug } from '../../src/builders/identity.ts';
import { stableJson } from '../../src/compile/json.ts';
import { assertGolden } from '../support/golden.ts';
import { logs as lines } from '../support/log-specimen.ts';
import { alive, latency, memory, requests } from '../support/metrics.ts';

const route = labelVariable({
  name: 'route',
  title: 'Route',
  of: requests,
  label: 'route',
  multi: true,
  all: true,
});
const status = listVariable({ name: 'status', title: 'Status', values: ['ok', 'failed'] });
const needle = textVariable({ name: 'needle', title: 'Find' });
const served = sum(rate(where(requests, { route }), rateInterval), { by: ['route'] });

const panel = (title: string, width = 12) => text({ title, description: 'What?', markdown: 'x', width });

/** One of everything. */
const everything = () =>
  dashboard({
    uid: 'everything',
    title: 'Everything',
    description: 'For tests: one of everything.',
    tags: ['web'],
    range: '6h',
    refresh: '30s',
    lag: '1m',
    resolution: '5m',
    variables: [route, status, needle],
    annotations: [
      annotation({
        name: 'Waiting',
        query: where(alive, { queue: 'slow' }),
        colour: 'orange',
        title: '{{queue}}',
      }),
    ],
    links: [linkTo('elsewhere', 'Elsewhere')],
    rows: [
      row('Numbers', [
        stat({
          title: 'Failed',
          description: 'How many?',
          series: series(
            ratio(sum(rate(where(requests, { status: 'failed' }), '5m')), sum(rate(requests, '5m'))),
          ),
          thresholds: worseAbove(percent(2), percent(5)),
        }),
        dial({
          title: 'Share',
          description: 'How much?',
          series: series(ratio(sum(rate(requests, '5m')), sum(rate(requests, '5m')))),
          min: 0,
          max: 1,
        }),
        barGauge({
          title: 'By route',
          description: 'Where?',
          series: series(sum(increase(where(requests, { route }), timeRange), { by: ['route'] })),
          empty: 'none',
        }),
        pie({
          title: 'Parts',
          description: 'Of what?',
          series: series(sum(increase(where(requests, { status }), timeRange), { by: ['status'] })),
        }),
        table({
          title: 'Routes',
          description: 'Which is slowest?',
          labels: { route: 'Route' },
          columns: {
            Requests: column(sum(rate(requests, '5m'), { by: ['route'] }), { decimals: 1 }),
            p95: column(histogramQuantile(0.95, sum(rate(latency.bucket, '5m'), { by: ['le', 'route'] })), {
              thresholds: worseAbove(ms(200)),
            }),
          },
          sortBy: 'p95',
        }),
      ]),
      row('Over time', [
        timeseries({
          title: 'Served',
          description: 'How much?',
          series: series(served, '{{route}}'),
          stacked: true,
          legend: 'table',
          links: [linkTo('elsewhere', 'More', { panel: 'failed' })],
        }),
        timeseries({
          title: 'Memory',
          description: 'Does it grow?',
          series: series(memory, 'memory'),
          legend: 'hidden',
          exemplars: true,
          thresholds: worseBelow({ in: { bytes: 1 } }),
        }),
        heatmap({
          title: 'Latency',
          description: 'How spread?',
          buckets: sum(rate(latency.bucket, rateInterval), { by: ['le'] }),
        }),
        stateTimeline({
          title: 'Alive',
          description: 'Since when?',
          series: series(alive, '{{queue}}'),
          states: { 0: { text: 'down', colour: 'red' }, 1: { text: 'up', colour: 'green' } },
        }),
      ]),
      row(
        'Folded',
        [
          text({ title: 'Words', description: 'What to know?', markdown: '# Hi $needle' }),
          dashboardList({ title: 'More', description: 'What else?', tags: ['web'] }),
          alertList({ title: 'Alerts', description: 'What fires?', matching: '{team="web"}' }),
          logs({
            title: 'Lines',
            description: 'What was said?',
            view: lines,
            where: reading(lines).is('level', 'ERROR'),
            chosenBy: {
              level: listVariable({ name: 'level', title: 'Level', values: ['ERROR', 'WARN'], all: true }),
            },
            from: { uid: 'test-logs', name: 'Test logs' },
          }),
        ],
        { collapsed: true },
      ),
    ],
  });

describe('a dashboard', () => {
  it('compiles every panel type, variable and link to the JSON that Grafana reads', () => {
    assertGolden('everything.json', stableJson(everything().json));
  });

  it('is the same however often it is made: no builder is shared', () => {
    assert.equal(stableJson(everything().json), stableJson(everything().json));
  });

  it('keeps the id of a panel when neighbours come, go and move', () => {
    const before = dashboard({ ...shell, rows: [row('One', [panel('A'), panel('B')])] });
    const after = dashboard({
      ...shell,
      rows: [row('Zero', [panel('New')]), row('One', [panel('B'), panel('C'), panel('A')])],
    });
    const idOf = (of: typeof before, title: string) =>
      of.panels.find((placed) => placed.panel.title === title)?.id;
    assert.equal(idOf(after, 'A'), idOf(before, 'A'));
    assert.equal(idOf(after, 'B'), idOf(before, 'B'));
  });

  it('keeps the id of a panel under a new title when the author keeps its key', () => {
    const renamed = text({ title: 'Better title', key: 'a', description: 'What?', markdown: '' });
    const { panels } = dashboard({ ...shell, rows: [row('One', [renamed])] });
    assert.equal(panels[0]?.id, panelId(slug('A')));
  });

  it('leaves no grid position to the SDK: rows and panels follow one another without overlap', () => {
    const { panels } = everything();
    const cells = new Set<string>();
    for (const { at } of panels.filter((placed) => placed.row !== 'Folded')) {
      for (let x = at.x; x < at.x + at.w; x++) {
        for (let y = at.y; y < at.y + at.h; y++) {
          assert.ok(!cells.has(`${x},${y}`), `${x},${y} is taken twice`);
          cells.add(`${x},${y}`);
        }
      }
    }
  });
});

describe('a panel', () => {
  const jsonOf = (of: { json: Readonly<Record<string, unknown>> }) =>
    of.json as {
      fieldConfig: { defaults: { unit: string; thresholds: { steps: unknown } } };
      targets: { refId: string; instant?: boolean; legendFormat: string }[];
    };

  it('takes its unit from its query', () => {
    assert.equal(
      jsonOf(stat({ title: 'T', description: 'D', series: series(memory, 'x') })).fieldConfig.defaults.unit,
      'bytes',
    );
    assert.equal(
      jsonOf(stat({ title: 'T', description: 'D', series: series(sum(rate(requests, '5m')), 'x') }))
        .fieldConfig.defaults.unit,
      'ops',
    );
  });

  it('writes thresholds in the unit of its query: 5 percent of a ratio is 0.05', () => {
    const of = stat({
      title: 'T',
      description: 'D',
      series: series(ratio(sum(rate(requests, '5m')), sum(rate(requests, '5m')))),
      thresholds: worseAbove(percent(2), percent(5)),
    });
    assert.deepEqual(jsonOf(of).fieldConfig.defaults.thresholds.steps, [
      { value: null, color: 'green' },
      { value: 0.02, color: 'orange' },
      { value: 0.05, color: 'red' },
    ]);
  });

  it('turns the colours round where less is worse', () => {
    const of = stat({
      title: 'T',
      description: 'D',
      series: series(memory),
      thresholds: worseBelow({ in: { bytes: 10 } }),
    });
    assert.deepEqual(jsonOf(of).fieldConfig.defaults.thresholds.steps, [
      { value: null, color: 'red' },
      { value: 10, color: 'green' },
    ]);
  });

  it('names its queries A, B, C and asks for one moment where one number is shown', () => {
    const of = stat({ title: 'T', description: 'D', series: [series(memory, 'a'), series(memory, 'b')] });
    assert.deepEqual(
      jsonOf(of).targets.map(({ refId, instant }) => [refId, instant]),
      [
        ['A', true],
        ['B', true],
      ],
    );
  });

  it('names a line by the labels its query leaves, or by its own title', () => {
    const [line] = jsonOf(timeseries({ title: 'Served', description: 'D', series: series(served) })).targets;
    const [only] = jsonOf(
      timeseries({ title: 'Total', description: 'D', series: series(sum(served)) }),
    ).targets;
    assert.deepEqual([line?.legendFormat, only?.legendFormat], ['{{route}}', 'Total']);
  });

  it('refuses at compile time what it cannot show', () => {
    // @ts-expect-error a counter was never rated
    series(requests);
    // @ts-expect-error buckets without their quantile
    series(sum(rate(latency.bucket, '5m'), { by: ['le'] }));
    // @ts-expect-error the query leaves no label "status"
    series(served, '{{status}}');
    // @ts-expect-error two units in one panel
    timeseries({ title: 'T', description: 'D', series: [series(memory), series(alive)] });
    // @ts-expect-error bytes as the threshold of a time
    stat({ title: 'T', description: 'D', series: series(memory), thresholds: worseAbove(ms(5)) });
    const shared = { title: 'T', description: 'D', labels: { route: 'Route' } } as const;
    // @ts-expect-error a column by another label than the table's
    table({ ...shared, columns: { A: column(sum(rate(requests, '5m'), { by: ['status'] })) }, sortBy: 'A' });
    // @ts-expect-error sorted by a column that is not there
    table({ ...shared, columns: { A: column(served) }, sortBy: 'B' });
    const buckets = sum(rate(latency.bucket, '5m'), { by: ['le', 'route'] });
    // @ts-expect-error a heatmap of more than one histogram
    heatmap({ title: 'T', description: 'D', buckets });
    assert.ok(true);
  });
});

const shell = {
  uid: 'shell',
  title: 'Shell',
  description: 'D',
  tags: [],
  range: '1h',
  refresh: '1m',
} as const;
