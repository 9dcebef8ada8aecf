import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inQuery, inText, legend, type VariableValues } from '../../../services/viewer/board/interpolate.ts';
import { intervalOf } from '../../../services/viewer/board/interval.ts';
import type { DashboardJson, PanelJson, VariableJson } from '../../../services/viewer/board/json.ts';
import { gap, layout, rowHeight } from '../../../services/viewer/board/layout.ts';
import { linkHref, readAddress, writeAddress } from '../../../services/viewer/board/links.ts';
import { durationOf, momentOf, promDuration, timeRange } from '../../../services/viewer/board/time-range.ts';
import { resolveVariables } from '../../../services/viewer/board/variables.ts';
import type { PrometheusClient } from '../../../services/viewer/data/prometheus.ts';

const now = Date.UTC(2026, 2, 10, 15, 30);
const hour = 3_600_000;

describe('time', () => {
  for (const [text, moment] of [
    ['now', now],
    ['now-24h', now - 24 * hour],
    ['now-1d/d', Date.UTC(2026, 2, 9)],
    ['now+5m', now + 300_000],
    [String(now - 5), now - 5],
    ['2026-03-10T12:00:00Z', Date.UTC(2026, 2, 10, 12)],
    ['yesterday', undefined],
    ['now-24x', undefined],
  ] as const)
    test(`${text} is ${moment}`, () => assert.equal(momentOf(text, now), moment));
  test('what cannot be read is the last six hours, and a range never goes backwards', () => {
    assert.deepEqual(timeRange('nonsense', 'now', now), { from: now - 6 * hour, to: now });
    const { from, to } = timeRange('now', 'now-1h', now);
    assert.ok(from < to);
  });
  test('durations', () => {
    assert.equal(durationOf('1m30s'), 90_000);
    assert.equal(durationOf('5 minutes'), undefined);
    assert.equal(promDuration(86_400_000), '1d');
    assert.equal(promDuration(90_000), '90s');
  });
});

describe('the step of a query follows from the range and the width', () => {
  for (const [hours, points, least, step, rate] of [
    [24, 1440, 15, 60, 75],
    [3, 700, 15, 15, 60],
    [24, 700, 60, 120, 240],
    [168, 1000, 300, 600, 1200],
    [1 / 12, 700, 15, 15, 60],
  ] as const)
    test(`${hours} h on ${points} pixels: ${step} s`, () =>
      assert.deepEqual(intervalOf({ from: now - hours * hour, to: now }, points, least * 1000), {
        step: step * 1000,
        rate: rate * 1000,
      }));
});

describe('variables are put in', () => {
  const values: VariableValues = {
    environment: { values: ['production'], all: false, multi: false },
    user: { values: ['a.b', 'c"d'], all: false, multi: true },
    one: { values: ['a.b'], all: false, multi: true },
    command: { values: ['x', 'y'], all: true, allValue: '.*', multi: true },
  };
  for (const [text, result] of [
    ['up{e="$environment"}', 'up{e="production"}'],
    ['up{e="${environment}x"}', 'up{e="productionx"}'],
    ['up{e="[[environment]]"}', 'up{e="production"}'],
    ['up{u=~"$user"}', 'up{u=~"(a\\\\.b|c\\"d)"}'],
    ['up{u=~"$one"}', 'up{u=~"a\\\\.b"}'],
    ['up{c=~"$command"}', 'up{c=~".*"}'],
    ['up{u=~"${user:pipe}"}', 'up{u=~"a.b|c"d"}'],
    ['up{x="$unknown"}', 'up{x="$unknown"}'],
  ] as const)
    test(`${text} becomes ${result}`, () => assert.equal(inQuery(text, values), result));
  test('into words', () => {
    assert.equal(inText('For $user in $command', values), 'For a.b + c"d in All');
    assert.equal(legend('{{ job }} {{nothing}}.', { job: 'api' }), 'api .');
  });
});

