import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { edits } from '../../src/review/edits.ts';
import { sentence } from '../../src/review/sentence.ts';
import { summary } from '../../src/review/summary.ts';

type Json = Record<string, unknown>;

const place = (x: number, y: number, w = 12, h = 8): Json => ({ x, y, w, h });
const prometheus = { type: 'prometheus', uid: 'prometheus' };
const query = (refId: string, expr: string, more: Json = {}): Json => ({
  refId,
  expr,
  datasource: prometheus,
  legendFormat: '{{job}}',
  range: true,
  instant: false,
  ...more,
});
const errors: Json = {
  id: 1,
  type: 'timeseries',
  title: 'Error rate',
  description: 'How much fails?',
  datasource: prometheus,
  gridPos: place(0, 0),
  fieldConfig: {
    defaults: {
      unit: 'percentunit',
      decimals: 1,
      thresholds: {
        mode: 'absolute',
        steps: [
          { color: 'green', value: null },
          { color: 'orange', value: 0.02 },
          { color: 'red', value: 0.05 },
        ],
      },
    },
    overrides: [
      {
        matcher: { id: 'byName', options: '5xx' },
        properties: [
          { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } },
          { id: 'custom.lineWidth', value: 1 },
        ],
      },
    ],
  },
  options: { legend: { placement: 'bottom' } },
  targets: [query('A', 'sum(rate(a[5m]))')],
  links: [{ title: 'Causes', url: '/d/causes' }],
};
const panel = (id: number, title: string, at: Json): Json => ({ id, type: 'stat', title, gridPos: at });
const row = (id: number, title: string, y: number, more: Json = {}): Json => ({
  id,
  type: 'row',
  title,
  collapsed: false,
  panels: [],
  gridPos: place(0, y, 24, 1),
  ...more,
});
const board = (panels: readonly Json[], more: Json = {}): Json => ({
  folderUid: 'team',
  dashboard: {
    uid: 'x',
    title: 'Service',
    tags: ['a'],
    time: { from: 'now-6h', to: 'now' },
    panels,
    ...more,
  },
});
const told = (before: Json, after: Json): readonly string[] =>
  edits('dashboard', before, after).map(sentence);

/** The error panel with some of its members replaced, and what is told of that. */
const ofErrors = (change: (panel: Json) => void): readonly string[] => {
  const changed = structuredClone(errors);
  change(changed);
  return told(board([errors]), board([changed]));
};
const at = (json: Json, ...path: readonly (string | number)[]): Json =>
  path.reduce<unknown>((inner, key) => (inner as Json)[key], json) as Json;

