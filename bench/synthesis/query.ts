import type { SyntheticMetric } from './catalog.ts';
import { quoted } from './words.ts';

/** One query in both spellings: TypeScript of the typed language, and the PromQL that it prints. */
export interface Spelled {
  readonly typed: string;
  readonly text: string;
  /** Functions of #lib in `typed`. */
  readonly uses: readonly string[];
  /** Constants of the catalog in `typed`. */
  readonly reads: readonly string[];
}

/** The value of a matcher: a literal, or the dashboard's variable of that name, of which several values may be chosen. */
export type Matched = string | { readonly variable: string; readonly several: boolean };

/** A selector with matchers; `part` is the series of a histogram. */
export function select(
  metric: SyntheticMetric,
  matchers: Readonly<Record<string, Matched>>,
  part?: 'bucket' | 'count',
): Spelled {
  const entries = Object.entries(matchers);
  const constant = part ? `${metric.constant}.${part}` : metric.constant;
  const typed = entries.map(([label, value]) =>
    typeof value === 'string' ? `${label}: ${quoted(value)}` : value.variable,
  );
  const text = entries.map(([label, value]) =>
    typeof value === 'string'
      ? `${label}="${value}"`
      : `${label}${value.several ? '=~' : '='}"$${value.variable}"`,
  );
  const name = part ? `${metric.name}_${part}` : metric.name;
  return {
    typed: `where(${constant}, { ${typed.join(', ')} })`,
    text: `${name}{${text.join(', ')}}`,
    uses: ['where'],
    reads: [metric.constant],
  };
}

const named = (call: string, of: Spelled, typed: string, text: string): Spelled => ({
  typed,
  text,
  uses: [call, ...of.uses],
  reads: of.reads,
});

/** `rate(of, window)`; the window is a duration, or `rateInterval`. */
export function rate(of: Spelled, window: string): Spelled {
  const grafana = window === 'rateInterval';
  const typed = `rate(${of.typed}, ${grafana ? window : quoted(window)})`;
  const rated = named('rate', of, typed, `rate(${of.text}[${grafana ? '$__rate_interval' : window}])`);
  return grafana ? { ...rated, uses: [...rated.uses, window] } : rated;
}

/** `avg_over_time(of[window])`. */
export const average = (of: Spelled, window: string): Spelled =>
  named(
    'avgOverTime',
    of,
    `avgOverTime(${of.typed}, ${quoted(window)})`,
    `avg_over_time(${of.text}[${window}])`,
  );

/** `sum by (labels) (of)` and its like. */
export function aggregate(op: 'avg' | 'max' | 'sum', of: Spelled, by: readonly string[]): Spelled {
  const labels = by.map(quoted).join(', ');
  return named(
    op,
    of,
    by.length > 0 ? `${op}(${of.typed}, { by: [${labels}] })` : `${op}(${of.typed})`,
    by.length > 0 ? `${op} by (${by.join(', ')}) (${of.text})` : `${op}(${of.text})`,
  );
}

/** `topk(count, of)`. */
export const top = (count: number, of: Spelled): Spelled =>
  named('topk', of, `topk(${count}, ${of.typed})`, `topk(${count}, ${of.text})`);

/** `histogram_quantile(q, of)`. */
export const quantile = (q: number, of: Spelled): Spelled =>
  named(
    'histogramQuantile',
    of,
    `histogramQuantile(${q}, ${of.typed})`,
    `histogram_quantile(${q}, ${of.text})`,
  );

/** A share that survives missing series, as `ratio` of the typed language prints it. */
export const share = (part: Spelled, whole: Spelled): Spelled => ({
  typed: `ratio(${part.typed}, ${whole.typed})`,
  text: `(${part.text} or 0 * ${whole.text}) / (${whole.text} > 0)`,
  uses: ['ratio', ...part.uses, ...whole.uses],
  reads: [...part.reads, ...whole.reads],
});

/** A bound in both spellings: `percent(5)` and 0.05. */
export interface Bound {
  readonly typed: string;
  readonly value: number;
  readonly uses: readonly string[];
}

/** A bound in a unit of the typed language. */
export function bound(unit: SyntheticMetric['unit'], value: number): Bound {
  if (unit === 'count' || unit === 'state') return { typed: String(value), value, uses: [] };
  if (unit === 'ratio')
    return { typed: `percent(${Number((value * 100).toPrecision(12))})`, value, uses: ['percent'] };
  return { typed: `${unit}(${value})`, value, uses: [unit] };
}

/** `of > bound`. */
export const over = (of: Spelled, than: Bound): Spelled => ({
  ...named('above', of, `above(${of.typed}, ${than.typed})`, `${of.text} > ${than.value}`),
  uses: ['above', ...than.uses, ...of.uses],
});

/** One condition and another. */
export const both = (one: Spelled, other: Spelled): Spelled => ({
  typed: `and(${one.typed}, ${other.typed})`,
  text: `${one.text} and ${other.text}`,
  uses: ['and', ...one.uses, ...other.uses],
  reads: [...one.reads, ...other.reads],
});

/** A query that a file names once and uses by that name. */
export const called = (name: string, of: Spelled): Spelled => ({ ...of, typed: name });
