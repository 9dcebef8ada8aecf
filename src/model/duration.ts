// bigint: whole numbers only, as Prometheus reads them. That they are above 0 is for a check to see.
type Whole = bigint;
type Part = `${Whole}${'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y'}`;
type Pair =
  | `${Whole}y${Whole}d`
  | `${Whole}w${Whole}d`
  | `${Whole}d${Whole}h`
  | `${Whole}h${Whole}m`
  | `${Whole}m${Whole}s`
  | `${Whole}s${Whole}ms`;

/** A PromQL duration such as `5m` or `1d12h`. */
export type Duration = Part | Pair;

// Prometheus' own pattern: whole numbers, each unit once, from the longest to the shortest.
const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const milliseconds = [365 * 86400e3, 7 * 86400e3, 86400e3, 3600e3, 60e3, 1e3, 1];

const known = new Map<string, number>();

/** Length of a PromQL duration in seconds; `NaN` for text that is none, or not above 0. `secondsOf('1h30m')` is 5400. */
export function secondsOf(duration: string): number {
  // The same few dozen durations are asked for all over a project.
  const seconds = known.get(duration) ?? read(duration);
  known.set(duration, seconds);
  return seconds;
}

function read(duration: string): number {
  const [, ...amounts] = pattern.exec(duration) ?? [];
  const total = milliseconds.reduce((sum, length, index) => sum + Number(amounts[index] ?? 0) * length, 0);
  return total > 0 ? total / 1000 : Number.NaN;
}

/** Seconds as a PromQL duration of one unit: `2m`, `90s`, `1h`. */
export function durationOf(seconds: number): Duration {
  for (const [unit, length] of [
    ['d', 86400],
    ['h', 3600],
    ['m', 60],
  ] as const)
    if (seconds >= length && seconds % length === 0) return `${BigInt(seconds / length)}${unit}`;
  return Number.isInteger(seconds) ? `${BigInt(seconds)}s` : `${BigInt(Math.round(seconds * 1000))}ms`;
}
