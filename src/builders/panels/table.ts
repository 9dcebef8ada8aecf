import { TableCellHeight, TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Panel, Series, Thresholds } from '../../model/panel.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Unit } from '../../model/unit.ts';
import type { LabelsOf, Vector } from '../../model/vector.ts';
import { chart, mappings, type PanelSpec, refId, type State, steps } from './frame.ts';
import { grafanaUnit } from './grafana-unit.ts';

/** One column of numbers. */
export interface Column<out Query extends Vector = Vector> {
  readonly query: Query;
  readonly thresholds?: Thresholds<never>;
  readonly states?: Readonly<Record<number, State>>;
  readonly decimals?: number;
}

type SameLabels<Query extends Vector, Has> = [keyof LabelsOf<Query>, keyof Has] extends [
  keyof Has,
  keyof LabelsOf<Query>,
]
  ? unknown
  : Refusal<
      'a column of a table has exactly the labels that the table lists, so that its rows can be joined',
      keyof LabelsOf<Query>
    >;

/** A column: the query, and how its numbers are judged. */
export function column<Query extends Vector>(
  query: Query,
  style: {
    readonly thresholds?: Thresholds<Query['unit']>;
    readonly states?: Readonly<Record<number, State>>;
    readonly decimals?: number;
  } = {},
): Column<Query> {
  return { query, ...style };
}

/**
 * A row for each label set and a column for each query. Every query leaves the same labels, which are the first columns.
 *
 * `table({ labels: { component: 'Component' }, columns: { Errors: column(errors), p95: column(p95) }, sortBy: 'Errors' })`
 */
export function table<
  const Names extends Readonly<Record<string, string>>,
  const Columns extends Readonly<Record<string, Column>>,
>(
  spec: PanelSpec & {
    /** Label name to column title, in order. */
    readonly labels: Names;
    /** Column title to query, in order. */
    readonly columns: Columns & {
      readonly [Title in keyof Columns]: SameLabels<Columns[Title]['query'], Names>;
    };
    /** Title of the column to sort by, largest first. */
    readonly sortBy: Extract<keyof Columns, string>;
  },
): Panel {
  const columns = Object.entries(spec.columns as Readonly<Record<string, Column>>);
  const valueName = (index: number): string => (columns.length === 1 ? 'Value' : `Value #${refId(index)}`);
  const sdk = new PanelBuilder()
    .showHeader(true)
    .cellHeight(TableCellHeight.Sm)
    .sortBy([new TableSortByFieldStateBuilder().displayName(spec.sortBy).desc(true)]);
  columns.forEach(([title, column]) => {
    sdk.overrideByName(title, properties(column));
  });
  const names = [...Object.keys(spec.labels), ...columns.map((_, index) => valueName(index))];
  if (columns.length > 1) sdk.withTransformation({ id: 'merge', options: {} });
  sdk.withTransformation({
    id: 'organize',
    options: {
      excludeByName: { Time: true },
      indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
      renameByName: {
        ...spec.labels,
        ...Object.fromEntries(columns.map(([title], index) => [valueName(index), title])),
      },
    },
  });
  const series: Series[] = columns.map(([title, { query }]) => ({
    query,
    legend: title,
    refId: 'A',
    instant: true,
  }));
  return chart(
    sdk,
    { ...spec, series },
    { width: 12, height: 8 },
    { instant: true, as: PromQueryFormat.Table },
  );
}

function properties({ query, thresholds, states, decimals }: Column): DynamicConfigValue[] {
  const unit: Unit = query.unit;
  return [
    { id: 'unit', value: grafanaUnit(unit) },
    ...(decimals === undefined ? [] : [{ id: 'decimals', value: decimals }]),
    ...(states ? [{ id: 'mappings', value: mappings(states) }] : []),
    ...(thresholds
      ? [{ id: 'thresholds', value: { mode: 'absolute', steps: steps(thresholds, unit) } }]
      : []),
    ...(thresholds || states ? [{ id: 'custom.cellOptions', value: { type: 'color-text' } }] : []),
  ];
}
