import type { FieldJson, PanelJson, TargetJson, TransformationJson } from '../board/json.ts';
import type { DrawnSeries, PanelData } from '../data/panel-data.ts';
import type { Canvas, Cell, SheetDrawing } from './drawing.ts';
import { fieldOf, show } from './field.ts';

/** A row of a table, by the names that Grafana gives columns: `Time`, labels, `Value #A`. */
type Fields = Readonly<Record<string, string | number>>;

/** A row for each set of labels, a column for each label and each query. */
export function drawTable(panel: PanelJson, data: PanelData, { theme }: Canvas): SheetDrawing {
  const targets = (panel.targets ?? []).filter(({ hide }) => !hide);
  const merged = rowsOf(data.series, targets);
  const columns = columnsOf(merged, panel.transformations ?? []).filter(
    ({ title }) => !fieldOf(panel, title).custom?.hidden,
  );
  const cell = (record: Fields, name: string, field: FieldJson): Cell => {
    const value = record[name];
    if (value === undefined) return { text: '', value: Number.NEGATIVE_INFINITY };
    if (typeof value === 'string') return { text: value };
    const { text, colour, mapped } = show(value, field, theme);
    const coloured = field.custom?.cellOptions?.type?.startsWith('color') || mapped;
    return { text, value, ...(coloured && { colour }) };
  };
  const rows = merged.map((record) => ({
    key: columns.map(({ name }) => (typeof record[name] === 'string' ? record[name] : '')).join(' '),
    cells: columns.map(({ name, title }) => cell(record, name, fieldOf(panel, title))),
  }));
  const [sort] = panel.options?.sortBy ?? [];
  const by = columns.findIndex(({ title }) => title === sort?.displayName);
  if (by >= 0) rows.sort((a, b) => compare(a.cells[by], b.cells[by]) * (sort?.desc ? -1 : 1));
  return {
    type: 'sheet',
    sheet: {
      columns: columns.map(({ name, title }) => ({ title, align: isValue(name) ? 'right' : 'left' })),
      head: true,
      rows,
    },
  };
}

const isValue = (name: string): boolean => name === 'Value' || name.startsWith('Value #');

/** Series with the same labels become one row, as the transformation `merge` does it. */
function rowsOf(series: readonly DrawnSeries[], targets: readonly TargetJson[]): readonly Fields[] {
  const rows = new Map<string, Record<string, string | number>>();
  for (const { labels, refId, values } of series) {
    const { __name__: _, ...shown } = labels;
    const key = JSON.stringify(Object.entries(shown).sort());
    const row = rows.get(key) ?? { ...shown };
    row[targets.length > 1 ? `Value #${refId}` : 'Value'] = values[values.length - 1] as number;
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** Columns in their order and by their titles, as the transformation `organize` has it. */
function columnsOf(
  rows: readonly Fields[],
  transformations: readonly TransformationJson[],
): readonly { readonly name: string; readonly title: string }[] {
  const {
    excludeByName = {},
    indexByName = {},
    renameByName = {},
  } = transformations.find(({ id }) => id === 'organize')?.options ?? {};
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const place = (name: string): number => indexByName[name] ?? (isValue(name) ? 1000 : 500);
  return names
    .filter((name) => !excludeByName[name])
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
    .map((name) => ({ name, title: renameByName[name] ?? name }));
}

/** Numbers by size, texts by the alphabet. */
export function compare(a: Cell | undefined, b: Cell | undefined): number {
  if (a?.value !== undefined && b?.value !== undefined) {
    const [one, other] = [a.value, b.value].map((value) =>
      Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value,
    );
    return (one as number) - (other as number);
  }
  const [one = '', other = ''] = [a?.text, b?.text];
  return one < other ? -1 : one > other ? 1 : 0;
}
