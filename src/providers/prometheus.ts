import { z } from 'zod';
import { exitCode, Failure } from '../model/failure.ts';
import { connect, type Request } from './http.ts';

/** One series of an instant query: its labels and its newest value. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One series of a range query: its labels, and the moments at which it has a value. */
export interface SeriesMoments {
  readonly labels: Readonly<Record<string, string>>;
  readonly at: readonly number[];
}

/** A recording rule as a server says that it runs it. */
export interface ServedRule {
  readonly name: string;
  readonly query: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A Prometheus server, as far as we ask it something. */
export interface PrometheusApi {
  /** Evaluates a query at a moment (default: now). A query that the server refuses is a Failure with its words. */
  query(expr: string, at?: number): Promise<readonly Sample[]>;
  /** Evaluates a query over a range, and answers with the moments, Unix seconds, at which any series had a value. */
  momentsOf(
    expr: string,
    range: { readonly start: number; readonly end: number; readonly step: number },
  ): Promise<readonly number[]>;
  /** Evaluates a query over a range, and answers with each series and the moments at which it is there; NaN is there. */
  seriesOf(
    expr: string,
    range: { readonly start: number; readonly end: number; readonly step: number },
  ): Promise<readonly SeriesMoments[]>;
  /** The recording rules that it runs; none where it has no such interface, as stores of others have not. */
  recordingRules(): Promise<readonly ServedRule[]>;
  /** The values that a label has on series that match a selector. */
  labelValues(label: string, selector: string): Promise<readonly string[]>;
  /** Whether it answers queries yet. */
  isReady(): Promise<boolean>;
}

/** Prometheus writes infinity in a way of its own. */
const number = z.string().transform((text) => Number(text.replace('Inf', 'Infinity')));
const queryReply = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.enum(['vector', 'scalar']),
    result: z.array(z.unknown()),
  }),
});
const vectorItem = z.object({
  metric: z.record(z.string(), z.string()),
  value: z.tuple([z.number(), number]),
});
const scalarResult = z.tuple([z.number(), number]);
const matrixReply = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), number])) }),
    ),
  }),
});
const rulesReply = z.object({
  status: z.literal('success'),
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            name: z.string(),
            query: z.string(),
            labels: z.record(z.string(), z.string()).optional(),
          }),
        ),
      }),
    ),
  }),
});
const labelReply = z.object({ status: z.literal('success'), data: z.array(z.string()) });
const refusal = z.object({ status: z.literal('error'), error: z.string() });

/** Speaks the HTTP API v1 of a Prometheus server. */
export function prometheusApi(
  base: string,
  options: { readonly token?: string; readonly timeoutSeconds?: number } = {},
): PrometheusApi {
  const { token, timeoutSeconds } = options;
  const send = connect({
    base,
    ...(timeoutSeconds && { timeoutSeconds }),
    ...(token && { headers: { Authorization: `Bearer ${token}` } }),
  });
  const ask = async (request: Request): Promise<{ readonly status: number; readonly body: unknown }> => {
    const { status, text } = await send(request);
    if (status === 401 || status === 403)
      throw new Failure(`${base} refuses our credential`, {
        why: token ? `it answered ${status}` : `it answered ${status}, and none was sent`,
        next: 'set PROMETHEUS_TOKEN to a token that may query it',
        exit: exitCode.auth,
      });
    return { status, body: parsed(text) };
  };
  const post = (path: string, form: Readonly<Record<string, string>>) =>
    ask({
      method: 'POST',
      path,
      // A form has no limit on its length.
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: String(new URLSearchParams(form)),
    });
  const get = (path: string, parameters?: Readonly<Record<string, string>>) =>
    ask({ method: 'GET', path, ...(parameters && { parameters }) });
  return {
    async query(expr, at) {
      const { body } = await post('/api/v1/query', {
        query: expr,
        ...(at !== undefined && { time: String(at) }),
      });
      const { data } = read(queryReply, body, expr);
      if (data.resultType === 'scalar') return [{ labels: {}, value: scalarResult.parse(data.result)[1] }];
      return data.result.map((item) => {
        const { metric, value } = vectorItem.parse(item);
        return { labels: metric, value: value[1] };
      });
    },
    async momentsOf(expr, { start, end, step }) {
      const form = { query: expr, start: String(start), end: String(end), step: String(step) };
      const { body } = await post('/api/v1/query_range', form);
      const { result } = read(matrixReply, body, expr).data;
      const seen = result.flatMap(({ values }) =>
        values.filter(([, value]) => !Number.isNaN(value)).map(([at]) => at),
      );
      return [...new Set(seen)];
    },
    async seriesOf(expr, { start, end, step }) {
      const form = { query: expr, start: String(start), end: String(end), step: String(step) };
      const { body } = await post('/api/v1/query_range', form);
      return read(matrixReply, body, expr).data.result.map(({ metric, values }) => ({
        labels: metric,
        at: values.map(([at]) => at),
      }));
    },
    async recordingRules() {
      const { body } = await get('/api/v1/rules', { type: 'record' });
      const { data } = rulesReply.safeParse(body);
      return (data?.data.groups ?? []).flatMap(({ rules }) =>
        rules.map(({ name, query, labels = {} }) => ({ name, query, labels })),
      );
    },
    async labelValues(label, selector) {
      const { body } = await get(`/api/v1/label/${label}/values`, { 'match[]': selector });
      return read(labelReply, body, selector).data;
    },
    async isReady() {
      const { status } = await get('/-/ready');
      return status === 200;
    },
  };
}

/** The JSON in a text, or the text where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown, expr: string): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const refused = refusal.safeParse(body);
  throw new Failure(
    refused.success
      ? `Prometheus refuses: ${refused.data.error}`
      : 'Prometheus answered with something else than its API promises',
    {
      why: `the query was: ${expr}`,
      next: 'npm run check, which underlines what is wrong in a query',
    },
  );
}
