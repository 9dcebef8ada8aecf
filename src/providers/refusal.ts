import type { Fault } from '../model/server-error.ts';

/** Faults that a server tells by its own code, whatever the status. */
type Known = 'missing' | 'forbidden' | 'invalid' | 'conflict';

/** What a server's refusals mean, in words for its users. */
export interface Dialect {
  /** What people call it: `Grafana`. */
  readonly server: string;
  /** The server's own words in the body of a refusal, if there are any. */
  messageOf(body: unknown): string | undefined;
  /** What a refusal is, where its body says better than its status. */
  faultOf?(status: number, body: unknown): Known | undefined;
  /** What to do about a refusal; generic advice where absent. */
  readonly advice?: Partial<Readonly<Record<'unauthenticated' | 'forbidden' | 'too large', string>>>;
}

/** A refusal in words. */
interface Refusal {
  readonly fault: Fault;
  readonly message: string;
  readonly next: string;
  /** Whether a write may have happened all the same. */
  readonly happened: 'no' | 'unknown';
}

/** What a status other than success means. `what` was asked for, as `PUT /path`. */
export function refusal(
  {
    what,
    status,
    isPage,
    known,
  }: {
    readonly what: string;
    readonly status: number;
    readonly isPage: boolean;
    readonly known?: Known | undefined;
  },
  { server, advice = {} }: Dialect,
  base: string,
): Refusal {
  const no = (fault: Fault, message: string, next: string): Refusal => ({
    fault,
    message,
    next,
    happened: 'no',
  });
  const perhaps = (fault: Fault, message: string, next: string): Refusal => ({
    ...no(fault, message, next),
    happened: 'unknown',
  });
  const forbidden = no(
    'forbidden',
    `${what}: ${server} forbids it`,
    advice.forbidden ?? 'give the account of the target the permission it names',
  );
  const missing = no('missing', `${what}: not there`, 'npm run plan');
  const conflict = no(
    'conflict',
    `${what}: somebody else changed it meanwhile`,
    'npm run plan, then deploy again',
  );
  const invalid = no(
    'invalid',
    `${what}: ${server} refuses it`,
    'mend the definition that it names, then npm run build',
  );
  if (known) return { forbidden, missing, conflict, invalid }[known];
  switch (status) {
    case 401:
      return no(
        'unauthenticated',
        `${server} does not accept the credential of ${base}`,
        advice.unauthenticated ?? 'look at the credential of the target',
      );
    case 403:
      return forbidden;
    case 404:
      // A page is what a proxy says that does not find the server: whether the thing is there is not known.
      return isPage
        ? perhaps('not understood', `${what}: no ${server} is there`, 'look at the url of the target')
        : missing;
    case 408:
      return perhaps('silent', `${what}: the server gave up waiting`, 'deploy again');
    case 409:
    case 412:
      return conflict;
    case 413:
      return no(
        'too large',
        `${what}: too large for ${server}, or for a proxy before it`,
        advice['too large'] ??
          'raise the limit of the proxy (nginx: client_max_body_size), or split the definition',
      );
    case 429:
      return no(
        'throttled',
        `${what}: too many requests`,
        'deploy again in a while, or with fewer requests at a time (concurrency of the target)',
      );
    default:
      return status >= 500
        ? perhaps(
            'server fault',
            `${what}: ${server} failed`,
            `look at the log of ${server}, then deploy again`,
          )
        : invalid;
  }
}
