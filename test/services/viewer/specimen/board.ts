import type { DashboardJson, FieldJson, PanelJson } from '../../../../services/viewer/board/json.ts';
import { specimenEnd } from './prometheus.ts';

const range = (expr: string, legendFormat = '{{app}}', format = 'time_series') => [
  { refId: 'A', expr, legendFormat, format, instant: false },
];
const moment = (expr: string, legendFormat = '{{app}}') => [
  { refId: 'A', expr, legendFormat, format: 'time_series', instant: true },
];
const judged: FieldJson = {
  unit: 'percentunit',
  min: 0,
  max: 1,
  thresholds: {
    mode: 'absolute',
    steps: [
      { color: 'red', value: null },
      { color: 'orange', value: 0.5 },
      { color: 'green', value: 0.9 },
    ],
  },
};
const states: FieldJson = {
  mappings: [
    {
      type: 'value',
      options: {
        '0': { text: 'down', color: 'red', index: 0 },
        '1': { text: 'up', color: 'green', index: 1 },
      },
    },
  ],
};
const list = { showLegend: true, displayMode: 'list', placement: 'bottom' };
const table = {
  showLegend: true,
  displayMode: 'table',
  placement: 'right',
  calcs: ['lastNotNull', 'max'],
  sortBy: 'Max',
  sortDesc: true,
};

/** Every panel type, one after the other, three in a line. */
const panels: readonly Omit<PanelJson, 'id' | 'gridPos'>[] = [
  {
    type: 'timeseries',
    title: 'Lines',
    description: 'How high are they?',
    targets: range('level{app=~"$app"}'),
    fieldConfig: {
      defaults: {
        unit: 's',
        custom: { fillOpacity: 8, thresholdsStyle: { mode: 'dashed' } },
        thresholds: {
          mode: 'absolute',
          steps: [
            { color: 'green', value: null },
            { color: 'red', value: 1.5 },
          ],
        },
      },
    },
    options: { legend: table, tooltip: { mode: 'multi', sort: 'desc' } },
  },
  {
    type: 'timeseries',
    title: 'Stacked <lines> & "quotes"',
    targets: range('level'),
    fieldConfig: {
      defaults: { unit: 'bytes', custom: { fillOpacity: 30, stacking: { mode: 'normal' }, axisSoftMin: 0 } },
      overrides: [
        {
          matcher: { id: 'byName', options: 'web' },
          properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }],
        },
      ],
    },
    options: { legend: list },
  },
  {
    type: 'heatmap',
    title: 'Distribution',
    targets: range('rate(took_bucket[5m])', '{{le}}', 'heatmap'),
    options: { yAxis: { unit: 's' } },
  },
  {
    type: 'state-timeline',
    title: 'States',
    targets: range('state'),
    fieldConfig: { defaults: states },
    options: { legend: list },
  },
  {
    type: 'stat',
    title: 'One number',
    targets: moment('level{app="api"}'),
    fieldConfig: { defaults: { unit: 's', decimals: 2 } },
    options: { colorMode: 'value', textMode: 'value' },
  },
  {
    type: 'stat',
    title: 'Numbers',
    targets: moment('share'),
    fieldConfig: { defaults: judged },
    options: { colorMode: 'background', textMode: 'value_and_name' },
  },
  { type: 'gauge', title: 'Dial', targets: moment('share{app="worker"}'), fieldConfig: { defaults: judged } },
  {
    type: 'bargauge',
    title: 'Bars',
    targets: moment('share'),
    fieldConfig: { defaults: judged },
    options: { showUnfilled: true },
  },
  {
    type: 'piechart',
    title: 'Parts',
    targets: moment('share'),
    fieldConfig: { defaults: { unit: 'short' } },
    options: { pieType: 'donut', legend: { ...table, values: ['value', 'percent'] } },
  },
  {
    type: 'table',
    title: 'Table',
    targets: [
      { refId: 'A', expr: 'level', format: 'table', instant: true },
      { refId: 'B', expr: 'level * 2', format: 'table', instant: true },
    ],
    fieldConfig: { defaults: { unit: 's', decimals: 1 } },
    options: { sortBy: [{ displayName: 'Twice', desc: true }] },
    transformations: [
      { id: 'merge' },
      {
        id: 'organize',
        options: {
          excludeByName: { Time: true, __name__: true },
          renameByName: { 'Value #A': 'Once', 'Value #B': 'Twice', app: 'Application' },
        },
      },
    ],
  },
  {
    type: 'text',
    title: 'Text',
    options: {
      mode: 'markdown',
      content: '# Head\n\nSee [the page](https://example.org/x) or **ask**.\n\n- one\n- two <b>x</b>',
    },
  },
  { type: 'dashlist', title: 'More', options: { tags: ['specimen'] } },
  {
    type: 'logs',
    title: 'Logs',
    datasource: { type: 'elasticsearch', uid: 'logs' },
    targets: [{ refId: 'A' }],
  },
  {
    type: 'stat',
    title: 'Nothing',
    targets: moment('absent_series'),
    fieldConfig: { defaults: { noValue: 'none yet' } },
  },
  { type: 'timeseries', title: 'Refused', targets: range('level + on(') },
  {
    type: 'timeseries',
    title: 'Around zero',
    targets: range('level{app="api"} - 1'),
    fieldConfig: { defaults: { custom: { fillOpacity: 30 } } },
  },
];

/** A dashboard with a panel of each type, over the two hours of the specimen. */
export const specimen: DashboardJson = {
  uid: 'specimen',
  title: 'Specimen',
  tags: ['specimen'],
  time: {
    from: new Date((specimenEnd - 7200) * 1000).toISOString(),
    to: new Date(specimenEnd * 1000).toISOString(),
  },
  refresh: '',
  graphTooltip: 1,
  templating: {
    list: [
      {
        name: 'app',
        type: 'query',
        label: 'Application',
        multi: true,
        includeAll: true,
        allValue: '.*',
        query: { query: 'label_values(level, app)' },
        sort: 1,
        current: { value: ['$__all'] },
      },
    ],
  },
  annotations: {
    list: [
      {
        name: 'Down',
        enable: true,
        expr: 'state{app="api"} == 0',
        iconColor: 'red',
        titleFormat: '{{app}} is down',
        step: '60s',
      },
    ],
  },
  panels: [
    { id: 1, type: 'row', title: 'All types', gridPos: { x: 0, y: 0, w: 24, h: 1 } },
    ...panels.map(
      (panel, at): PanelJson => ({
        ...panel,
        id: at + 2,
        gridPos: { x: (at % 3) * 8, y: 1 + Math.floor(at / 3) * 6, w: 8, h: 6 },
      }),
    ),
  ],
};
