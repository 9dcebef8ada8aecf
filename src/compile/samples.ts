import { secondsOf } from '../model/duration.ts';
import { Failure } from '../model/failure.ts';
import type { Stretch } from '../model/scenario.ts';

/**
 * The course of a series in promtool's notation, a sample every `step` seconds from 0 to `end`: `0x39 0+15x20` is 0 forty
 * times, then 0, 15, 30 and so on.
 */
export function samplesOf(course: readonly Stretch[], step: number, end: number, title: string): string {
  const words: string[] = [];
  let taken = 0;
  let last: number | undefined;
  for (const stretch of course) {
    const until = stretch.lasts ? taken + secondsOf(stretch.lasts) / step : end / step + 1;
    const count = Math.max(0, Math.round(until) - taken);
    if (stretch.lasts && !Number.isInteger(secondsOf(stretch.lasts) / step))
      throw new Failure(`"${title}": a stretch lasts ${stretch.lasts}, and samples come every ${step} s`, {
        next: 'let it last a multiple of that',
      });
    taken += count;
    if (count === 0) continue;
    if (stretch.course === 'gap') {
      words.push(`_x${count}`);
      continue;
    }
    const [from, by] = line(stretch, last, step, count);
    const change = by === 0 ? '' : by > 0 ? `+${plain(by)}` : plain(by);
    words.push(`${plain(from)}${change}x${count - 1}`);
    last = from + by * (count - 1);
  }
  return words.join(' ');
}

/** First value, and what each sample adds. */
function line(
  stretch: Exclude<Stretch, { course: 'gap' }>,
  last: number | undefined,
  step: number,
  count: number,
): readonly [from: number, by: number] {
  if (stretch.course === 'hold') return [stretch.value, 0];
  const by = stretch.course === 'grow' ? (stretch.perMinute * step) / 60 : (stretch.to - (last ?? 0)) / count;
  // The first sample of a series is where it starts.
  return [last === undefined ? 0 : last + by, by];
}

/** Without an exponent, and without the dust of floating point. */
const plain = (value: number): string => String(Number(value.toPrecision(12)));
