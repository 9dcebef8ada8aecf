import type { TimeRange } from './time-range.ts';

/** The step of a query, and the window of `$__rate_interval`, in milliseconds. */
export interface Interval {
  readonly step: number;
  readonly rate: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps that Grafana uses, each up to the limit before it. */
const rounded: readonly (readonly [below: number, step: number])[] = [
  [1.5 * second, second],
  [3.5 * second, 2 * second],
  [7.5 * second, 5 * second],
  [12.5 * second, 10 * second],
  [17.5 * second, 15 * second],
  [25 * second, 20 * second],
  [45 * second, 30 * second],
  [1.5 * minute, minute],
  [3.5 * minute, 2 * minute],
  [7.5 * minute, 5 * minute],
  [12.5 * minute, 10 * minute],
  [17.5 * minute, 15 * minute],
  [25 * minute, 20 * minute],
  [45 * minute, 30 * minute],
  [1.5 * hour, hour],
  [2.5 * hour, 2 * hour],
  [4.5 * hour, 3 * hour],
  [9 * hour, 6 * hour],
  [day, 12 * hour],
  [7 * day, day],
  [21 * day, 7 * day],
];

/** The step that gives about `points` points, but never less than `least` (milliseconds), and what follows from it. */
export function intervalOf(range: TimeRange, points: number, least: number): Interval {
  const wanted = (range.to - range.from) / Math.max(1, points);
  const step = Math.max(least, rounded.find(([below]) => wanted < below)?.[1] ?? 30 * day);
  return { step, rate: Math.max(step + least, 4 * least) };
}

/** The ends of a range at multiples of the step, so that a refresh draws the same points again. */
export function aligned(range: TimeRange, step: number): TimeRange {
  return { from: Math.floor(range.from / step) * step, to: Math.floor(range.to / step) * step };
}