describe('what differs in a panel, in words', () => {
  const table: readonly (readonly [change: (panel: Json) => void, ...sentences: string[]])[] = [
    [(p) => (p.title = 'Failures'), 'panel Failures: title changed from "Error rate" to "Failures"'],
    [
      (p) => (p.description = 'How much\nfails?'),
      String.raw`panel Error rate: description changed from "How much fails?" to "How much\nfails?"`,
    ],
    [(p) => delete p.description, 'panel Error rate: description removed, was "How much fails?"'],
    [(p) => (p.type = 'stat'), 'panel Error rate: type changed from timeseries to stat'],
    [(p) => (p.id = 2), 'panel Error rate: id changed from 1 to 2'],
    [(p) => (p.transparent = true), 'panel Error rate: transparent added: true'],
    [
      (p) => (at(p, 'fieldConfig', 'defaults').unit = 's'),
      'panel Error rate: unit changed from percentunit to s',
    ],
    [(p) => (at(p, 'fieldConfig', 'defaults').min = 0), 'panel Error rate: min added: 0 %'],
    [
      (p) => (at(p, 'fieldConfig', 'defaults', 'thresholds', 'steps', 2).value = 0.08),
      'panel Error rate: threshold critical changed from 5 % to 8 %',
    ],
    [
      (p) => {
        const defaults = at(p, 'fieldConfig', 'defaults');
        defaults.unit = 'ms';
        at(defaults, 'thresholds', 'steps', 2).value = 300;
      },
      'panel Error rate: unit changed from percentunit to ms',
      'panel Error rate: threshold critical changed from 5 % to 300 ms',
    ],
    [
      (p) => (at(p, 'fieldConfig', 'defaults', 'thresholds').steps as Json[]).splice(1, 1),
      'panel Error rate: threshold warning removed, was 2 %',
    ],
    [
      (p) => (at(p, 'fieldConfig', 'defaults', 'thresholds', 'steps', 0).color = 'blue'),
      'panel Error rate: base colour changed from green to blue',
    ],
    [
      (p) => (at(p, 'fieldConfig', 'defaults', 'thresholds', 'steps', 2).color = 'dark-red'),
      'panel Error rate: threshold critical colour changed from red to dark-red',
    ],
    [
      (p) => (at(p, 'fieldConfig', 'defaults', 'thresholds').mode = 'percentage'),
      'panel Error rate: threshold mode changed from absolute to percentage',
    ],
    [
      (p) =>
        (at(p, 'fieldConfig', 'overrides', 0, 'properties', 0).value = { mode: 'fixed', fixedColor: 'blue' }),
      'panel Error rate › override 5xx: colour changed from red to blue',
    ],
    [
      (p) => (at(p, 'fieldConfig', 'overrides', 0, 'properties', 1).value = 2),
      'panel Error rate › override 5xx: custom.lineWidth changed from 1 to 2',
    ],
    [
      (p) => (at(p, 'fieldConfig').overrides = []),
      'panel Error rate: override 5xx removed, was color, custom.lineWidth',
    ],
    [
      (p) => (at(p, 'fieldConfig', 'defaults', 'thresholds', 'steps', 1).state = 'odd'),
      'panel Error rate: threshold warning.state added: odd',
    ],
    [
      (p) => (at(p, 'fieldConfig', 'overrides', 0).properties as Json[]).push({ id: 'color', value: 1 }),
      'panel Error rate › override 5xx: properties changed from …{"id":"custom.lineWidth","value":1}] to …{"id":"custom.lineWidth","value":1},{"id":"color","value":1}]',
    ],
    [(p) => (at(p, 'gridPos').static = true), 'panel Error rate: gridPos.static added: true'],
    [
      (p) => (at(p, 'options', 'legend').placement = 'right'),
      'panel Error rate: options.legend.placement changed from bottom to right',
    ],
    [(p) => delete p.options, 'panel Error rate: options removed, was {"legend":{"placement":"bottom"}}'],
    [
      (p) => (at(p, 'links', 0).url = '/d/other'),
      'panel Error rate › link Causes: address changed from /d/causes to /d/other',
    ],
    [
      (p) => (p.transformations = [{ id: 'merge', options: {} }]),
      'panel Error rate: transformation merge added',
    ],
    [
      (p) => {
        p.datasource = { type: 'prometheus', uid: 'other' };
        at(p, 'targets', 0).datasource = { type: 'prometheus', uid: 'other' };
      },
      'panel Error rate: data source changed from prometheus (uid prometheus) to prometheus (uid other)',
    ],
    [
      (p) => (p['a key'] = { deep: [1, { x: null }] }),
      'panel Error rate: "a key" added: {"deep":[1,{"x":null}]}',
    ],
    [(p) => (p.gridPos = place(0, 0, 24)), 'panel Error rate: size changed from 12 × 8 to 24 × 8'],
    [
      (p) => (p.gridPos = { x: 0 }),
      'panel Error rate: gridPos.h removed, was 8',
      'panel Error rate: gridPos.w removed, was 12',
      'panel Error rate: gridPos.y removed, was 0',
    ],
  ];
  for (const [change, ...sentences] of table)
    it(sentences.join('; '), () => assert.deepEqual(ofErrors(change), sentences));
});

