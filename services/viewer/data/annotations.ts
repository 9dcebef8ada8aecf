import { inQuery, legend, type VariableValues } from '../board/interpolate.ts';
import { aligned, intervalOf } from '../board/interval.ts';
import type { AnnotationJson, DashboardJson } from '../board/json.ts';
import { durationOf, type TimeRange } from '../board/time-range.ts';
import type { PrometheusClient } from './prometheus.ts';

/** Something that happened, marked on every time axis. Moments are Unix milliseconds. */
export interface Annotation {
  readonly from: number;
  /** Absent where it took no time. */
  readonly to?: number;
  /** Grafana's name of a colour. */
  readonly colour: string;
  readonly title: string;
  readonly text: string;
}

/** The annotations of a dashboard in a range, oldest first; those whose query fails are left out, with the reason. */
export async function askAnnotations(
  { annotations }: DashboardJson,
  { client, range, values }: AnnotationAsking,
): Promise<{ readonly annotations: readonly Annotation[]; readonly errors: readonly string[] }> {
  const asked = (annotations?.list ?? []).filter(
    ({ enable = true, expr, builtIn }) => enable && expr && !builtIn,
  );
  const settled = await Promise.allSettled(asked.map((one) => askOne(one, { client, range, values })));
  return {
    annotations: settled
      .flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
      .sort((a, b) => a.from - b.from),
    errors: settled.flatMap((one, at) =>
      one.status === 'rejected' ? [`${asked[at]?.name}: ${one.reason.message}`] : [],
    ),
  };
}

/** What annotations are asked with. */
export interface AnnotationAsking {
  readonly client: PrometheusClient;
  readonly range: TimeRange;
  readonly values: VariableValues;
}

async function askOne(
  json: AnnotationJson,
  { client, range, values }: AnnotationAsking,
): Promise<readonly Annotation[]> {
  const least = durationOf(json.step ?? '') ?? 60_000;
  const { step } = intervalOf(range, 1000, least);
  const answer = await client.range(inQuery(json.expr ?? '', values), aligned(range, step), step);
  return answer.series.flatMap(({ metric, pairs }) => {
    const words = {
      colour: json.iconColor ?? 'red',
      title: legend(json.titleFormat || json.name, metric),
      text: legend(json.textFormat ?? '', metric),
    };
    if (json.useValueForTime === true) {
      const moments = [...new Set(pairs.map(([, value]) => Number(value)))];
      return moments
        .filter((moment) => moment >= range.from && moment <= range.to)
        .map((from) => ({ ...words, from }));
    }
    return stretches(
      pairs.map(([seconds]) => seconds * 1000),
      step,
    ).map(({ from, to }) => ({ ...words, from, ...(to > from && { to }) }));
  });
}

/** Moments a step apart are one stretch. */
function stretches(moments: readonly number[], step: number): readonly TimeRange[] {
  const found: { from: number; to: number }[] = [];
  for (const moment of moments) {
    const last = found.at(-1);
    if (last && moment - last.to <= step * 1.5) last.to = moment;
    else found.push({ from: moment, to: moment });
  }
  return found;
}
