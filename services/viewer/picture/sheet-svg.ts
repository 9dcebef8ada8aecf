import type { Box } from '../board/layout.ts';
import type { Block, PlacedLegend, Sheet } from '../draw/drawing.ts';
import { columnWidths, itemWidth, legendGap, legendLine, legendSize, linesOf } from '../draw/legend.ts';
import { rect, textAt } from '../draw/svg.ts';
import { fit, type Measure, wrap } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';

/** What is painted with. */
export interface Brush {
  readonly theme: Theme;
  readonly measure: Measure;
}

const size = 13;
const line = 30;

/** A table, cut off below where it is too long. */
export function sheetSvg(
  { columns, head, rows }: Sheet,
  { width, height }: Box,
  { theme, measure }: Brush,
): string {
  const wanted = columns.map(
    ({ title }, at) =>
      Math.max(
        head ? measure(title, size, 500) : 0,
        ...rows.map(({ cells }) => measure(cells[at]?.text ?? '', size)),
      ) + 20,
  );
  const widths = shared(wanted, width);
  const starts = widths.map((_, at) => widths.slice(0, at).reduce((sum, one) => sum + one, 0));
  const parts: string[] = [];
  const put = (at: number, y: number, text: string, fill: string, weight: 400 | 500): void => {
    const right = columns[at]?.align === 'right';
    const x = (starts[at] ?? 0) + (right ? (widths[at] ?? 0) - 8 : 8);
    const shown = fit(text, (widths[at] ?? 0) - 14, size, measure);
    parts.push(textAt(x, y, shown, { size, fill, weight, anchor: right ? 'end' : 'start' }));
  };
  if (head) for (const [at, { title }] of columns.entries()) put(at, line / 2, title, theme.quiet, 500);
  const top = head ? line : 0;
  for (const [number, { cells }] of rows.entries()) {
    const y = top + number * line;
    // Half a row would look like a mistake.
    if (y + line > height) break;
    if (head || number > 0) parts.push(rect(0, y, width, 1, theme.grid));
    for (const [at, { text, colour, quiet }] of cells.entries())
      put(at, y + line / 2, text, colour ?? (quiet ? theme.quiet : theme.text), 400);
  }
  return parts.join('');
}

/** What is left over is shared out evenly; what is too much is taken from the widest. */
function shared(wanted: readonly number[], width: number): readonly number[] {
  const sum = wanted.reduce((all, one) => all + one, 0);
  if (sum <= width) return wanted.map((one) => one + (width - sum) / wanted.length);
  const widest = Math.max(...wanted);
  return wanted.map((one) => (one === widest ? Math.max(80, one - (sum - width)) : one));
}

/** The names of colours, in lines or as a table. */
export function legendSvg(legend: PlacedLegend, { theme, measure }: Brush): string {
  const { box, mode, items, columns } = legend;
  const parts: string[] = [];
  const swatch = (x: number, y: number, colour: string) => rect(x, y - 2, 14, 4, colour, { radius: 2 });
  const word = (x: number, y: number, text: string, fill: string, anchor: 'start' | 'end' = 'start') =>
    textAt(x, y, text, { size: legendSize, fill, anchor });
  if (mode === 'table') {
    const [nameWidth = 0, ...rest] = columnWidths(legend, measure);
    const free = box.width - rest.reduce((sum, one) => sum + one, 0);
    const ends = rest.map((_, at) => free + rest.slice(0, at + 1).reduce((sum, one) => sum + one, 0));
    for (const [at, title] of columns.entries())
      parts.push(word(box.x + (ends[at] ?? 0), box.y + legendLine / 2, title, theme.link, 'end'));
    const head = columns.length > 0 ? 1 : 0;
    for (const [number, { name, colour, values }] of items.entries()) {
      const y = box.y + (number + head + 0.5) * legendLine;
      if (y + legendLine / 2 > box.y + box.height + 1) break;
      const shown = fit(name, Math.min(nameWidth, free) - legendGap.swatch, legendSize, measure);
      parts.push(swatch(box.x, y, colour), word(box.x + legendGap.swatch, y, shown, theme.text));
      for (const [at, value] of values.entries())
        parts.push(word(box.x + (ends[at] ?? 0), y, value, theme.text, 'end'));
    }
    return parts.join('');
  }
  const lines =
    legend.placement === 'right' ? items.map((item) => [item]) : linesOf(items, box.width, measure);
  for (const [number, inLine] of lines.entries()) {
    const y = box.y + (number + 0.5) * legendLine;
    if (y + legendLine / 2 > box.y + box.height + 1) break;
    let x = box.x;
    for (const item of inLine) {
      const name = fit(item.name, box.width - legendGap.swatch, legendSize, measure);
      parts.push(swatch(x, y, item.colour), word(x + legendGap.swatch, y, name, theme.text));
      let end = x + legendGap.swatch + measure(name, legendSize);
      for (const value of item.values) {
        parts.push(word(end + legendGap.value, y, value, theme.quiet));
        end += legendGap.value + measure(value, legendSize);
      }
      x += itemWidth(item, measure);
    }
  }
  return parts.join('');
}

/** Paragraphs and lists. */
export function proseSvg(
  blocks: readonly Block[],
  { width, height }: Box,
  { theme, measure }: Brush,
): string {
  const parts: string[] = [];
  let y = 12;
  for (const { kind, runs } of blocks) {
    const letters = kind === 'heading' ? 16 : 14;
    const indent = kind === 'item' ? 18 : 0;
    const text = runs.map((run) => run.text).join('');
    const isLink = (word: string) => runs.some(({ href, text: linked }) => href && linked.includes(word));
    for (const [number, words] of wrap(text, width - indent, letters, measure).entries()) {
      if (y + letters > height) return parts.join('');
      if (number === 0 && kind === 'item')
        parts.push(textAt(4, y, '•', { size: letters, fill: theme.quiet }));
      // Whoever reads a picture cannot follow a link; its colour tells that there is one.
      const fill = words.split(' ').every(isLink) ? theme.link : theme.text;
      parts.push(textAt(indent, y, words, { size: letters, fill, weight: kind === 'heading' ? 600 : 400 }));
      y += letters * 1.5;
    }
    y += 6;
  }
  return parts.join('');
}