describe('what may be chosen', () => {
  const range = { from: now - hour, to: now };
  const client = (reply: (label: string, selector?: string) => readonly string[]): PrometheusClient => ({
    instant: () => assert.fail(),
    range: () => assert.fail(),
    alerts: () => assert.fail(),
    labelValues: async (label, selector) => reply(label, selector),
  });
  const environment: VariableJson = {
    name: 'environment',
    type: 'query',
    query: { query: 'label_values(up, environment)' },
    sort: 1,
  };
  const user: VariableJson = {
    name: 'user',
    type: 'query',
    multi: true,
    includeAll: true,
    allValue: '.*',
    query: { query: 'label_values(up{environment="$environment"}, user)' },
    current: { value: ['$__all'] },
  };

  test('one variable is asked for in terms of the one before it', async () => {
    const asked: (string | undefined)[] = [];
    const [first, second] = await resolveVariables(
      [environment, user],
      {},
      range,
      client((label, selector) => {
        asked.push(`${label} of ${selector}`);
        return label === 'user' ? ['u1', 'u2'] : ['staging', 'production'];
      }),
    );
    assert.deepEqual(asked, ['environment of up', 'user of up{environment="production"}']);
    assert.deepEqual(first?.options, ['production', 'staging']);
    assert.deepEqual(first?.value.values, ['production']);
    assert.deepEqual(second?.value, { values: ['u1', 'u2'], all: true, multi: true, allValue: '.*' });
  });
  test('a choice is kept, whether or not the value is still there', async () => {
    const [first] = await resolveVariables(
      [environment],
      { environment: ['gone'] },
      range,
      client(() => ['production']),
    );
    assert.deepEqual(first?.value.values, ['gone']);
  });
  test('no value, and a server that fails, say why', async () => {
    const [none] = await resolveVariables(
      [environment],
      {},
      range,
      client(() => []),
    );
    assert.match(none?.problem ?? '', /no series has the label environment/);
    const [failing] = await resolveVariables(
      [environment],
      {},
      range,
      client(() => {
        throw new Error('Prometheus is away');
      }),
    );
    assert.equal(failing?.problem, 'Prometheus is away');
  });
});

describe('the grid', () => {
  const panel = (
    id: number,
    x: number,
    y: number,
    w: number,
    h: number,
    more: Partial<PanelJson> = {},
  ): PanelJson => ({
    id,
    type: 'stat',
    gridPos: { x, y, w, h },
    ...more,
  });
  const board: DashboardJson = {
    uid: 'x',
    title: 'X',
    panels: [
      panel(1, 0, 0, 24, 1, { type: 'row' }),
      panel(2, 0, 1, 12, 4),
      panel(3, 12, 1, 12, 4),
      panel(4, 0, 5, 24, 1, { type: 'row', collapsed: true, panels: [panel(5, 0, 6, 24, 8)] }),
      panel(6, 0, 6, 24, 1, { type: 'row' }),
      panel(7, 0, 7, 8, 2),
    ],
  };
  const tops = (collapsed?: ReadonlyMap<number, boolean>): Readonly<Record<number, number>> =>
    Object.fromEntries(
      layout(board, 1000, collapsed).map(({ panel: { id }, box }) => [id, box.y / (rowHeight + gap)]),
    );

  test('panels stand where they were put, and fill the width', () => {
    const placed = layout(board, 1000);
    assert.deepEqual(tops(), { 1: 0, 2: 1, 3: 1, 4: 5, 6: 6, 7: 7 });
    const [left, right] = [placed[1]?.box, placed[2]?.box];
    assert.equal((left?.x ?? 0) + (left?.width ?? 0) + gap, right?.x);
    assert.equal((right?.x ?? 0) + (right?.width ?? 0), 1000);
  });
  test('a row that is opened makes room, one that is closed gives it back', () => {
    assert.deepEqual(tops(new Map([[4, false]])), { 1: 0, 2: 1, 3: 1, 4: 5, 5: 6, 6: 14, 7: 15 });
    assert.deepEqual(tops(new Map([[1, true]])), { 1: 0, 4: 1, 6: 2, 7: 3 });
  });
});

describe('links', () => {
  const address = { uid: 'a', from: 'now-1h', to: 'now', refresh: '', variables: { user: ['u 1'] } };
  const values: VariableValues = { user: { values: ['u 1'], all: false, multi: true } };
  test('carry time and variables', () =>
    assert.equal(
      linkHref(
        { title: '', url: '/d/b?viewPanel=7&${__url_time_range}&${__all_variables}' },
        address,
        values,
      ),
      '/d/b?viewPanel=7&from=now-1h&to=now&var-user=u%201',
    ));
  test('lead nowhere but into the web', () => {
    assert.equal(linkHref({ title: '', url: 'javascript:alert(1)' }, address, {}), undefined);
    assert.equal(linkHref({ title: '', url: '//elsewhere' }, address, {}), undefined);
  });
  test('an address that was written is read again', () => {
    const written = writeAddress({ ...address, panel: 12 });
    const [path = '', search = ''] = written.split(/(?=\?)/);
    const { refresh: _, ...rest } = address;
    assert.deepEqual(readAddress(path, search), { ...rest, panel: 12 });
  });
  test('an address may name a theme, one of two', () => {
    assert.equal(readAddress('/d/a', '?theme=light').theme, 'light');
    assert.equal(readAddress('/d/a', '?theme=pink').theme, undefined);
    assert.match(writeAddress({ ...address, theme: 'light' }), /&theme=light$/);
  });
});
