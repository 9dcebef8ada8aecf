/*
 * Numbers as Grafana writes them. Grafana has some three hundred units; here are those that our builders give, and a few that
 * people choose by hand. An id that is not here is shown as Grafana shows one that it does not know: as a suffix.
 */

/** Writes a value in a unit. Without `decimals` there are as many as the value deserves. */
export type Format = (value: number, decimals?: number) => string;

/** The text of a value in a unit of Grafana, by its id. `now` (Unix milliseconds) is for moments told as an age. */
export function formatValue(value: number, unit = 'none', decimals?: number, now = Date.now()): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (unit === 'dateTimeFromNow') return age(value, now);
  const known = units[unit];
  if (known) return known(value, decimals);
  const [key, rest = ''] = unit.split(/:(.*)/s);
  if (key === 'prefix') return `${rest}${fixed(value, decimals)}`;
  if (key === 'count') return count(rest)(value, decimals);
  return `${fixed(value, decimals)} ${key === 'suffix' ? rest : unit}`;
}

/** Whether a unit grows by 1,024 and not by 1,000. */
export const isBinary = (unit: string | undefined): boolean => unit === 'bytes' || unit === 'binBps';

/** A number with a fixed count of decimals; without one, about three digits that matter. */
export function fixed(value: number, decimals = decimalsFor(value)): string {
  const places = Math.min(Math.max(0, decimals), 15);
  if (value === 0) return (0).toFixed(places);
  const rounded = Math.round(value * 10 ** places) / 10 ** places;
  const plain = String(rounded);
  // Tiny and huge numbers keep the exponent that JavaScript gives them.
  if (plain.includes('e')) return plain;
  return places === 0 ? plain : rounded.toFixed(places);
}

function decimalsFor(value: number): number {
  if (value === 0 || Number.isInteger(value)) return 0;
  const places = 1 - Math.floor(Math.log10(Math.abs(value)));
  // Three digits that matter; Grafana leaves negative numbers two.
  return Math.max(0, value > 0 ? places + 1 : places);
}

/** Divides by a factor until it fits, and says how often by a suffix. */
function scaled(factor: number, suffixes: readonly string[], smallest = 0): Format {
  return (value, decimals) => {
    const power = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)) / Math.log10(factor) + 1e-12);
    const step = Math.min(Math.max(power, smallest), suffixes.length - 1 + smallest);
    return `${fixed(value / factor ** step, decimals)}${suffixes[step - smallest]}`;
  };
}

const plain: Format = fixed;
const suffix =
  (text: string): Format =>
  (value, decimals) =>
    `${fixed(value, decimals)}${text}`;
const counted = scaled(1000, ['', 'K', 'M', 'B', 'T']);
const count =
  (what: string): Format =>
  (value, decimals) =>
    `${counted(value, decimals)} ${what}`;
const currency =
  (sign: string): Format =>
  (value, decimals) =>
    value < 0 ? `-${sign}${counted(-value, decimals)}` : `${sign}${counted(value, decimals)}`;
const binary = (what: string): Format =>
  scaled(
    1024,
    ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'].map((prefix) => ` ${prefix}${what}`),
  );
const decimal = (what: string): Format =>
  scaled(
    1000,
    ['', 'k', 'M', 'G', 'T', 'P'].map((prefix) => ` ${prefix}${what}`),
  );

/** The largest unit that is not larger than the value. */
const steps =
  (scale: number, rows: readonly (readonly [below: number, divisor: number, name: string])[]): Format =>
  (value, decimals) => {
    const size = Math.abs(value * scale);
    const [, divisor, name] = rows.find(([below]) => size < below) ?? rows[rows.length - 1] ?? [0, 1, ''];
    return `${fixed((value * scale) / divisor, decimals)} ${name}`;
  };

const time = [
  [1e-6, 1e-9, 'ns'],
  [1e-3, 1e-6, 'µs'],
  [1, 1e-3, 'ms'],
  [60, 1, 's'],
  [3600, 60, 'min'],
  [86_400, 3600, 'hour'],
  [604_800, 86_400, 'day'],
  [31_536_000, 604_800, 'week'],
  [Number.POSITIVE_INFINITY, 31_556_900, 'year'],
] as const;
/** Zero seconds are seconds, not the smallest unit there is. */
const seconds: Format = (value, decimals) =>
  value === 0 ? `${fixed(0, decimals)} s` : steps(1, time)(value, decimals);
const milliseconds: Format = (value, decimals) =>
  Math.abs(value) < 1000 ? `${fixed(value, decimals)} ms` : seconds(value / 1000, decimals);

const units: Readonly<Record<string, Format>> = {
  none: plain,
  short: scaled(1000, ['', ' K', ' Mil', ' Bil', ' Tri', ' Quadr']),
  percent: suffix('%'),
  percentunit: (value, decimals) => `${fixed(value * 100, decimals)}%`,
  s: seconds,
  ms: milliseconds,
  bytes: binary('B'),
  decbytes: decimal('B'),
  Bps: decimal('B/s'),
  binBps: binary('B/s'),
  ops: count('ops/s'),
  reqps: count('req/s'),
  cps: count('c/s'),
  currencyUSD: currency('$'),
  currencyEUR: currency('€'),
};

/** A moment in Unix milliseconds as people tell it: `3 hours ago`, `in 2 days`. */
function age(moment: number, now: number): string {
  const away = Math.abs(moment - now) / 1000;
  const rows = [
    [45, 0, 'a few seconds'],
    [90, 0, 'a minute'],
    [2700, 60, 'minutes'],
    [5400, 0, 'an hour'],
    [79_200, 3600, 'hours'],
    [129_600, 0, 'a day'],
    [2_246_400, 86_400, 'days'],
    [3_888_000, 0, 'a month'],
    [27_648_000, 2_629_746, 'months'],
    [47_304_000, 0, 'a year'],
    [Number.POSITIVE_INFINITY, 31_556_952, 'years'],
  ] as const;
  const [, divisor, name] = rows.find(([below]) => away < below) ?? rows[10];
  const told = divisor === 0 ? name : `${Math.round(away / divisor)} ${name}`;
  return moment > now ? `in ${told}` : `${told} ago`;
}
