import type { FieldJson } from '../board/json.ts';
import type { TimeRange } from '../board/time-range.ts';
import { formatValue, isBinary } from './units.ts';

/** Marks of an axis, from its least value to its greatest. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly ticks: readonly number[];
  readonly labels: readonly string[];
}

/** What an axis has to hold. Limits that were set are kept to; soft ones give way. */
export interface Extent {
  readonly least: number;
  readonly most: number;
}

/** Round marks, about `count` of them, labelled in the unit of a field. */
export function scaleOf({ least, most }: Extent, field: FieldJson, count: number): Scale {
  const { axisSoftMin, axisSoftMax } = field.custom ?? {};
  let low = field.min ?? Math.min(least, axisSoftMin ?? Number.POSITIVE_INFINITY);
  let high = field.max ?? Math.max(most, axisSoftMax ?? Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(low)) low = 0;
  if (!Number.isFinite(high)) high = low + 1;
  // A line that stands still is drawn in the middle of a little room.
  if (high <= low) [low, high] = low === 0 ? [0, 1] : [Math.min(0, low), Math.max(0, low * 1.5)];
  const step = niceStep((high - low) / Math.max(1, count), field.unit);
  const min = field.min ?? Math.floor(low / step + 1e-9) * step;
  const max = field.max ?? Math.ceil(high / step - 1e-9) * step;
  const first = Math.ceil(min / step - 1e-9);
  const ticks: number[] = [];
  for (let at = first; at * step <= max + step * 1e-9; at++) ticks.push(Number((at * step).toPrecision(12)));
  return { min, max, step, ticks, labels: labelsOf(ticks, field) };
}

function niceStep(least: number, unit: string | undefined): number {
  if (isBinary(unit)) return 2 ** Math.ceil(Math.log2(least));
  // Minutes and hours are no powers of ten.
  if (unit === 's' && least > 20) {
    const step = timeSteps.find((one) => one >= least * 1000);
    if (step !== undefined) return step / 1000;
  }
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 2.5, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/** As few decimals as tell each mark exactly. */
function labelsOf(ticks: readonly number[], { unit }: FieldJson): readonly string[] {
  return ticks.map((tick) => {
    const exact = numberIn(formatValue(tick, unit, 6));
    for (let decimals = 0; decimals < 6; decimals++) {
      const label = formatValue(tick, unit, decimals);
      if (Math.abs(numberIn(label) - exact) < 1e-6) return label;
    }
    return formatValue(tick, unit);
  });
}

const numberIn = (text: string): number => Number(/-?[\d.]+(e[+-]?\d+)?/.exec(text)?.[0] ?? Number.NaN);

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const timeSteps = [
  ...[1000, 2000, 5000, 10_000, 15_000, 30_000],
  ...[minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute],
  ...[hour, 2 * hour, 3 * hour, 4 * hour, 6 * hour, 8 * hour, 12 * hour],
  ...[day, 2 * day, 3 * day, 7 * day, 14 * day, 30 * day, 90 * day, 365 * day],
];

/** Marks of a time axis, and how they are labelled. */
export interface TimeScale {
  readonly ticks: readonly number[];
  label(moment: number): string;
}

/** Round moments, at most one for each `room` pixels. */
export function timeScaleOf(range: TimeRange, width: number, utc: boolean, room = 84): TimeScale {
  const span = range.to - range.from;
  const least = (span * room) / Math.max(1, width);
  const step = timeSteps.find((one) => one >= least) ?? 365 * day;
  // Midnight is that of the reader.
  const zone = utc ? 0 : new Date(range.from).getTimezoneOffset() * minute;
  const ticks: number[] = [];
  for (let at = Math.ceil((range.from - zone) / step) * step + zone; at <= range.to; at += step)
    ticks.push(at);
  return { ticks, label: (moment) => shortMoment(moment, step, span, utc) };
}

function shortMoment(moment: number, step: number, span: number, utc: boolean): string {
  const { month, date, hours, minutes, seconds } = partsOf(moment, utc);
  const clock = step < minute ? `${hours}:${minutes}:${seconds}` : `${hours}:${minutes}`;
  if (span <= day + hour) return clock;
  return step < day ? `${month}/${date} ${clock}` : `${month}/${date}`;
}

/** A moment in full: `2026-03-10 14:05:00`. */
export function fullMoment(moment: number, utc: boolean): string {
  const { year, month, date, hours, minutes, seconds } = partsOf(moment, utc);
  return `${year}-${month}-${date} ${hours}:${minutes}:${seconds}`;
}

function partsOf(moment: number, utc: boolean) {
  // The same reading of the clock, as if it were in UTC.
  const at = new Date(utc ? moment : moment - new Date(moment).getTimezoneOffset() * minute).toISOString();
  return {
    year: at.slice(0, 4),
    month: at.slice(5, 7),
    date: at.slice(8, 10),
    hours: at.slice(11, 13),
    minutes: at.slice(14, 16),
    seconds: at.slice(17, 19),
  };
}
