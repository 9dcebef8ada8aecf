import type { Chart, KibanaColour, Value } from '../../model/kibana-chart.ts';
import { at, cycle, frame, legendOf, point, said, upright } from './sketch-axes.ts';
import { type Box, element, lengthOf, text } from './svg.ts';

/** What values along an axis look like. */
export function xySketch(chart: Extract<Chart, { type: 'xy' }>, box: Box): string {
  const names = chart.split
    ? [chart.split.label]
    : chart.values.length > 1
      ? chart.values.map(({ label }) => label)
      : [];
  const longest = Math.max(0, ...names.map((name) => lengthOf(chart.split ? `by ${name}` : name, 9)));
  const legend = names.length > 0 ? Math.min(150, longest + 26) : 0;
  const plot = { x: box.x + 22, y: box.y + 6, w: box.w - 30 - legend, h: box.h - 26 };
  const series = chart.split ? 4 : chart.values.length;
  const colour = (index: number): KibanaColour =>
    (chart.split ? undefined : chart.values[index]?.colour) ?? (cycle[index % cycle.length] as KibanaColour);
  const only = chart.values.length === 1 ? (chart.values[0]?.label ?? '') : '';
  const axis = chart.isHorizontal ? only : said(chart.by);
  const up = chart.isHorizontal ? said(chart.by) : only;
  return [
    frame(plot),
    text(plot.x + plot.w / 2, plot.y + plot.h + 14, axis, {
      size: 9,
      width: plot.w,
      look: 'quiet',
      anchor: 'middle',
    }),
    upright(plot, up),
    chart.isHorizontal ? across(plot, series, colour) : marks(chart, plot, series, colour),
    ...chart.lines.map(({ label, colour: of }) =>
      [
        element('path', {
          d: `M${plot.x} ${plot.y + plot.h * 0.28}h${plot.w}`,
          class: `line-${of} dashed`,
        }),
        text(plot.x + plot.w - 4, plot.y + plot.h * 0.28 - 4, label, {
          size: 9,
          width: plot.w,
          look: 'quiet',
          anchor: 'end',
        }),
      ].join(''),
    ),
    ...legendOf(names, chart.split ? [...cycle.slice(0, 4)] : names.map((_, index) => colour(index)), {
      x: plot.x + plot.w + 10,
      y: plot.y,
      w: legend - 10,
      h: plot.h,
    }),
  ].join('');
}

const steps = 12;

/** Of a hundred cases, how many a value stays above: a percentile lies higher than the median. */
const share = (value: Value | undefined): number =>
  value?.type === 'measure' ? (value.percentile ?? (value.op === 'median' ? 50 : 0)) : 0;

function marks(
  { shape: kind, stacking, values }: Extract<Chart, { type: 'xy' }>,
  plot: Box,
  series: number,
  colour: (index: number) => KibanaColour,
): string {
  const rising = Array.from({ length: series }, (_, one) => one).sort(
    (a, b) => share(values[a]) - share(values[b]) || b - a,
  );
  const isStacked = kind !== 'line' && stacking !== 'none' && series > 1;
  const heights = Array.from({ length: series }, (_, one) => {
    const height = (rising.indexOf(one) + 1) / series;
    return Array.from({ length: steps }, (_, step) =>
      isStacked ? at(step, one) / series : (at(step, 0) * 0.75 + at(step, one) * 0.2) * height,
    );
  });
  const totals = Array.from({ length: steps }, (_, step) =>
    heights.reduce((sum, of) => sum + (of[step] as number), 0),
  );
  const scaled = heights.map((of) =>
    of.map((height, step) => (stacking === 'share' ? height / (totals[step] as number) : height)),
  );
  const below = (one: number, step: number): number =>
    isStacked ? scaled.slice(0, one).reduce((sum, of) => sum + (of[step] as number), 0) : 0;
  const wide = plot.w / steps;
  const y = (share: number): number => plot.y + plot.h * (1 - share);
  return scaled
    .map((of, one) => {
      const tops = of.map((height, step) => ({
        x: plot.x + wide * (step + 0.5),
        top: y(below(one, step) + height),
        foot: y(below(one, step)),
      }));
      if (kind === 'bar')
        return tops
          .map(({ x, top, foot }) =>
            element('rect', {
              x: x - wide * 0.36,
              y: top,
              width: wide * 0.72,
              height: foot - top,
              class: `fill-${colour(one)}`,
            }),
          )
          .join('');
      const line = tops.map(({ x, top }, step) => `${step === 0 ? 'M' : 'L'}${point(x, top)}`).join('');
      if (kind === 'line') return element('path', { d: line, class: `line-${colour(one)}` });
      const back = [...tops].reverse().map(({ x, foot }) => `L${point(x, foot)}`);
      return [
        element('path', { d: `${line}${back.join('')}Z`, class: `fill-${colour(one)} soft` }),
        element('path', { d: line, class: `line-${colour(one)}` }),
      ].join('');
    })
    .join('');
}

function across(plot: Box, series: number, colour: (index: number) => KibanaColour): string {
  const rows = Math.max(3, Math.min(6, Math.floor(plot.h / 22)));
  const high = plot.h / rows;
  return Array.from({ length: rows }, (_, row) => {
    const total = plot.w * (0.92 - row * (0.7 / rows));
    return Array.from({ length: series }, (_, one) =>
      element('rect', {
        x: plot.x + (total / series) * one,
        y: plot.y + high * (row + 0.2),
        width: total / series,
        height: high * 0.6,
        class: `fill-${colour(one)}`,
      }),
    ).join('');
  }).join('');
}
