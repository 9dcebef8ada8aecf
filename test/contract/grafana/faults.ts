import { type Answer, coded, plain, withStatus } from './answer.ts';

/**
 * What can go wrong between a client and a server that is well. `rate-limit`, `bad-gateway`, `waking` (a page of HTML in front
 * of a server that starts), `server-error` and `unauthorized` answer instead of the server, which sees nothing of the request. After
 * `reset` and `conflict` the request was carried out, and the client is not told so.
 */
export type FaultKind =
  | 'rate-limit'
  | 'bad-gateway'
  | 'waking'
  | 'server-error'
  | 'unauthorized'
  | 'reset'
  | 'conflict';

export interface FaultSpec {
  readonly kind: FaultKind;
  readonly method?: string;
  readonly path?: RegExp;
  /** How many requests it meets; one without. */
  readonly times?: number;
  /** Seconds in Retry-After of a rate limit. */
  readonly retryAfter?: number;
}

/** What becomes of one request: an answer instead of the real one, or one made of it; `undefined` cuts the connection. */
interface Fault {
  readonly instead?: Answer;
  readonly after?: (real: Answer) => Answer | undefined;
}

/** Faults that wait for their request, in the order in which they were arranged. */
export class Faults {
  private readonly waiting: { readonly spec: FaultSpec; left: number }[] = [];

  arrange(spec: FaultSpec): void {
    this.waiting.push({ spec, left: spec.times ?? 1 });
  }

  take(method: string, path: string): Fault | undefined {
    const found = this.waiting.find(
      ({ spec, left }) =>
        left > 0 && (spec.method ?? method) === method && (spec.path === undefined || spec.path.test(path)),
    );
    if (!found) return undefined;
    found.left--;
    return faultOf(found.spec);
  }
}

function faultOf({ kind, retryAfter = 1 }: FaultSpec): Fault {
  switch (kind) {
    // Grafana itself has no general limit; clouds and ingresses do (#128975).
    case 'rate-limit':
      return {
        instead: { ...plain(429, 'Too many requests'), headers: { 'retry-after': String(retryAfter) } },
      };
    case 'bad-gateway':
      return { instead: { status: 502, html: '<html><body><h1>502 Bad Gateway</h1></body></html>\n' } };
    case 'waking':
      return { instead: { status: 503, html: '<html><body>Your instance is loading</body></html>\n' } };
    case 'server-error':
      return { instead: plain(500, 'Internal Server Error', 'traced') };
    // Under load a server was seen to refuse a good token once (TF#1130).
    case 'unauthorized':
      return { instead: coded(401, 'auth.unauthorized', 'Unauthorized') };
    case 'reset':
      return { after: () => undefined };
    // Concurrent creates of folders may say so although the folder is there (TF#2176).
    case 'conflict':
      return {
        after: () => withStatus(412, 'version-mismatch', 'the folder has been changed by someone else'),
      };
    default:
      return kind satisfies never;
  }
}
