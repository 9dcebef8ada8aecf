import type { PanelJson } from '../board/json.ts';
import type { DrawnSeries, PanelData } from '../data/panel-data.ts';
import type { Canvas, ChartDrawing, Legend } from './drawing.ts';
import { fieldOf, show, wordsOf } from './field.ts';
import { divide } from './legend.ts';
import { fit } from './text.ts';
import { faded, fontFamily } from './theme.ts';
import { annotationMarks, labelStyle, nearest, plotIn, timeAxes } from './time-axes.ts';

/** A stretch in which a series had one value. */
interface Stretch {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** A lane for each series, in the colours of its states. */
export function drawStateTimeline(panel: PanelJson, data: PanelData, canvas: Canvas): ChartDrawing {
  const { theme, measure, range } = canvas;
  const field = panel.fieldConfig?.defaults ?? {};
  const { options = {} } = panel;
  const { box, legend } = divide(canvas, legendOf(panel, canvas));
  const size = 12;
  const names = data.series.map(({ name }) => fit(name, canvas.width * 0.35, size, measure));
  const left = Math.ceil(Math.max(8, ...names.map((name) => measure(name, size))) + 10);
  const plot = plotIn(box, left);
  const lane = plot.height / Math.max(1, data.series.length);
  const bar = Math.max(2, lane * (options.rowHeight ?? 0.9));
  const stretches = data.series.flatMap((series, at) => stretchesOf(series, data.times, at));
  const opacity = (field.custom?.fillOpacity ?? 70) / 100;
  const x = (time: number): number =>
    plot.x +
    ((Math.min(range.to, Math.max(range.from, time)) - range.from) / (range.to - range.from)) * plot.width;
  return {
    type: 'chart',
    box,
    plot,
    ...(legend && { legend }),
    readout: (time) => {
      const at = nearest(data.times, time);
      const rows = data.series.flatMap((series) => {
        const value = series.values[at] as number;
        if (Number.isNaN(value)) return [];
        const { text, colour } = show(value, fieldOf(panel, series.name), theme);
        return [{ name: series.name, colour, text }];
      });
      return { time: data.times[at] ?? time, rows };
    },
    option: {
      ...timeAxes(box, plot, canvas),
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: {
          ...labelStyle(theme),
          interval: Math.max(0, Math.ceil(14 / Math.max(1, lane)) - 1),
          fontFamily,
        },
      },
      series: [
        {
          type: 'custom',
          silent: true,
          animation: false,
          data: stretches.map(({ lane: at, from, to, value }) => [from, to, at, value]),
          renderItem: (_: unknown, api: { value: (dimension: number) => number }) => {
            const [from, to] = [x(api.value(0)), x(api.value(1))];
            const { colour } = show(api.value(3), field, theme);
            return {
              type: 'rect',
              shape: {
                x: from,
                y: plot.y + (api.value(2) + 0.5) * lane - bar / 2,
                width: Math.max(1, to - from),
                height: bar,
              },
              style: { fill: faded(colour, opacity) },
            };
          },
        },
        annotationMarks(canvas.annotations, theme),
      ],
    },
  };
}

/** Equal values beside one another are one stretch; where there is no value there is none. */
function stretchesOf({ values }: DrawnSeries, times: Float64Array, lane: number): readonly Stretch[] {
  const found: Stretch[] = [];
  const step = times.length > 1 ? (times[1] as number) - (times[0] as number) : 0;
  let from = 0;
  for (let at = 1; at <= values.length; at++) {
    const value = values[from] as number;
    if (at < values.length && Object.is(values[at], value)) continue;
    if (!Number.isNaN(value))
      found.push({ lane, from: times[from] as number, to: (times[at - 1] as number) + step, value });
    from = at;
  }
  return found;
}

function legendOf({ options, fieldConfig }: PanelJson, { theme }: Canvas): Legend | undefined {
  if (!options?.legend?.showLegend || options.legend.displayMode === 'hidden') return undefined;
  const items = wordsOf(fieldConfig?.defaults ?? {}).map(({ text = '', color = 'text' }) => ({
    name: text,
    colour: theme.colour(color),
    values: [],
  }));
  return {
    placement: options.legend.placement === 'right' ? 'right' : 'bottom',
    mode: 'list',
    columns: [],
    items,
  };
}
