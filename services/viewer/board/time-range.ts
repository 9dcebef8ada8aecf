/** A stretch of time, in Unix milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

const unitsOf: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
};

/** Milliseconds of a duration such as `1m30s`; undefined for what is none. */
export function durationOf(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwMy])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitsOf[unit ?? ''] ?? 0), 0);
}

/** A moment as Grafana's time picker writes it: `now`, `now-24h`, `now-1d/d`, Unix milliseconds, an ISO date. */
export function momentOf(text: string, now: number): number | undefined {
  const relative = /^now(?:([+-])(\w+))?(?:\/([smhdwMy]))?$/.exec(text);
  if (relative) {
    const [, sign, duration, floor] = relative;
    const away = duration === undefined ? 0 : durationOf(duration);
    if (away === undefined) return undefined;
    const moment = now + (sign === '-' ? -away : away);
    const unit = floor ? unitsOf[floor] : undefined;
    return unit === undefined ? moment : Math.floor(moment / unit) * unit;
  }
  if (/^\d{9,}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : date;
}

/** The range between two texts of the time picker. What cannot be read becomes the last six hours, as in Grafana. */
export function timeRange(from: string, to: string, now: number): TimeRange {
  const end = momentOf(to, now) ?? now;
  const start = momentOf(from, now) ?? end - 6 * 3_600_000;
  return start < end ? { from: start, to: end } : { from: end - 1000, to: end };
}

/** A duration as PromQL writes it: `24h`, `90s`. */
export function promDuration(milliseconds: number): string {
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ] as const)
    if (milliseconds >= size && milliseconds % size === 0) return `${milliseconds / size}${unit}`;
  return `${Math.max(1, Math.round(milliseconds))}ms`;
}
