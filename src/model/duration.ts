type Part = `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y'}`;

/** A PromQL duration such as `5m` or `167h30m`. */
export type Duration = Part | `${number}h${number}m` | `${number}m${number}s`;

const milliseconds = { ms: 1, s: 1e3, m: 60e3, h: 3600e3, d: 86400e3, w: 7 * 86400e3, y: 365 * 86400e3 };

const known = new Map<string, number>();

/** Length of a PromQL duration in seconds; `NaN` for text that is none. `secondsOf('1h30m')` is 5400. */
export function secondsOf(duration: string): number {
  // The same few dozen durations are asked for all over a project.
  const seconds = known.get(duration) ?? read(duration);
  known.set(duration, seconds);
  return seconds;
}

function read(duration: string): number {
  if (!/^(\d+(\.\d+)?(ms|[smhdwy]))+$/.test(duration)) return Number.NaN;
  let total = 0;
  for (const [, amount, unit] of duration.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwy])/g)) {
    total += Number(amount) * milliseconds[unit as keyof typeof milliseconds];
  }
  return total / 1000;
}
