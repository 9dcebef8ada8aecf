import type { PanelJson } from '../board/json.ts';
import type { Box } from '../board/layout.ts';
import type { PanelData } from '../data/panel-data.ts';
import type { Canvas, ChartDrawing } from './drawing.ts';
import { faded, fontFamily, mixed, type Theme } from './theme.ts';
import { annotationMarks, labelStyle, margin, nearest, plotIn, timeAxes } from './time-axes.ts';
import { formatValue } from './units.ts';

/** A row of cells between two bounds of a histogram. */
interface Bucket {
  readonly bound: number;
  /** Observations between the bound below and this one. */
  readonly values: Float64Array;
}

/** Room for the scale of colours. */
const scaleHeight = 24;

/** The buckets of a histogram over time: the stronger the colour, the more observations. */
export function drawHeatmap(panel: PanelJson, data: PanelData, canvas: Canvas): ChartDrawing {
  const { theme, measure, width, height, range } = canvas;
  const { options = {}, fieldConfig } = panel;
  const unit = options.yAxis?.unit ?? fieldConfig?.defaults?.unit;
  const buckets = bucketsOf(data);
  const most = buckets.reduce((all, { values }) => values.reduce((a, b) => (b > a ? b : a), all), 0);
  const labels = buckets.map(({ bound }) => (Number.isFinite(bound) ? formatValue(bound, unit) : '+Inf'));
  const box = { x: 0, y: 0, width, height };
  const upper = { ...box, height: height - scaleHeight };
  const left = Math.ceil(Math.max(8, ...labels.map((label) => measure(label, 12))) + 10);
  const plot = plotIn(upper, left);
  const row = plot.height / Math.max(1, buckets.length);
  const column = data.times.length > 1 ? (data.times[1] as number) - (data.times[0] as number) : 1;
  const least = options.filterValues?.le ?? 0;
  const colour = colourScale(theme, options.color?.exponent ?? 0.5);
  const cells = buckets.flatMap(({ values }, bucket) =>
    [...values].flatMap((value, at) => (value > least ? [[data.times[at] as number, bucket, value]] : [])),
  );
  const wide = (plot.width * column) / (range.to - range.from);
  // Between narrow cells a gap would be all that is seen.
  const across = wide > 6 ? 1 : -0.3;
  const down = row > 6 ? 1 : 0;
  const x = (time: number): number => plot.x + ((time - range.from) / (range.to - range.from)) * plot.width;
  return {
    type: 'chart',
    box,
    plot,
    readout: (time) => {
      const at = nearest(data.times, time);
      const rows = buckets.flatMap(({ values }, bucket) => {
        const value = values[at] as number;
        const name = `up to ${labels[bucket]}`;
        return value > least
          ? [{ name, colour: colour(value / most), text: formatValue(value, 'short') }]
          : [];
      });
      return { time: data.times[at] ?? time, rows: rows.toReversed() };
    },
    option: {
      ...timeAxes(box, plot, canvas),
      yAxis: {
        type: 'category',
        data: labels,
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { ...labelStyle(theme), interval: Math.max(0, Math.ceil(16 / Math.max(1, row)) - 1) },
      },
      graphic: scaleOf(plot, height, most, colour, theme),
      series: [
        {
          type: 'custom',
          silent: true,
          clip: true,
          animation: false,
          data: cells,
          renderItem: (_: unknown, api: { value: (dimension: number) => number }) => ({
            type: 'rect',
            shape: {
              x: x(api.value(0) - column),
              y: plot.y + plot.height - (api.value(1) + 1) * row,
              width: Math.max(1, wide - across),
              height: Math.max(1, row - down),
            },
            style: { fill: colour(api.value(2) / most) },
          }),
        },
        annotationMarks(canvas.annotations, theme),
      ],
    },
  };
}

/** From series that count everything up to a bound to what is between two bounds. */
function bucketsOf({ series, times }: PanelData): readonly Bucket[] {
  const cumulative = series
    .map(({ labels, values }) => ({ bound: Number((labels.le ?? 'NaN').replace('Inf', 'Infinity')), values }))
    .filter(({ bound }) => !Number.isNaN(bound))
    .sort((a, b) => a.bound - b.bound);
  return cumulative.map(({ bound, values }, at) => {
    const below = cumulative[at - 1]?.values;
    return {
      bound,
      values: Float64Array.from({ length: times.length }, (_, moment) => {
        const under = below?.[moment] as number;
        return (values[moment] as number) - (Number.isNaN(under ?? Number.NaN) ? 0 : under);
      }),
    };
  });
}

const oranges = ['#fff5eb', '#fdd0a2', '#fdae6b', '#f16913', '#a63603', '#7f2704'];

/** Few is near the colour of the panel, many is far from it, in the dark as well as in the light. */
function colourScale({ name }: Theme, exponent: number): (share: number) => string {
  const ends = name === 'dark' ? oranges.toReversed() : oranges;
  return (share) => {
    const place = Math.min(1, Math.max(0, share)) ** exponent * (ends.length - 1);
    const at = Math.min(ends.length - 2, Math.floor(place));
    return mixed(ends[at] as string, ends[at + 1] as string, place - at);
  };
}

/** A strip of colours below the plot, and what its ends mean. */
function scaleOf(
  plot: Box,
  height: number,
  most: number,
  colour: (share: number) => string,
  { quiet }: Theme,
): readonly Readonly<Record<string, unknown>>[] {
  if (most === 0) return [];
  const width = Math.min(160, plot.width / 3);
  const y = height - scaleHeight / 2 + margin.top / 2;
  const word = (text: string, x: number, textAlign: string) => ({
    type: 'text',
    silent: true,
    style: { text, x, y, fill: quiet, fontSize: 12, fontFamily, textAlign, textVerticalAlign: 'middle' },
  });
  const pieces = 32;
  return [
    word('0', plot.x, 'left'),
    ...Array.from({ length: pieces }, (_, at) => ({
      type: 'rect',
      silent: true,
      shape: { x: plot.x + 14 + (at * width) / pieces, y: y - 4, width: width / pieces + 0.4, height: 8 },
      style: { fill: at === 0 ? faded(colour(0), 1) : colour(at / (pieces - 1)) },
    })),
    word(formatValue(most, 'short'), plot.x + width + 20, 'left'),
  ];
}