describe('what differs in a query, in words', () => {
  const table: readonly (readonly [change: (query: Json) => void, ...sentences: string[]])[] = [
    [(q) => (q.expr = 'sum(rate(a[10m]))'), 'expression changed from sum(rate(a[5m])) to sum(rate(a[10m]))'],
    [(q) => (q.expr = 'sum(\n  rate(a[5m])\n)'), 'expression written differently, means the same'],
    [(q) => (q.expr = 'sum(rate(a[$w]))'), 'expression changed from sum(rate(a[5m])) to sum(rate(a[$w]))'],
    [(q) => (q.expr = 'sum(rate(a[5m])'), 'expression changed from sum(rate(a[5m])) to sum(rate(a[5m])'],
    [(q) => (q.legendFormat = ''), 'legend changed from "{{job}}" to ""'],
    [
      (q) => {
        q.instant = true;
        q.range = false;
      },
      'type changed from range to instant',
    ],
    [(q) => (q.instant = true), 'type changed from range to both'],
    [(q) => delete q.instant, 'instant removed, was false'],
    [(q) => (q.hide = true), 'hidden added: true'],
    [(q) => (q.interval = '1m'), 'least interval added: 1m'],
    [
      (q) => (q.datasource = { type: 'loki', uid: 'logs' }),
      'data source changed from prometheus (uid prometheus) to loki (uid logs)',
    ],
  ];
  for (const [change, ...sentences] of table)
    it(sentences.join('; '), () =>
      assert.deepEqual(
        ofErrors((p) => change(at(p, 'targets', 0))),
        sentences.map((one) => `panel Error rate › query A: ${one}`),
      ),
    );

  it('one that came or went says what it asks', () =>
    assert.deepEqual(
      ofErrors((p) => (p.targets = [query('B', 'up  ==\n 0')])),
      ['panel Error rate: query A removed, was sum(rate(a[5m]))', 'panel Error rate: query B added: up == 0'],
    ));

  it('what the grammar does not know is compared as it is written', () => {
    const loki = (text: string) => board([{ ...errors, targets: [query('A', text)] }]);
    assert.deepEqual(told(loki('{app="x"} |= "a  b"'), loki('{app="x"} |= "a b"')), [
      'panel Error rate › query A: expression changed from {app="x"} |= "a  b" to {app="x"} |= "a b"',
    ]);
    assert.deepEqual(told(loki('{app="x"}\n|= "a"'), loki('{app="x"} |= "a"')), [
      String.raw`panel Error rate › query A: expression changed from "{app=\"x\"}\n|= \"a\"" to "{app=\"x\"} |= \"a\""`,
    ]);
  });

  it('a long one is shortened around what differs', () => {
    const long = (window: string): string =>
      `${'sum(rate(errors_total{environment="production"}[5m])) + '.repeat(4)}sum(rate(errors_total[${window}]))${' + sum(rate(errors_total[5m]))'.repeat(4)}`;
    const [edit] = edits(
      'dashboard',
      board([{ ...errors, targets: [query('A', long('5m'))] }]),
      board([{ ...errors, targets: [query('A', long('1h'))] }]),
    );
    assert.equal(edit?.before, '…+ sum(rate(errors_total[5m])) + sum(rate(errors_total[5m])) + …');
    assert.equal(edit?.after, '…+ sum(rate(errors_total[1h])) + sum(rate(errors_total[5m])) + …');
  });
});

describe('what differs in the mappings of values, in words', () => {
  const mapped = (...mappings: readonly Json[]): Json =>
    board([{ ...errors, fieldConfig: { defaults: { mappings } } }]);
  const value = (options: Json): Json => ({ type: 'value', options });
  const down = value({ 0: { text: 'down', color: 'red', index: 0 } });
  const table: readonly (readonly [before: Json, after: Json, ...sentences: string[]])[] = [
    [
      mapped(down),
      mapped(value({ 0: { text: 'off', color: 'red', index: 0 } })),
      'mapping 0 changed from down (red) to off (red)',
    ],
    [mapped(down), mapped(down, value({ 1: { text: 'up', index: 1 } })), 'mapping 1 added: up'],
    // What comes before the others moves their index, and that is no news.
    [
      mapped(down),
      mapped(value({ 1: { text: 'up', index: 0 }, 0: { text: 'down', color: 'red', index: 1 } })),
      'mapping 1 added: up',
    ],
    [
      mapped(down),
      mapped(value({ 0: { text: 'down', color: 'red', index: 1 } })),
      'mappings[0].options.0.index changed from 0 to 1',
    ],
    [
      mapped(down),
      mapped(value({ 0: 'down' })),
      'mappings[0].options.0 changed from {"color":"red","index":0,"text":"down"} to down',
    ],
    [
      mapped(down, value({ 0: 'up' })),
      mapped(down, value({ 0: 'on' })),
      'mappings[1].options.0 changed from up to on',
    ],
    [
      mapped({ type: 'range', options: { from: 0, to: 5, result: { text: 'few' } } }),
      mapped({ type: 'range', options: { from: 0, to: 5, result: { text: 'some' } } }),
      'mapping 0 to 5 changed from few to some',
    ],
  ];
  for (const [before, after, ...sentences] of table)
    it(sentences.join('; '), () =>
      assert.deepEqual(
        told(before, after),
        sentences.map((one) => `panel Error rate: ${one}`),
      ),
    );
});

