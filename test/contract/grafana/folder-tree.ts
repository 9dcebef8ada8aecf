import type { Folder, Org } from './store.ts';

/** The folders above one, from the root down. */
export function ancestors(org: Org, { parentUid }: Pick<Folder, 'parentUid'>): readonly Folder[] {
  const parent = org.folders.get(parentUid);
  return parent ? [...ancestors(org, parent), parent] : [];
}

export const children = (org: Org, uid: string): readonly Folder[] =>
  [...org.folders.values()].filter(({ parentUid }) => parentUid === uid);

/** A folder with everything below it, deepest last. */
export const subtree = (org: Org, folder: Folder): readonly Folder[] => [
  folder,
  ...children(org, folder.uid).flatMap((child) => subtree(org, child)),
];

/** Levels that a folder and what is below it take: 1 for one without children. */
export const height = (org: Org, folder: Folder): number =>
  1 + Math.max(0, ...children(org, folder.uid).map((child) => height(org, child)));

/** What is in a folder and below it, by the names that `/counts` uses. */
export function contents(org: Org, folder: Folder): Readonly<Record<string, number>> {
  const uids = new Set(subtree(org, folder).map(({ uid }) => uid));
  const among = (all: Iterable<{ readonly folderUid: string }>) =>
    [...all].filter(({ folderUid }) => uids.has(folderUid)).length;
  return {
    folder: uids.size - 1,
    dashboard: among(org.dashboards.values()),
    librarypanel: among(org.libraryElements.values()),
    alertrule: among(org.rules.rules.values()),
  };
}
