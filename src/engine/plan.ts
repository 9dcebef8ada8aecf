import type { Entry, Inventory } from '../model/inventory.ts';
import type { Change, Permissions, Plan } from '../model/plan.ts';
import type { Observed, Provider } from '../model/provider.ts';
import { type Resource, refOf } from '../model/resource.ts';
import { digest } from './identity.ts';
import { judge, judgeLeftover } from './judge.ts';
import { inOrder } from './order.ts';
import { sharing } from './sharing.ts';

/** What a plan is made from. */
export interface Question {
  readonly target: string;
  readonly desired: readonly Resource[];
  /** One for each kind; in the order in which kinds need one another. */
  readonly providers: readonly Provider[];
  readonly inventory: Inventory | undefined;
  readonly permissions: Permissions;
  /** What is ours and no longer defined; everything in the inventory that is not desired unless told. */
  readonly leftovers?: readonly string[];
  /** References of the folder that the inventory is kept in. Where there is no inventory yet, one that is as desired becomes ours with it. */
  readonly home?: readonly string[];
  /** Called after each resource that was looked at. */
  readonly progress?: (done: number, of: number) => void;
}

/**
 * Compares what is desired with what a server has, by reading alone. Resources that stay as they are leave nothing behind in
 * memory but their names.
 */
export async function makePlan(question: Question): Promise<Plan> {
  const { target, desired, providers, inventory, permissions, progress, home = [] } = question;
  const entries = inventory?.entries ?? {};
  const wanted = new Map(desired.map((resource) => [refOf(resource), resource]));
  const leftovers = question.leftovers ?? Object.keys(entries).filter((ref) => !wanted.has(ref));
  const all = [...wanted.keys(), ...leftovers];
  const changes = new Map<string, Change>();
  const decide = (provider: Provider, id: string, actual: Observed | undefined): void => {
    const ref = refOf({ kind: provider.kind, id });
    const resource = wanted.get(ref);
    const entry = entries[ref];
    if (resource) {
      const wanted = provider.normalize(resource.spec, actual);
      // A plan holds all that it changes: what is there should not be a second copy of what is to be there.
      const there = actual && { ...actual, spec: sharing(actual.spec, wanted) };
      const of = {
        desired: resource,
        wanted,
        actual: there,
        entry,
        comparable: provider.comparable,
        isAsAnnounced: actual !== undefined && isAsAnnounced(provider, resource, actual, entry),
      };
      const change = judge(of, permissions);
      const isFirst = !inventory && home.includes(ref) && change.action === 'keep' && !actual?.locked;
      changes.set(ref, isFirst ? judge(of, { ...permissions, adopt: true }) : change);
    } else if (entry) changes.set(ref, judgeLeftover(ref, actual, entry, permissions, provider.comparable));
    progress?.(changes.size, all.length);
  };
  for (const provider of providers) {
    const prefix = `${provider.kind}/`;
    const ids = all.filter((ref) => ref.startsWith(prefix)).map((ref) => ref.slice(prefix.length));
    if (ids.length > 0) await provider.observe(ids, (id, actual) => decide(provider, id, actual));
  }
  return {
    target,
    changes: inOrder(
      blocked([...changes.values()], wanted),
      providers.map(({ kind }) => kind),
    ),
  };
}

/** Whether a deployment that was interrupted wrote what is there now, and a server added to it that fills in what it is sent. */
function isAsAnnounced(
  provider: Provider,
  { spec }: Resource,
  actual: Observed,
  entry: Entry | undefined,
): boolean {
  if (!entry?.pending || !provider.fulfils || actual.locked) return false;
  const sent = provider.normalize(spec);
  return (
    entry.pending.includes(digest(provider.comparable?.(sent) ?? sent)) && provider.fulfils(actual.spec, sent)
  );
}

/**
 * What needs something in conflict cannot be written before that is settled: it would land in somebody else's folder. What needs
 * something that is not created for that reason cannot, either.
 */
function blocked(changes: readonly Change[], wanted: ReadonlyMap<string, Resource>): readonly Change[] {
  const conflicts = new Set(changes.filter(isInTheWayOfOthers).map(({ ref }) => ref));
  if (conflicts.size === 0) return changes;
  const next = changes.map((change) => {
    if (change.action !== 'create' && change.action !== 'update' && change.action !== 'move') return change;
    const need = wanted.get(change.ref)?.needs?.find((ref) => conflicts.has(ref));
    if (!need) return change;
    return { ...change, action: 'conflict', reason: 'needs what is in conflict', detail: need } as Change;
  });
  const isSettled = next.every((change, index) => change === changes[index]);
  return isSettled ? changes : blocked(next, wanted);
}

/** What was edited by hand is there and ours all the same, and so is what waits to be updated. */
const isInTheWayOfOthers = (change: Change): boolean =>
  change.action === 'conflict' &&
  change.reason !== 'changed by hand' &&
  !(change.reason === 'needs what is in conflict' && change.actual !== undefined);
