import { secondsOf } from '#lib';

/** What time it is, and how long things take: both can be another in a drill or a test. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a duration such as `15m`, shortened by the time factor. */
  length(duration: string): number;
}

/** The clock of the machine. With a factor of 60, what takes an hour takes a minute. */
export function createClock(factor = 1, now: () => number = Date.now): Clock {
  return { now, length: (duration) => Math.round((secondsOf(duration) * 1000) / factor) };
}
