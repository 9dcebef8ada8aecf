/** One thing that was measured. */
export interface Figure {
  /** Stable name, for programs. */
  readonly id: string;
  /** What it is, for people. */
  readonly what: string;
  readonly value: number;
  readonly unit: 'µs' | 'ms' | 'bytes' | 'times' | 'count';
  /** The most it should be. */
  readonly goal?: number;
}

const units: Readonly<Record<Figure['unit'], (value: number) => string>> = {
  µs: (value) => `${value.toFixed(1)} µs`,
  ms: (value) => (value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`),
  bytes: (value) => (value < 1e6 ? `${Math.round(value / 1000)} kB` : `${Math.round(value / 1e6)} MB`),
  times: (value) => `${value.toFixed(2)} times`,
  count: (value) => Math.round(value).toLocaleString('en-US'),
};

/** A figure as a row: what, value, goal, whether the goal is met. */
export function rowOf({ what, value, unit, goal }: Figure): readonly string[] {
  const show = units[unit];
  return goal === undefined
    ? [what, show(value), '', '']
    : [what, show(value), show(goal), value <= goal ? 'met' : 'missed'];
}

/** The head of a table of such rows. */
export const head = ['What', 'Median', 'Goal', ''] as const;
