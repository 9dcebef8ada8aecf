import { same } from '../model/json.ts';
import type { Observed, Provider } from '../model/provider.ts';
import type { Resource } from '../model/resource.ts';
import { ServerError } from '../model/server-error.ts';
import { digest } from './identity.ts';
import { revisionOf } from './judge.ts';

/** How writes are carried out. */
export interface Manner {
  /** A note for the server's history. */
  readonly message: string;
  readonly resendSecrets: boolean;
  /** Attempts for one write, the first included. */
  readonly attempts: number;
  /** Raised when nothing new is to be begun. */
  readonly signal?: AbortSignal;
  /** Waits before attempt `attempt` (1 is the second), as long as the server asked for where it did. */
  wait(attempt: number, retryAfter?: number): Promise<void>;
}

/** What a write left: the server's state, and the digest of what was sent. */
export interface Written {
  readonly revision: string;
  readonly sent: string;
}

/**
 * Writes a resource over what a plan saw. Where nobody can say whether a write happened, the server is looked at: it did (done),
 * it did not (again), or somebody else was there (a `ServerError`, fault `conflict`). An error whose answer is `unknown` leaves it open.
 */
export async function settle(
  provider: Provider,
  resource: Resource,
  expected: Observed | undefined,
  manner: Manner,
): Promise<Written> {
  const { message, resendSecrets } = manner;
  const wanted = (now: Observed | undefined): unknown => provider.normalize(resource.spec, now);
  const half = expected ? (provider.halfway?.(wanted(expected), expected.spec) ?? []) : [];
  const { now, revision } = await persist(
    {
      provider,
      id: resource.id,
      expected,
      looksFirst: !provider.locks,
      isDone: (now) =>
        now !== undefined &&
        (same(now.spec, wanted(now)) || (provider.fulfils?.(now.spec, wanted(now)) ?? false)),
      isHalfway: (now) => now !== undefined && half.some((spec) => same(now.spec, spec)),
      write: (seen) => provider.put({ resource, message, resendSecrets, ...(seen && { expected: seen }) }),
    },
    manner,
  );
  const written = (now: Observed): Written => ({ revision: revisionOf(now), sent: digest(wanted(now)) });
  if (now) return written(now);
  if (revision !== undefined) return { revision, sent: digest(wanted(expected)) };
  // It happened, whatever the look says: this one is for the inventory alone.
  const after = await look(provider, resource.id).catch(() => undefined);
  return after ? written(after) : { revision: '', sent: digest(wanted(expected)) };
}

/** Removes a resource that is still what a plan saw. No server locks a removal, so it is always looked at first. */
export async function settleRemoval(
  provider: Provider,
  id: string,
  expected: Observed,
  manner: Manner,
): Promise<void> {
  await persist(
    {
      provider,
      id,
      expected,
      looksFirst: true,
      isDone: (now) => now === undefined,
      isHalfway: () => false,
      write: async () => {
        await provider.remove(id, expected);
        return undefined;
      },
    },
    manner,
  );
}

interface Work {
  readonly provider: Provider;
  readonly id: string;
  readonly expected: Observed | undefined;
  readonly looksFirst: boolean;
  readonly isDone: (now: Observed | undefined) => boolean;
  /** Whether a put of ours left it so, which had more to do. */
  readonly isHalfway: (now: Observed | undefined) => boolean;
  readonly write: (expected: Observed | undefined) => Promise<string | undefined>;
}

async function persist(
  { provider, id, expected, looksFirst, isDone, isHalfway, write }: Work,
  { attempts, signal, wait }: Manner,
): Promise<{ readonly now?: Observed | undefined; readonly revision?: string | undefined }> {
  let seen = expected;
  // Once a write may have happened, nothing that goes wrong later makes that certain again.
  let isOpen = false;
  const leave = (error: unknown): unknown => (isOpen && error instanceof ServerError ? open(error) : error);
  if (looksFirst) {
    const now = await look(provider, id);
    if (!isSame(now, seen)) {
      if (isDone(now)) return { now };
      throw overtaken(provider.kind, id);
    }
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return { revision: await write(seen) };
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      const isUnknown = error.answer.happened === 'unknown';
      isOpen ||= isUnknown;
      if (isUnknown || error.fault === 'conflict') {
        // A conflict may be with our own write, when something between us and the server sent it twice.
        const now = await look(provider, id).catch((cause) => {
          throw cause instanceof ServerError ? open(cause) : cause;
        });
        if (!isSame(now, seen)) {
          if (isDone(now)) return { now };
          if (!isHalfway(now)) throw leave(overtaken(provider.kind, id));
          seen = now;
        } else if (!isUnknown && !seen && !provider.contends) throw leave(taken(error));
      } else if (!error.isPassing) throw leave(error);
      if (attempt >= attempts || signal?.aborted) throw leave(error);
      await wait(attempt, error.answer.retryAfter);
    }
  }
}

/** What a server has now. */
export async function look(provider: Provider, id: string): Promise<Observed | undefined> {
  let seen: Observed | undefined;
  await provider.observe([id], (_, actual) => {
    seen = actual;
  });
  return seen;
}

/** Whether a resource is in the state that was seen before, absence included. */
const isSame = (now: Observed | undefined, before: Observed | undefined): boolean =>
  now && before ? revisionOf(now) === revisionOf(before) : now === before;

const open = ({ message, fault, detail, answer }: ServerError): ServerError =>
  new ServerError(message, fault, detail, { ...answer, happened: 'unknown' });

const overtaken = (kind: string, id: string): ServerError =>
  new ServerError(
    `${kind} ${id}: somebody else changed it since the plan was made`,
    'conflict',
    { next: 'npm run plan, to see what is there now' },
    { happened: 'no' },
  );

/** Refused although nothing of that id is there: something else has its name. */
const taken = ({ message, detail }: ServerError): ServerError =>
  new ServerError(
    message.replace(/: [^:]*$/, ': something else is in its place'),
    'invalid',
    {
      ...(detail.why && { why: detail.why }),
      next: 'look for the name in Grafana: rename or remove what has it, or give the definition another',
    },
    { happened: 'no' },
  );
