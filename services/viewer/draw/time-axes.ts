import type { Box } from '../board/layout.ts';
import type { Annotation } from '../data/annotations.ts';
import type { Canvas } from './drawing.ts';
import { timeScaleOf } from './scale.ts';
import { faded, fontFamily, type Theme } from './theme.ts';

/** Pixels below a plot, for the labels of time; above and right of it, so that no label is cut. */
export const margin = { top: 8, right: 12, bottom: 24 } as const;

/** Where a plot goes in a box, right of labels that take `left` pixels. */
export const plotIn = ({ x, y, width, height }: Box, left: number): Box => ({
  x: x + left,
  y: y + margin.top,
  width: Math.max(1, width - left - margin.right),
  height: Math.max(1, height - margin.top - margin.bottom),
});

/** What every chart over time has in common: the place of its plot, and its axis of time. */
export function timeAxes(
  box: Box,
  plot: Box,
  { range, utc, theme, measure }: Canvas,
): Readonly<Record<string, unknown>> {
  const scale = timeScaleOf(range, plot.width, utc);
  const span = range.to - range.from;
  // A label that would stick out on the right is left out, with its mark.
  const ticks = scale.ticks.filter((tick) => {
    const right = plot.x + ((tick - range.from) / span) * plot.width + measure(scale.label(tick), 12) / 2;
    return right <= box.x + box.width;
  });
  return {
    animation: false,
    textStyle: { fontFamily },
    grid: {
      left: plot.x - box.x,
      top: plot.y - box.y,
      width: plot.width,
      height: plot.height,
      outerBoundsMode: 'none',
    },
    xAxis: {
      type: 'value',
      min: range.from,
      max: range.to,
      axisLine: { show: false },
      axisTick: { show: true, length: 4, lineStyle: { color: theme.grid }, customValues: ticks },
      splitLine: { show: false },
      axisLabel: {
        ...labelStyle(theme),
        margin: 7,
        customValues: ticks,
        formatter: (moment: number) => scale.label(moment),
        showMinLabel: true,
        showMaxLabel: true,
      },
    },
  };
}

/** How the labels of axes look. */
export const labelStyle = ({ quiet }: Theme) => ({
  color: quiet,
  fontSize: 12,
  fontFamily,
  hideOverlap: true,
});

/** Annotations as lines and stripes of a series that has nothing else. */
export function annotationMarks(
  annotations: readonly Annotation[],
  theme: Theme,
): Readonly<Record<string, unknown>> {
  const line = (moment: number, colour: string) => ({
    xAxis: moment,
    lineStyle: { color: colour, type: 'dashed', width: 1 },
  });
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
      data: annotations.flatMap(({ from, to, colour }) => [
        line(from, theme.colour(colour)),
        ...(to === undefined ? [] : [line(to, theme.colour(colour))]),
      ]),
    },
    markArea: {
      silent: true,
      animation: false,
      label: { show: false },
      emphasis: { disabled: true },
      data: annotations.flatMap(({ from, to, colour }) =>
        to === undefined
          ? []
          : [[{ xAxis: from, itemStyle: { color: faded(theme.colour(colour), 0.1) } }, { xAxis: to }]],
      ),
    },
  };
}

/** The index of the moment that is nearest. */
export function nearest(times: Float64Array, time: number): number {
  let best = 0;
  for (let at = 1; at < times.length; at++)
    if (Math.abs((times[at] as number) - time) < Math.abs((times[best] as number) - time)) best = at;
  return best;
}
