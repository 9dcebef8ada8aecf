import type { ChartPanel } from '../../model/kibana.ts';
import type { Chart, Value } from '../../model/kibana-chart.ts';
import { stretches } from './colours.ts';
import { at, cycle, legendOf, point, said, upright } from './sketch-axes.ts';
import { xySketch } from './sketch-xy.ts';
import { type Box, element, paragraph, text } from './svg.ts';

/** What a chart of this kind looks like, with its axes and its names. */
export function sketch({ chart, title, description }: ChartPanel, box: Box): string {
  switch (chart.type) {
    case 'metric':
      return metric(chart, title, description, box);
    case 'xy':
      return xySketch(chart, box);
    case 'table':
      return table([...chart.by.map(({ label }) => label), ...chart.values.map(({ label }) => label)], box);
    case 'pie':
      return pie(chart, box);
    case 'heatmap':
      return heatmap(chart, box);
    default:
      return chart satisfies never;
  }
}

/** What a value is counted in, as a sign. */
function sign(value: Value): string {
  if (value.type === 'quotient') return value.isShare ? '%' : '÷';
  return value.unit === 'milliseconds' ? 'ms' : '#';
}

function metric(
  chart: Extract<Chart, { type: 'metric' }>,
  title: string,
  question: string,
  box: Box,
): string {
  const width = box.w - 16;
  const { thresholds, secondary, value } = chart;
  const strip = thresholds ? 14 : 0;
  const bottom = box.y + box.h - strip;
  return [
    text(box.x + 8, box.y + 16, title, { size: 11, width, look: 'strong' }),
    paragraph(box.x + 8, box.y + 30, question, { size: 9, width, look: 'quiet', lines: 2 }),
    text(box.x + box.w - 8, bottom - 10, sign(value), { size: 26, width, look: 'number', anchor: 'end' }),
    secondary
      ? text(box.x + 8, bottom - 10, secondary.label, { size: 9, width: width - 44, look: 'quiet' })
      : '',
    ...(thresholds ? strips(thresholds, value, { x: box.x, y: bottom, w: box.w, h: strip }) : []),
  ].join('');
}

/** Which values are good, worrying and bad. */
function strips(
  thresholds: NonNullable<Extract<Chart, { type: 'metric' }>['thresholds']>,
  value: Value,
  box: Box,
): string[] {
  const all = stretches(thresholds);
  const w = box.w / all.length;
  const said = (bound: number): string => {
    if (value.type === 'quotient' && value.isShare) return `${Math.round(bound * 1000) / 10} %`;
    return value.type === 'measure' && value.unit === 'milliseconds' ? `${bound} ms` : String(bound);
  };
  return all.flatMap(({ colour, from }, index) => [
    element('rect', { x: box.x + index * w, y: box.y, width: w, height: box.h, class: `fill-${colour}` }),
    index === 0
      ? ''
      : text(box.x + index * w + 5, box.y + 10, `≥ ${said(from)}`, {
          size: 8.5,
          width: w - 6,
          look: 'on',
        }),
  ]);
}

/** A table of these columns; also what raw lines look like. */
export function table(columns: readonly string[], box: Box): string {
  const room = box.w - 16;
  const wide = room / columns.length;
  const rows = Math.max(1, Math.floor((box.h - 24) / 16));
  return [
    element('rect', { x: box.x + 8, y: box.y + 4, width: room, height: 16, rx: 2, class: 'head' }),
    ...columns.map((label, index) =>
      text(box.x + 12 + wide * index, box.y + 15, label, { size: 9, width: wide - 8, look: 'strong' }),
    ),
    ...Array.from({ length: rows }, (_, row) =>
      columns
        .map((_, index) =>
          element('rect', {
            x: box.x + 12 + wide * index,
            y: box.y + 30 + row * 16,
            width: (wide - 12) * (index === 0 ? 0.8 : 0.35 + at(row, index) * 0.4),
            height: 4,
            rx: 2,
            class: 'faint',
          }),
        )
        .join(''),
    ),
  ].join('');
}

function pie({ by, shape: kind, value }: Extract<Chart, { type: 'pie' }>, box: Box): string {
  const legend = Math.min(150, box.w * 0.4);
  const radius = Math.min(box.w - legend - 24, box.h - 16) / 2;
  const [cx, cy] = [box.x + 10 + (box.w - legend - 10) / 2, box.y + box.h / 2];
  const rings = by.length;
  const hole = kind === 'donut' ? 0.5 : 0;
  const shares = [0.38, 0.26, 0.18, 0.11, 0.07];
  const ring = (outer: number, inner: number, shift: number): string => {
    let from = 0;
    return shares
      .map((share, index) => {
        const d = slice(cx, cy, outer, inner, from, from + share);
        from += share;
        return element('path', { d, class: `fill-${cycle[(index + shift) % cycle.length]} cut` });
      })
      .join('');
  };
  return [
    ...Array.from({ length: rings }, (_, index) => {
      const inner = radius * (hole + ((1 - hole) / rings) * (rings - 1 - index));
      return ring(inner + (radius * (1 - hole)) / rings, inner, index);
    }),
    ...legendOf([by.map(said).join(', ')], cycle.slice(0, 4), {
      x: box.x + box.w - legend,
      y: box.y + 8,
      w: legend - 8,
      h: box.h,
    }),
    text(box.x + box.w - legend, box.y + box.h - 10, value.label, {
      size: 9,
      width: legend - 8,
      look: 'quiet',
    }),
  ].join('');
}

function slice(cx: number, cy: number, outer: number, inner: number, from: number, to: number): string {
  const on = (radius: number, turn: number): string =>
    point(cx + radius * Math.sin(turn * 2 * Math.PI), cy - radius * Math.cos(turn * 2 * Math.PI));
  const size = (radius: number): string =>
    `A${Math.round(radius * 10) / 10} ${Math.round(radius * 10) / 10} 0 0`;
  return `M${on(outer, from)}${size(outer)} 1 ${on(outer, to)}L${on(inner, to)}${size(inner)} 0 ${on(inner, from)}Z`;
}

function heatmap({ by, against }: Extract<Chart, { type: 'heatmap' }>, box: Box): string {
  const plot = { x: box.x + 22, y: box.y + 6, w: box.w - 32, h: box.h - 26 };
  const columns = Math.max(8, Math.round(plot.w / 26));
  const rows = Math.max(4, Math.round(plot.h / 20));
  const [wide, high] = [plot.w / columns, plot.h / rows];
  return [
    ...Array.from({ length: rows * columns }, (_, cell) => {
      const [row, column] = [Math.floor(cell / columns), cell % columns];
      return element('rect', {
        x: plot.x + wide * column + 0.5,
        y: plot.y + high * row + 0.5,
        width: wide - 1,
        height: high - 1,
        class: 'fill-blue',
        opacity: 0.12 + 0.75 * (at(column, row) * 2.2 - 0.9) ** 2,
      });
    }),
    text(plot.x + plot.w / 2, plot.y + plot.h + 14, said(by), {
      size: 9,
      width: plot.w,
      look: 'quiet',
      anchor: 'middle',
    }),
    upright(plot, said(against)),
  ].join('');
}
