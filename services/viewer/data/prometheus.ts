import type { TimeRange } from '../board/time-range.ts';

/** One series of an answer. Instant answers have one pair. Values are text, as Prometheus writes them. */
export interface RawSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly pairs: readonly (readonly [seconds: number, value: string])[];
}

/** An answer, and what Prometheus has to say about it. */
export interface RawAnswer {
  readonly series: readonly RawSeries[];
  readonly warnings: readonly string[];
}

/** An alert that is pending or fires, as Prometheus' own rules have it. */
export interface ActiveAlert {
  readonly name: string;
  readonly state: 'firing' | 'pending';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Unix milliseconds. */
  readonly since: number;
}

/** What is asked of Prometheus. Each question may be given up; an Error says in words why there is no answer. */
export interface PrometheusClient {
  instant(expr: string, at: number, signal?: AbortSignal): Promise<RawAnswer>;
  range(expr: string, range: TimeRange, step: number, signal?: AbortSignal): Promise<RawAnswer>;
  labelValues(label: string, selector: string | undefined, range: TimeRange): Promise<readonly string[]>;
  alerts(signal?: AbortSignal): Promise<readonly ActiveAlert[]>;
}

/** Seconds after which nobody waits any longer. */
export const patience = 30;

/** Asks a Prometheus by HTTP, from a page as well as from Node. `base` is its address, or that of the proxy. */
export function prometheusClient(base: string, seconds = patience): PrometheusClient {
  async function ask(
    path: string,
    form: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<{ data: unknown; warnings: readonly string[] }> {
    const late = AbortSignal.timeout(seconds * 1000);
    const query = path.startsWith('query');
    const text = new URLSearchParams(form).toString();
    let response: Response;
    let reply: { data?: unknown; error?: string; warnings?: readonly string[] };
    try {
      response = await fetch(`${base}/api/v1/${path}${query || !text ? '' : `?${text}`}`, {
        signal: signal ? AbortSignal.any([signal, late]) : late,
        ...(query && {
          method: 'POST',
          body: text,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      });
      reply = (await response.json()) as typeof reply;
    } catch (error) {
      if (signal?.aborted) throw error;
      if (late.aborted)
        throw new Error(`Prometheus did not answer within ${seconds} s: choose a shorter time range`);
      throw new Error('Prometheus cannot be reached, or its answer broke off');
    }
    if (!response.ok) throw new Error(reply.error ?? `Prometheus answers with status ${response.status}`);
    return { data: reply.data, warnings: reply.warnings ?? [] };
  }

  return {
    async instant(expr, at, signal) {
      const { data, warnings } = await ask('query', { query: expr, time: String(at / 1000) }, signal);
      const { resultType, result } = data as { resultType: string; result: unknown };
      if (resultType === 'scalar') return { series: [{ metric: {}, pairs: [result as never] }], warnings };
      const vector = result as { metric: RawSeries['metric']; value: RawSeries['pairs'][number] }[];
      return { series: vector.map(({ metric, value }) => ({ metric, pairs: [value] })), warnings };
    },
    async range(expr, { from, to }, step, signal) {
      const form = {
        query: expr,
        start: String(from / 1000),
        end: String(to / 1000),
        step: String(step / 1000),
      };
      const { data, warnings } = await ask('query_range', form, signal);
      const { result } = data as { result: { metric: RawSeries['metric']; values: RawSeries['pairs'] }[] };
      return { series: result.map(({ metric, values }) => ({ metric, pairs: values })), warnings };
    },
    async labelValues(label, selector, { from, to }) {
      const { data } = await ask(`label/${label}/values`, {
        ...(selector && { 'match[]': selector }),
        start: String(from / 1000),
        end: String(to / 1000),
      });
      return data as readonly string[];
    },
    async alerts(signal) {
      const { data } = await ask('alerts', {}, signal);
      return (data as { alerts: readonly Told[] }).alerts.map(({ labels, annotations, state, activeAt }) => ({
        name: labels.alertname ?? '',
        state,
        labels,
        annotations,
        since: Date.parse(activeAt),
      }));
    },
  };
}

interface Told {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: 'firing' | 'pending';
  readonly activeAt: string;
}