describe('what differs in a dashboard, in words', () => {
  const table: readonly (readonly [before: Json, after: Json, ...sentences: string[]])[] = [
    [{}, { title: 'Shop' }, 'title changed from "Service" to "Shop"'],
    [{}, { tags: ['b', 'a'] }, 'tag b added'],
    [
      { tags: ['a', 'b'] },
      { tags: ['b', 'a'] },
      'tags[0] changed from a to b',
      'tags[1] changed from b to a',
    ],
    [
      {},
      { time: { from: 'now-1h', to: 'now' } },
      'time range changed from now-6h until now to now-1h until now',
    ],
    [{ refresh: '30s' }, { refresh: '1m' }, 'refresh changed from 30s to 1m'],
    [
      { id: 7, version: 3, iteration: 12, schemaVersion: 38 },
      { id: 8, version: 4, schemaVersion: 38 },
    ],
    [
      {
        templating: {
          list: [
            {
              name: 'job',
              type: 'query',
              query: { query: 'label_values(up, job)' },
              definition: 'label_values(up, job)',
            },
          ],
        },
      },
      {
        templating: {
          list: [
            {
              name: 'job',
              type: 'query',
              query: { query: 'label_values(a, job)' },
              definition: 'label_values(a, job)',
              multi: true,
            },
          ],
        },
      },
      'variable job: query changed from label_values(up, job) to label_values(a, job)',
      'variable job: multi added: true',
    ],
    [
      { templating: { list: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] } },
      { templating: { list: [{ name: 'c' }, { name: 'a' }, { name: 'b' }] } },
      'variable c moved from behind variable b to the start',
    ],
    [
      { annotations: { list: [] } },
      { annotations: { list: [{ name: 'Deployments', expr: 'changes(version[1m])' }] } },
      'annotation Deployments added: changes(version[1m])',
    ],
    [{ links: [{ title: 'Docs', url: '/a' }] }, { links: [] }, 'link Docs removed, was /a'],
    [{ templating: null }, { templating: { list: [] } }, 'templating.list added: []'],
    [{ panels: null }, { panels: [1] }, 'panels changed from null to [1]'],
  ];
  for (const [before, after, ...sentences] of table)
    it(sentences.join('; ') || 'nothing, where only counters differ', () =>
      assert.deepEqual(told(board([], before), board([], after)), sentences),
    );

  it('its folder', () =>
    assert.deepEqual(told(board([]), { ...board([]), folderUid: '' }), [
      'dashboard moved from folder team to no folder',
    ]));

  it('panels of one title are told apart', () =>
    assert.deepEqual(
      told(
        board([panel(1, 'Load', place(0, 0)), panel(2, 'Load', place(12, 0))]),
        board([panel(1, 'Load', place(0, 0)), { ...panel(2, 'Load', place(12, 0)), type: 'gauge' }]),
      ),
      ['panel Load (id 2): type changed from stat to gauge'],
    ));

  it('a panel without an id is recognised by title and type', () => {
    const { id, ...anonymous } = errors;
    assert.deepEqual(
      told(board([panel(5, 'Load', place(0, 8)), anonymous]), board([{ ...anonymous, id: 3 }])),
      ['panel Error rate: id added: 3', 'panel Load removed, was stat'],
    );
  });
});

