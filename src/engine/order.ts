import type { Change } from '../model/plan.ts';

/**
 * Changes in the order in which they can be carried out: what is written by kind, in the order in which kinds need one another,
 * then what is deleted, the other way round. Resources of one kind that need one another (folders inside folders) follow their needs.
 */
export function inOrder(changes: readonly Change[], kinds: readonly string[]): readonly Change[] {
  const early = changes.filter((change) => isInTheWay(change, changes));
  const rest = changes.filter((change) => !early.includes(change));
  return [...early, ...sorted(rest, kinds)];
}

/**
 * Whether a removal has to come before a creation: a server that knows its things by name as well refuses the second of a name.
 */
export function isInTheWay(change: Change, changes: readonly Change[]): boolean {
  if (change.action !== 'delete') return false;
  const kind = kindOf(change.ref);
  const name = nameIn(change.before);
  return (
    name !== undefined &&
    changes.some(
      ({ action, ref, after }) => action === 'create' && kindOf(ref) === kind && nameIn(after) === name,
    )
  );
}

/** The name that a server holds to be unique, with the folder it is in. */
function nameIn(spec: unknown): string | undefined {
  const { name, folderUid, dashboard } = (spec ?? {}) as {
    readonly name?: string;
    readonly folderUid?: string;
    readonly dashboard?: { readonly title?: string };
  };
  const called = name ?? dashboard?.title;
  return called === undefined ? undefined : `${folderUid ?? ''}/${called}`;
}

function sorted(changes: readonly Change[], kinds: readonly string[]): readonly Change[] {
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
  return [...afterNeeds(kept), ...innerFirst(removed)];
}

/** The kind in a reference: what stands before its first slash. */
export const kindOf = (ref: string): string => ref.slice(0, ref.indexOf('/'));

/** The id in a reference: what stands behind its first slash. */
export const idOf = (ref: string): string => ref.slice(ref.indexOf('/') + 1);

/** A folder goes after those inside it. */
function innerFirst(removed: readonly Change[]): readonly Change[] {
  const parentOf = ({ before }: Change): string | undefined =>
    (before as { readonly parentUid?: string } | undefined)?.parentUid;
  const depth = (change: Change | undefined): number =>
    change ? 1 + depth(removed.find(({ ref }) => ref === `folder/${parentOf(change)}`)) : 0;
  const folders = removed
    .filter(({ ref }) => kindOf(ref) === 'folder')
    .sort((left, right) => depth(right) - depth(left));
  return [...removed.filter(({ ref }) => kindOf(ref) !== 'folder'), ...folders];
}

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
