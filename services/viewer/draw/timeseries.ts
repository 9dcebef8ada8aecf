import type { FieldJson, PanelJson } from '../board/json.ts';
import type { DrawnSeries, PanelData } from '../data/panel-data.ts';
import type { Canvas, ChartDrawing, Readout } from './drawing.ts';
import { fieldOf, show } from './field.ts';
import { divide, seriesLegend } from './legend.ts';
import { scaleOf } from './scale.ts';
import { faded, palette, type Theme } from './theme.ts';
import { annotationMarks, labelStyle, nearest, plotIn, timeAxes } from './time-axes.ts';

interface Line extends DrawnSeries {
  readonly colour: string;
  readonly write: (value: number) => string;
  readonly shown: boolean;
}

/** Lines over time, one on the other where the panel stacks them. */
export function drawTimeseries(panel: PanelJson, data: PanelData, canvas: Canvas): ChartDrawing {
  const { theme } = canvas;
  const field = panel.fieldConfig?.defaults ?? {};
  const lines = data.series.map(
    (series, at): Line => ({
      ...series,
      colour: colourOf(fieldOf(panel, series.name), at, theme),
      write: (value) => show(value, fieldOf(panel, series.name), theme).text,
      shown: !canvas.hidden.has(series.name),
    }),
  );
  const visible = lines.filter(({ shown }) => shown);
  const stacked = (field.custom?.stacking?.mode ?? 'none') !== 'none';
  const { box, legend } = divide(canvas, seriesLegend(panel.options ?? {}, lines));
  const scale = scaleOf(extentOf(visible, stacked), field, Math.max(2, Math.floor(box.height / 45)));
  const left = Math.max(...scale.labels.map((label) => canvas.measure(label, 12)), 8) + 10;
  const plot = plotIn(box, Math.ceil(left));
  const { fillOpacity = 0, lineWidth = 1 } = field.custom ?? {};
  return {
    type: 'chart',
    box,
    plot,
    ...(legend && { legend }),
    readout: (time) => readoutAt(time, data.times, visible, panel),
    option: {
      ...timeAxes(box, plot, canvas),
      yAxis: {
        type: 'value',
        min: scale.min,
        max: scale.max,
        axisLabel: {
          ...labelStyle(theme),
          customValues: scale.ticks,
          formatter: (value: number) => scale.labels[nearest(Float64Array.from(scale.ticks), value)] ?? '',
        },
        axisTick: { show: false, customValues: scale.ticks },
        interval: scale.step,
        splitLine: { lineStyle: { color: theme.grid, width: 1 } },
      },
      dataset: {
        dimensions: ['time', ...visible.map((_, at) => `${at}`)],
        source: Object.fromEntries([
          ['time', data.times],
          ...visible.map(({ values }, at) => [`${at}`, values]),
        ]),
      },
      series: [
        ...visible.map(({ colour, values }, at) => ({
          type: 'line',
          encode: { x: 'time', y: `${at}` },
          silent: true,
          // A point between two gaps has no line to show it.
          showSymbol: isSparse(values),
          showAllSymbol: true,
          symbolSize: 3,
          symbol: 'circle',
          itemStyle: { color: colour },
          lineStyle: { color: colour, width: lineWidth },
          // To zero where the axis crosses it, as Grafana does; else to the end of the axis that is nearer to zero.
          ...(fillOpacity > 0 && { areaStyle: { color: faded(colour, fillOpacity / 100), origin: 'auto' } }),
          ...(stacked && { stack: 'all', stackStrategy: 'all' }),
          emphasis: { disabled: true },
          animation: false,
        })),
        thresholdMarks(field, scale.min, scale.max, theme),
        annotationMarks(canvas.annotations, theme),
      ],
    },
  };
}

/** A fixed colour, or the next of the palette. */
export function colourOf({ color }: FieldJson, at: number, theme: Theme): string {
  if (color?.mode === 'fixed') return theme.colour(color.fixedColor ?? 'text');
  return theme.colour(palette[at % palette.length] as string);
}

function extentOf(lines: readonly Line[], stacked: boolean): { least: number; most: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  const moments = lines[0]?.values.length ?? 0;
  for (let at = 0; at < moments; at++) {
    let sum = 0;
    for (const { values } of lines) {
      const value = values[at] as number;
      if (!Number.isFinite(value)) continue;
      sum = stacked ? sum + value : value;
      if (sum < least) least = sum;
      if (sum > most) most = sum;
    }
  }
  return { least, most };
}

/** Whether most of its points stand alone. */
function isSparse(values: Float64Array): boolean {
  let there = 0;
  let alone = 0;
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at] as number)) continue;
    there++;
    if (Number.isNaN(values[at - 1] ?? Number.NaN) && Number.isNaN(values[at + 1] ?? Number.NaN)) alone++;
  }
  return alone > there / 2;
}

function thresholdMarks(
  field: FieldJson,
  min: number,
  max: number,
  theme: Theme,
): Readonly<Record<string, unknown>> {
  const { mode = 'off' } = field.custom?.thresholdsStyle ?? {};
  const steps = mode === 'off' ? [] : (field.thresholds?.steps ?? []);
  return {
    type: 'line',
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      label: { show: false },
      emphasis: { disabled: true },
      data: steps.flatMap(({ color, value }) =>
        value === null || value < min || value > max
          ? []
          : [
              {
                yAxis: value,
                lineStyle: { color: theme.colour(color), type: [10, 10], width: 1, opacity: 0.7 },
              },
            ],
      ),
    },
  };
}

function readoutAt(
  time: number,
  times: Float64Array,
  lines: readonly Line[],
  { options }: PanelJson,
): Readout {
  const at = nearest(times, time);
  const rows = lines
    .map(({ name, colour, values, write }) => ({ name, colour, value: values[at] as number, write }))
    .filter(({ value }) => !Number.isNaN(value));
  const sort = options?.tooltip?.sort ?? 'none';
  if (sort !== 'none') rows.sort((a, b) => (sort === 'desc' ? b.value - a.value : a.value - b.value));
  return {
    time: times[at] ?? time,
    rows: rows.map(({ name, colour, value, write }) => ({ name, colour, text: write(value) })),
  };
}
