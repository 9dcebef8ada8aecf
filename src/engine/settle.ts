import type { Observed, Provider } from '../model/provider.ts';
import type { Resource } from '../model/resource.ts';
import { ServerError } from '../model/server-error.ts';
import { same } from './identity.ts';
import { revisionOf } from './judge.ts';

/** How writes are carried out. */
export interface Manner {
  /** A note for the server's history. */
  readonly message: string;
  readonly resendSecrets: boolean;
  /** Attempts for one write, the first included. */
  readonly attempts: number;
  /** Waits before attempt `attempt` (1 is the second), as long as the server asked for where it did. */
  wait(attempt: number, retryAfter?: number): Promise<void>;
}

/**
 * Writes a resource over what a plan saw, and answers with its new revision. Where nobody can say whether a write happened,
 * the server is looked at: it did (done), it did not (again), or somebody else was there (a `ServerError`, fault `conflict`).
 */
export async function settle(
  provider: Provider,
  resource: Resource,
  expected: Observed | undefined,
  manner: Manner,
): Promise<string> {
  const { message, resendSecrets } = manner;
  const isThere = (now: Observed | undefined): boolean =>
    now !== undefined && same(now.spec, provider.normalize(resource.spec, now));
  return persist(provider, resource.id, expected, isThere, manner, async () => {
    const revision = await provider.put({
      resource,
      message,
      resendSecrets,
      ...(expected && { expected }),
    });
    if (revision !== undefined) return revision;
    const now = await look(provider, resource.id);
    return now ? revisionOf(now) : '';
  });
}

/** Removes a resource that is still what a plan saw. */
export async function settleRemoval(
  provider: Provider,
  id: string,
  expected: Observed,
  manner: Manner,
): Promise<void> {
  const isGone = (now: Observed | undefined): boolean => now === undefined;
  await persist(provider, id, expected, isGone, { ...manner, resendSecrets: false }, async () => {
    await provider.remove(id, expected);
    return '';
  });
}

async function persist(
  provider: Provider,
  id: string,
  expected: Observed | undefined,
  isDone: (now: Observed | undefined) => boolean,
  { attempts, wait }: Manner,
  write: () => Promise<string>,
): Promise<string> {
  // A server that does not lock is asked once more, to keep the time short in which somebody else's work could be lost.
  if (!provider.locks && !isSame(await look(provider, id), expected)) throw overtaken(provider.kind, id);
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      const { happened, retryAfter } = error.answer;
      const isOpen = happened === 'unknown' || error.fault === 'conflict';
      if (!isOpen && !error.isPassing) throw error;
      if (isOpen) {
        const now = await look(provider, id);
        if (!isSame(now, expected)) {
          if (isDone(now)) return now ? revisionOf(now) : '';
          throw overtaken(provider.kind, id);
        }
      }
      if (attempt >= attempts) throw error;
      await wait(attempt, retryAfter);
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
export const isSame = (now: Observed | undefined, before: Observed | undefined): boolean =>
  now && before ? revisionOf(now) === revisionOf(before) : now === before;

const overtaken = (kind: string, id: string): ServerError =>
  new ServerError(
    `${kind} ${id}: somebody else changed it since the plan was made`,
    'conflict',
    { next: 'npm run plan, to see what is there now' },
    { happened: 'no' },
  );
