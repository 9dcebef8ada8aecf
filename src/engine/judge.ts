import type { Entry } from '../model/inventory.ts';
import { same } from '../model/json.ts';
import type { Change, Drift, Permissions } from '../model/plan.ts';
import type { Observed } from '../model/provider.ts';
import type { Resource } from '../model/resource.ts';
import { refOf } from '../model/resource.ts';
import { digest } from './identity.ts';

/** What tells a state of the server from the next: its own count, or what it holds where it does not count. */
export const revisionOf = ({ revision, spec }: Observed): string => revision ?? digest(spec);

/** Everything that is known of one resource that is desired. */
export interface Case {
  readonly desired: Resource;
  /** `desired.spec` as its provider normalises it. */
  readonly wanted: unknown;
  readonly actual: Observed | undefined;
  /** What the inventory says of it. */
  readonly entry: Entry | undefined;
  /** As its provider has it; everything counts unless told. */
  readonly comparable?: Comparable | undefined;
  /** Whether it is what an interrupted deployment was about to write, with what its server filled in. */
  readonly isAsAnnounced?: boolean;
}

/** What of a spec is the same before and after a server has hidden its secrets. */
export type Comparable = (spec: unknown) => unknown;

/** What is to happen to a resource that is desired. Arithmetic: the same case gives the same change. */
export function judge(
  { desired, wanted, actual, entry: listed, comparable, isAsAnnounced = false }: Case,
  may: Pick<Permissions, 'adopt' | 'force' | 'secrets'>,
): Change {
  const ref = refOf(desired);
  const entry =
    listed && actual && !isAsAnnounced && !isOurs(actual, listed, comparable) ? undefined : listed;
  // A creation that was announced and never happened is no removal.
  if (!actual)
    return {
      action: 'create',
      ref,
      desired,
      after: wanted,
      ...(entry?.revision && { drift: { kind: 'removed' } as const }),
    };
  const specs = { before: actual.spec, after: wanted };
  const equal = same(actual.spec, wanted);
  if (isAsAnnounced && !equal) return { action: 'adopt', ref, desired, actual, ...specs };
  if (equal && (entry || actual.locked)) {
    if (may.secrets && actual.secrets?.length && !actual.locked)
      return { action: 'update', ref, desired, actual, ...specs };
    // It was written by a deployment that could not note it any more.
    if (entry?.pending) return { action: 'adopt', ref, desired, actual, ...specs };
    return { action: 'keep', ref, ...(!entry && { note: 'held by somebody else' as const }) };
  }
  if (actual.locked)
    return {
      action: 'conflict',
      reason: 'held by somebody else',
      detail: actual.locked,
      ref,
      desired,
      actual,
      ...specs,
    };
  if (!entry) {
    if (may.adopt)
      return {
        action: equal ? 'adopt' : actionOf(desired, actual, wanted),
        ref,
        desired,
        actual,
        takesOver: true,
        ...specs,
      };
    return equal
      ? { action: 'keep', ref, note: 'not ours' }
      : { action: 'conflict', reason: 'not ours', ref, desired, actual, ...specs };
  }
  if (isUntouched(actual, entry, comparable)) {
    // We sent exactly this, and the server has not moved since: what differs is the server's own doing. A move is not
    // counted by every server, so the folder has to be the same.
    const isRewritten =
      entry.sent === digest(wanted) && folderKeys.every((key) => isIn(actual.spec, wanted, key));
    if (isRewritten && !may.secrets) return { action: 'keep', ref, note: 'rewritten by the server' };
    return { action: actionOf(desired, actual, wanted), ref, desired, actual, ...specs };
  }
  const drift = driftOf(actual);
  return may.force
    ? { action: actionOf(desired, actual, wanted), ref, desired, actual, drift, ...specs }
    : { action: 'conflict', reason: 'changed by hand', ref, desired, actual, drift, ...specs };
}

/** What is to happen to a resource of ours that is no longer desired. */
export function judgeLeftover(
  ref: string,
  actual: Observed | undefined,
  entry: Entry,
  may: Pick<Permissions, 'force' | 'prune'>,
  comparable?: Comparable,
): Change {
  if (!actual || !isOurs(actual, entry, comparable)) return { action: 'forget', ref };
  const before = actual.spec;
  const drift = isUntouched(actual, entry, comparable) ? {} : { drift: driftOf(actual) };
  if (!may.prune) return { action: 'orphan', ref, actual, before, ...drift };
  if (actual.locked)
    return {
      action: 'conflict',
      reason: 'held by somebody else',
      detail: actual.locked,
      ref,
      actual,
      before,
      ...drift,
    };
  if (drift.drift && !may.force)
    return { action: 'conflict', reason: 'changed by hand', ref, actual, before, ...drift };
  return { action: 'delete', ref, actual, before, ...drift };
}

/** Whether nobody but us wrote it: it is as we left it, or as a deployment that was interrupted was about to leave it. */
function isUntouched(
  actual: Observed,
  { revision, sent, pending }: Entry,
  comparable: Comparable = (spec) => spec,
): boolean {
  if (revision !== undefined && revisionOf(actual) === revision) return true;
  if (sent !== undefined && digest(actual.spec) === sent) return true;
  return pending?.includes(digest(comparable(actual.spec))) ?? false;
}

/** A creation that was announced makes only that ours which is what was announced: the rest came from somebody else meanwhile. */
const isOurs = (actual: Observed, entry: Entry, comparable: Comparable | undefined): boolean =>
  entry.sent !== undefined || isUntouched(actual, entry, comparable);

const driftOf = ({ edited }: Observed): Drift => ({ kind: 'edited', ...edited });

/** A change of the folder alone is a move. */
function actionOf(desired: Resource, actual: Observed, wanted: unknown): 'move' | 'update' {
  const [before, after] = [actual.spec, wanted] as [Record<string, unknown>, Record<string, unknown>];
  return folderKeys.some(
    (key) =>
      desired.kind !== 'rule-group' &&
      before[key] !== after[key] &&
      same({ ...before, [key]: undefined }, { ...after, [key]: undefined }),
  )
    ? 'move'
    : 'update';
}

const folderKeys = ['folderUid', 'parentUid'];

const isIn = (actual: unknown, wanted: unknown, key: string): boolean =>
  ((actual as Record<string, unknown>)[key] ?? '') === ((wanted as Record<string, unknown>)[key] ?? '');