describe('what moved', () => {
  const [a, b, c] = [
    panel(1, 'A', place(0, 1)),
    panel(2, 'B', place(12, 1)),
    panel(3, 'C', place(0, 9)),
  ] as const;
  const [d, e] = [panel(4, 'D', place(0, 18)), panel(5, 'E', place(12, 18))] as const;
  const rows = [row(10, 'One', 0), a, b, c, row(20, 'Two', 17), d, e];
  const to = (one: Json, ...by: Parameters<typeof place>): Json => ({ ...one, gridPos: place(...by) });
  const lower = (by: number, ...panels: readonly Json[]): Json[] =>
    panels.map((one) => ({
      ...one,
      gridPos: { ...at(one, 'gridPos'), y: Number(at(one, 'gridPos').y) + by },
    }));
  const table: readonly (readonly [
    name: string,
    before: readonly Json[],
    after: readonly Json[],
    ...sentences: string[],
  ])[] = [
    [
      'who follows an added panel does not',
      rows,
      [
        row(10, 'One', 0),
        panel(9, 'New', place(0, 1)),
        to(a, 12, 1),
        to(b, 0, 9),
        to(c, 12, 9),
        ...lower(8, ...rows.slice(4)),
      ],
      'panel New added: stat',
    ],
    [
      'who follows a removed one does not',
      rows,
      [row(10, 'One', 0), to(b, 0, 1), to(c, 12, 1), ...lower(-8, ...rows.slice(4))],
      'panel A removed, was stat',
    ],
    [
      'who follows a larger one does not',
      rows,
      [row(10, 'One', 0), to(a, 0, 1, 24), to(b, 0, 9), to(c, 12, 9), ...rows.slice(4)],
      'panel A: size changed from 12 × 8 to 24 × 8',
    ],
    [
      'within a row',
      rows,
      [row(10, 'One', 0), to(c, 0, 1), to(a, 12, 1), to(b, 0, 9), ...rows.slice(4)],
      'panel C moved from behind panel B to the start of row One',
    ],
    [
      'into another row',
      rows,
      [row(10, 'One', 0), a, b, row(20, 'Two', 9), to(d, 0, 10), to(e, 12, 10), to(c, 0, 18)],
      'panel C moved from row One to row Two',
    ],
    [
      'a row with all that is in it',
      rows,
      [
        row(20, 'Two', 0),
        to(d, 0, 1),
        to(e, 12, 1),
        row(10, 'One', 9),
        to(a, 0, 10),
        to(b, 12, 10),
        to(c, 0, 18),
      ],
      'row Two moved from behind row One to the start',
    ],
    [
      'by hand, beside a gap',
      rows,
      [...rows.slice(0, 3), to(c, 12, 9), ...rows.slice(4)],
      'panel C moved from x 0, y 9 to x 12, y 9',
    ],
    [
      'by hand, in a row that others push down',
      rows,
      [
        row(10, 'One', 0),
        to(a, 0, 1, 12, 10),
        b,
        to(c, 0, 11),
        row(20, 'Two', 19),
        to(d, 0, 20),
        to(e, 12, 24),
      ],
      'panel A: size changed from 12 × 8 to 12 × 10',
      'panel E moved from x 12, y 18 to x 12, y 24',
    ],
    [
      'all, without a cause',
      rows,
      [...rows.slice(0, 4), ...lower(2, ...rows.slice(4))],
      'layout changed: 3 panels stand higher or lower, in the same order',
    ],
    [
      'into a folded row, which is no move',
      rows,
      [row(10, 'One', 0, { collapsed: true, panels: [a, b, c] }), ...lower(-16, ...rows.slice(4))],
      'row One: state changed from open to folded',
    ],
    [
      'out of a folded row, below it',
      [row(10, 'One', 0, { collapsed: true, panels: [a, b, c] })],
      [row(10, 'One', 0, { collapsed: true, panels: [a, b] }), to(c, 0, 1)],
      'panel C moved from row One to below row One',
    ],
    ['nobody, where a row comes around them', [a, b, c], [row(10, 'One', 0), a, b, c], 'row One added'],
    [
      'nobody, where the row around them goes',
      rows,
      [...rows.slice(0, 4), ...lower(-1, d, e)],
      'row Two removed',
    ],
    [
      'nobody, where the same is stored in another order',
      rows,
      rows.toReversed(),
      'layout changed: the same panels in the same places, stored in another order',
    ],
    [
      'a panel in a folded row is compared like any other',
      [row(10, 'One', 0, { collapsed: true, panels: [a] })],
      [row(10, 'One', 0, { collapsed: true, panels: [{ ...a, type: 'gauge' }] })],
      'panel A: type changed from stat to gauge',
    ],
  ];
  for (const [name, before, after, ...sentences] of table)
    it(name, () => assert.deepEqual(told(board(before), board(after)), sentences));

  it('and is summed up', () =>
    assert.equal(
      summary(
        edits(
          'dashboard',
          board([{ ...errors, id: 50 }, to(a, 0, 8), to(b, 12, 8), to(c, 0, 16)]),
          board([
            to(c, 0, 0),
            to(b, 12, 0),
            to(a, 0, 8),
            { ...errors, id: 50, gridPos: place(12, 8), targets: [query('A', 'b'), query('B', 'b')] },
            panel(99, 'New', place(0, 16)),
          ]),
        ),
      ),
      'three panels moved, one query changed, one query added, one panel added',
    ));
});
