import type { AlertVersion } from '../../engine/alert-version.ts';
import { inlined } from '../../engine/inlined.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import { prometheusApi, type ServedRule } from '../../providers/prometheus.ts';
import { type Past, type PastOptions, seriesNeeded } from './past.ts';

/** A query over days takes its time. */
const timeoutSeconds = 300;

/** The past of a Prometheus that runs somewhere. It is only asked, and in pieces. */
export async function remotePast(
  options: PastOptions & { readonly url: string; readonly token?: string },
): Promise<Past> {
  const { url, token, before, after, hours = 24 } = options;
  const base = addressOf(url);
  const api = prometheusApi(base, { timeoutSeconds, ...(token && { token }) });
  const names = seriesNeeded(options);
  const there = names.length > 0 ? await api.labelValues('__name__', named(names)) : [];
  const to = Math.floor(Date.now() / 1000);
  const lookback = Math.max(before?.lookback ?? 0, after?.lookback ?? 0);
  const wanted = to - hours * 3600 - lookback;
  // A few hundred points say where data begins, well enough.
  const step = Math.max(15, Math.ceil((to - wanted) / 500));
  const beginning = async (series: readonly string[]): Promise<number> => {
    if (series.length === 0) return to;
    const moments = await api.momentsOf(`count(${named(series)})`, { start: wanted, end: to, step });
    return Math.min(to, ...moments);
  };
  const from = await beginning(there);
  // A rule that was deployed yesterday has recorded nothing of the day before.
  const served: ServedRule[] = [];
  for (const rule of await api.recordingRules())
    if (isRead(rule, [before, after]) && (await beginning([rule.name])) <= from + step) served.push(rule);
  const text = (version: AlertVersion) => inlined(version, served);
  return {
    what: `${hours} h of ${base}`,
    server: api,
    ...(before && { before: text(before) }),
    ...(after && { after: text(after) }),
    from,
    to,
    missing: names.filter((name) => !there.includes(name)),
    close: async () => {},
  };
}

const named = (series: readonly string[]): string => `{__name__=~"${series.join('|')}"}`;

const isRead = ({ name }: ServedRule, versions: readonly (AlertVersion | undefined)[]): boolean =>
  versions.some((version) => version?.recordings.some((rule) => rule.name === name));

function addressOf(url: string): string {
  try {
    const { protocol, username, password } = new URL(url);
    if (!/^https?:$/.test(protocol)) throw new Error('an address begins with http:// or https://');
    if (username || password) throw new Error('a credential in an address ends up in logs');
  } catch (error) {
    throw new Failure(`${url.replace(/\/\/[^@/]*@/, '//…@')} is no address of a Prometheus`, {
      why: (error as Error).message,
      next: '--prometheus http://localhost:9090, and PROMETHEUS_TOKEN where it wants to know who asks',
      exit: exitCode.usage,
    });
  }
  return url.replace(/\/+$/, '');
}
