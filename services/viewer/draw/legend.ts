import type { OptionsJson } from '../board/json.ts';
import type { Box } from '../board/layout.ts';
import { calculationTitle, type DrawnSeries, reduced } from '../data/panel-data.ts';
import type { Canvas, Legend, LegendItem, PlacedLegend } from './drawing.ts';
import type { Measure } from './text.ts';

/** Height of a line of a legend. */
export const legendLine = 22;
/** Size of its letters. */
export const legendSize = 12;
/** Before a name, and between two items. */
export const legendGap = { swatch: 20, item: 14, value: 10 } as const;
/** How much of a canvas it may take. */
const most = 0.35;

/** The legend of series, with the calculations that the options ask for; none where they hide it. */
export function seriesLegend(
  { legend }: OptionsJson,
  series: readonly (DrawnSeries & { readonly colour: string; readonly write: (value: number) => string })[],
): Legend | undefined {
  if (!legend?.showLegend || legend.displayMode === 'hidden' || series.length === 0) return undefined;
  const { calcs = [], sortBy, sortDesc = false } = legend;
  const sorting = calcs.find((one) => calculationTitle(one) === sortBy);
  const ordered = sorting
    ? series.toSorted((a, b) => {
        const [one, other] = [reduced(a, sorting), reduced(b, sorting)].map((value) =>
          Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value,
        ) as [number, number];
        return sortDesc ? other - one : one - other;
      })
    : series;
  return {
    placement: legend.placement === 'right' ? 'right' : 'bottom',
    mode: legend.displayMode === 'table' ? 'table' : 'list',
    columns: calcs.map(calculationTitle),
    items: ordered.map((one) => ({
      name: one.name,
      colour: one.colour,
      values: calcs.map((calculation) => one.write(reduced(one, calculation))),
    })),
  };
}

/** Divides a canvas between a chart and its legend. */
export function divide(
  { width, height, measure }: Canvas,
  legend: Legend | undefined,
): { readonly box: Box; readonly legend?: PlacedLegend } {
  if (!legend || legend.items.length === 0) return { box: { x: 0, y: 0, width, height } };
  if (legend.placement === 'right') {
    const side = Math.min(Math.ceil(widthOf(legend, measure)), Math.round(width * 0.5));
    const box = { x: 0, y: 0, width: width - side - 8, height };
    return { box, legend: { ...legend, box: { x: width - side, y: 0, width: side, height } } };
  }
  const lines =
    legend.mode === 'table' ? legend.items.length + 1 : linesOf(legend.items, width, measure).length;
  const allowed = Math.max(1, Math.floor((height * most) / legendLine));
  const below = Math.min(lines, allowed) * legendLine;
  return {
    box: { x: 0, y: 0, width, height: height - below - 4 },
    legend: { ...legend, box: { x: 0, y: height - below, width, height: below } },
  };
}

/** The width of an item of a list. */
export const itemWidth = ({ name, values }: LegendItem, measure: Measure): number =>
  legendGap.swatch +
  measure(name, legendSize) +
  values.reduce((sum, value) => sum + legendGap.value + measure(value, legendSize), 0) +
  legendGap.item;

/** The items of a list, line by line. */
export function linesOf(
  items: readonly LegendItem[],
  width: number,
  measure: Measure,
): readonly (readonly LegendItem[])[] {
  const lines: LegendItem[][] = [[]];
  let used = 0;
  for (const item of items) {
    const wide = itemWidth(item, measure);
    if (used > 0 && used + wide - legendGap.item > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(item);
    used += wide;
  }
  return lines;
}

/** The widths of the columns of a table: the name, then each value. */
export function columnWidths({ columns, items }: Legend, measure: Measure): readonly number[] {
  const widest = (texts: readonly string[]): number =>
    Math.max(0, ...texts.map((text) => measure(text, legendSize, 500)));
  return [
    legendGap.swatch + widest(items.map(({ name }) => name)) + 8,
    ...columns.map((title, at) => widest([title, ...items.map(({ values }) => values[at] ?? '')]) + 16),
  ];
}

const widthOf = (legend: Legend, measure: Measure): number =>
  legend.mode === 'table'
    ? columnWidths(legend, measure).reduce((sum, one) => sum + one, 8)
    : Math.max(...legend.items.map((item) => itemWidth(item, measure)));
