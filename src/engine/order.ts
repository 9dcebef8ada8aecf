import type { Change } from '../model/plan.ts';

/**
 * Changes in the order in which they can be carried out: what is written by kind, in the order in which kinds need one another,
 * then what is deleted, the other way round. Resources of one kind that need one another (folders inside folders) follow their needs.
 */
export function inOrder(changes: readonly Change[], kinds: readonly string[]): readonly Change[] {
  const rank = (ref: string): number => kinds.indexOf(kindOf(ref));
  const byName = (left: Change, right: Change): number => (left.ref < right.ref ? -1 : 1);
  const isRemoval = ({ action }: Change): boolean =>
    action === 'delete' || action === 'orphan' || action === 'forget';
  const kept = changes
    .filter((change) => !isRemoval(change))
    .sort((left, right) => rank(left.ref) - rank(right.ref) || byName(left, right));
  const removed = changes
    .filter(isRemoval)
    .sort((left, right) => rank(right.ref) - rank(left.ref) || byName(left, right));
  return [...afterNeeds(kept), ...removed];
}

/** The kind in a reference: what stands before its first slash. */
export const kindOf = (ref: string): string => ref.slice(0, ref.indexOf('/'));

/** The id in a reference: what stands behind its first slash. */
export const idOf = (ref: string): string => ref.slice(ref.indexOf('/') + 1);

function afterNeeds(changes: readonly Change[]): readonly Change[] {
  const open = new Map(changes.map((change) => [change.ref, change]));
  const ordered: Change[] = [];
  const place = (change: Change): void => {
    if (!open.delete(change.ref)) return;
    for (const need of needsOf(change)) {
      const before = open.get(need);
      if (before) place(before);
    }
    ordered.push(change);
  };
  for (const change of changes) place(change);
  return ordered;
}

/** References that a change waits for. */
export const needsOf = (change: Change): readonly string[] =>
  'desired' in change && change.desired ? (change.desired.needs ?? []) : [];
