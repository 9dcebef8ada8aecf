import { inQuery, inText, legend, selectorOf, single, type VariableValues } from '../board/interpolate.ts';
import { aligned, type Interval, intervalOf } from '../board/interval.ts';
import type { PanelJson, TargetJson } from '../board/json.ts';
import { durationOf, promDuration, type TimeRange } from '../board/time-range.ts';
import type { DrawnSeries, PanelData } from './panel-data.ts';
import type { PrometheusClient, RawAnswer } from './prometheus.ts';

/** What a panel is asked with. */
export interface Asking {
  readonly client: PrometheusClient;
  readonly range: TimeRange;
  readonly values: VariableValues;
  /** Points across the panel: its width in pixels. */
  readonly points: number;
  /** How often Prometheus scrapes, in milliseconds: no step is finer. */
  readonly scrape: number;
  readonly signal?: AbortSignal;
}

/** Series that a panel draws at most; more than that is a cloud that nobody reads, and a page that does not answer. */
export const mostSeries = 500;

/** Puts the queries of a panel to Prometheus, all at once. Never throws but when it was given up. */
export async function askPanel(panel: PanelJson, asking: Asking): Promise<PanelData> {
  const targets = (panel.targets ?? []).filter(({ hide, expr }) => !hide && expr);
  const interval = panelInterval(panel, asking);
  const settled = await Promise.allSettled(targets.map((target) => askTarget(target, interval, asking)));
  asking.signal?.throwIfAborted();
  const isRange = targets.some((target) => !isInstant(target));
  const range = aligned(asking.range, interval.step);
  const times = isRange ? momentsOf(range, interval.step) : Float64Array.of(asking.range.to);
  const errors = [
    ...new Set(settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.message] : []))),
  ];
  const notices = new Set<string>();
  const series: DrawnSeries[] = [];
  for (const [at, target] of targets.entries()) {
    const one = settled[at];
    if (one?.status !== 'fulfilled') continue;
    for (const warning of one.value.warnings) notices.add(warning);
    const named = one.value.series.slice(0, mostSeries - series.length);
    if (named.length < one.value.series.length)
      notices.add(`${one.value.series.length.toLocaleString('en')} series, of which ${mostSeries} are drawn`);
    for (const { metric, pairs } of named)
      series.push({
        name: nameOf(target, metric, asking.values),
        labels: metric,
        refId: target.refId,
        values: spread(pairs, times, isRange ? interval.step : 0),
      });
  }
  return { times, series, notices: [...notices], errors };
}

/** The step of a panel's queries. */
export function panelInterval(panel: PanelJson, { range, points, scrape, values }: Asking): Interval {
  const least = durationOf(inText(panel.interval ?? '', values)) ?? scrape;
  return intervalOf(range, panel.maxDataPoints ?? points, least);
}

/** A query as Prometheus gets it. */
export function queryOf(
  target: TargetJson,
  { step, rate }: Interval,
  { values, range }: Pick<Asking, 'values' | 'range'>,
): string {
  const span = range.to - range.from;
  return inQuery(target.expr ?? '', {
    ...values,
    __interval: single(promDuration(step)),
    __interval_ms: single(String(step)),
    __rate_interval: single(promDuration(rate)),
    __range: single(promDuration(Math.round(span / 1000) * 1000)),
    __range_s: single(String(Math.round(span / 1000))),
    __range_ms: single(String(span)),
  });
}

const isInstant = ({ instant, format }: TargetJson): boolean => instant === true || format === 'table';

function askTarget(target: TargetJson, interval: Interval, asking: Asking): Promise<RawAnswer> {
  const expr = queryOf(target, interval, asking);
  return isInstant(target)
    ? asking.client.instant(expr, asking.range.to, asking.signal)
    : asking.client.range(expr, aligned(asking.range, interval.step), interval.step, asking.signal);
}

function nameOf(
  target: TargetJson,
  labels: Readonly<Record<string, string>>,
  values: VariableValues,
): string {
  const format = target.legendFormat;
  if (!format || format === '__auto') return selectorOf(labels);
  return legend(inText(format, values), labels);
}

function momentsOf({ from, to }: TimeRange, step: number): Float64Array {
  return Float64Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}

/** Puts the points of an answer where they belong among all moments; where it has none, the line is open. */
function spread(
  pairs: readonly (readonly [number, string])[],
  times: Float64Array,
  step: number,
): Float64Array {
  const values = new Float64Array(times.length).fill(Number.NaN);
  const from = times[0] ?? 0;
  // The answer for one moment stands at the last of many.
  for (const [seconds, value] of pairs)
    values[step === 0 ? 0 : Math.min(Math.round((seconds * 1000 - from) / step), times.length - 1)] =
      numberOf(value);
  return values;
}

/** Prometheus writes infinity in a way of its own. */
const numberOf = (text: string): number => Number(text.replace('Inf', 'Infinity'));
