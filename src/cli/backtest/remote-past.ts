import type { AlertVersion } from '../../engine/alert-version.ts';
import { inlined } from '../../engine/inlined.ts';
import { Failure } from '../../model/failure.ts';
import { prometheusApi } from '../../providers/prometheus.ts';
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
  const served = await api.recordingRules();
  const names = seriesNeeded(options);
  const selector = `{__name__=~"${names.join('|')}"}`;
  const there = new Set(names.length > 0 ? await api.labelValues('__name__', selector) : []);
  const missing = names.filter((name) => !there.has(name));
  const to = Math.floor(Date.now() / 1000);
  const lookback = Math.max(before?.lookback ?? 0, after?.lookback ?? 0);
  const wanted = to - hours * 3600 - lookback;
  // A few hundred points say where the data begins, well enough.
  const step = Math.max(15, Math.ceil((to - wanted) / 500));
  const moments =
    there.size > 0
      ? await api.momentsOf(`count({__name__=~"${[...there].join('|')}"})`, { start: wanted, end: to, step })
      : [];
  const text = (version: AlertVersion) => inlined(version, served);
  return {
    what: `${hours} h of ${base}`,
    server: api,
    ...(before && { before: text(before) }),
    ...(after && { after: text(after) }),
    from: moments.length > 0 && Math.min(...moments) > wanted + step ? Math.min(...moments) : wanted,
    to,
    missing,
    close: async () => {},
  };
}

function addressOf(url: string): string {
  try {
    const { protocol, username, password } = new URL(url);
    if (!/^https?:$/.test(protocol)) throw new Error('an address begins with http:// or https://');
    if (username || password) throw new Error('a credential in an address ends up in logs');
  } catch (error) {
    throw new Failure(`${url.replace(/\/\/[^@/]*@/, '//…@')} is no address of a Prometheus`, {
      why: (error as Error).message,
      next: '--prometheus http://localhost:9090, and PROMETHEUS_TOKEN where it wants to know who asks',
      exit: 2,
    });
  }
  return url.replace(/\/+$/, '');
}
