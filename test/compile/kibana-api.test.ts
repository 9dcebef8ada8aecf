import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kibanaDashboard, reading } from '#lib';
import { kibanaContent } from '../../kibana/index.ts';
import { stableJson } from '../../src/compile/json.ts';
import { apiDashboard } from '../../src/compile/kibana/api.ts';
import { Failure } from '../../src/model/failure.ts';
import type { KibanaPanel } from '../../src/model/kibana.ts';
import { assertGolden } from '../support/golden.ts';
import { everything } from '../support/kibana-specimen.ts';
import { logs } from '../support/log-specimen.ts';

type Json = Readonly<Record<string, unknown>>;
interface Section {
  readonly title: string;
  readonly grid: { readonly y: number };
  readonly panels: readonly {
    id: string;
    type: string;
    grid: Record<'h' | 'w' | 'x' | 'y', number>;
    config: Json;
  }[];
}
const sections = (data: Json): readonly Section[] => data.panels as readonly Section[];

test('one of everything, in the words of the dashboards API', () => {
  assertGolden('kibana-api.json', stableJson(apiDashboard(everything)));
});

describe('rows are sections with a grid of their own', () => {
  for (const dashboard of kibanaContent.dashboards)
    test(dashboard.id, () => {
      const { data } = apiDashboard(dashboard);
      const rows = [...new Set(dashboard.panels.map(({ row }) => row))];
      assert.deepEqual(
        sections(data).map(({ title }) => title),
        rows,
      );
      for (const { panels } of sections(data)) {
        assert.equal(Math.min(...panels.map(({ grid }) => grid.y)), 0);
        assert.ok(panels.every(({ grid }) => grid.x + grid.w <= 48));
      }
      // Nothing but the headings is left out.
      const told = sections(data).flatMap(({ panels }) => panels.map(({ id }) => id));
      const meant = dashboard.panels
        .filter(({ panel }) => panel.type !== 'prose')
        .map(({ panel }) => panel.key);
      assert.deepEqual(told, meant);
    });
});

test('every kind of chart has its word', () => {
  const types = sections(apiDashboard(everything).data).flatMap(({ panels }) =>
    panels.map(({ type, config }) => (type === 'vis' ? config.type : type)),
  );
  assert.deepEqual([...new Set(types)].toSorted(), [
    'data_table',
    'discover_session',
    'heatmap',
    'markdown',
    'metric',
    'pie',
    'xy',
  ]);
});

test('colours by value leave no gap, and are open at both ends', () => {
  const [numbers] = sections(apiDashboard(everything).data);
  const steps = (numbers?.panels ?? []).flatMap(({ config }) => {
    const [primary] = (config.metrics ?? []) as Json[];
    return primary?.color ? [(primary.color as { steps: { gte?: number; lt?: number }[] }).steps] : [];
  });
  assert.equal(steps.length, 2);
  for (const of of steps) {
    assert.equal(of[0]?.gte, undefined);
    assert.equal(of.at(-1)?.lt, undefined);
    for (const [at, step] of of.entries()) if (at > 0) assert.equal(step.gte, of[at - 1]?.lt);
  }
});

describe('what the API cannot say is refused', () => {
  const { count, metric, table, terms } = reading(logs);
  const of = (panels: readonly KibanaPanel[]) =>
    kibanaDashboard({ ...everything, rows: [{ title: 'Row', panels }] });
  const refused = (panels: readonly KibanaPanel[], message: RegExp): void =>
    assert.throws(
      () => apiDashboard(of(panels)),
      (error) => error instanceof Failure && message.test(error.message) && error.detail.next !== '',
    );

  test('a page of a table with a number of rows that it does not know', () =>
    refused(
      [
        table({
          title: 'Users',
          description: 'Who?',
          by: [terms('user_id')],
          values: [count()],
          page: 15,
        }),
      ],
      /"Users" has 15 rows on a page, which the dashboards API cannot say/,
    ));

  test('more panels in a row than it takes', () =>
    refused(
      Array.from({ length: 101 }, (_, at) =>
        metric({ title: `M${at}`, description: 'How many?', value: count() }),
      ),
      /the row "Row" of every_thing has 101 panels/,
    ));
});
