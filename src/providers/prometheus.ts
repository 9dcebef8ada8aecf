import { z } from 'zod';
import { Failure } from '../model/failure.ts';
import { connect, type Request } from './http.ts';

/** One series of an instant query: its labels and its newest value. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
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
    result: z.array(z.object({ values: z.array(z.tuple([z.number(), number])) })),
  }),
});
const labelReply = z.object({ status: z.literal('success'), data: z.array(z.string()) });
const refusal = z.object({ status: z.literal('error'), error: z.string() });

/** Speaks the HTTP API v1 of a Prometheus server. */
export function prometheusApi(base: string): PrometheusApi {
  const send = connect({ base });
  const ask = async (request: Request): Promise<{ readonly status: number; readonly body: unknown }> => {
    const { status, text } = await send(request);
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
