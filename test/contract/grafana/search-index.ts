import type { World } from './call.ts';
import type { Dashboard, Folder, Indexed, Org } from './store.ts';

// Unified storage searches an index without read-after-write (12 dashboard_service.go): what was written appears in it later.

/** What search would show of a folder or dashboard. */
export const indexed = (item: Folder | Dashboard): Indexed =>
  'parentUid' in item
    ? {
        id: item.id,
        uid: item.uid,
        title: item.title,
        type: 'dash-folder',
        tags: [],
        folderUid: item.parentUid,
      }
    : {
        id: item.id,
        uid: item.uid,
        title: item.title,
        type: 'dash-db',
        // Tags come sorted here, in the order of the author in the dashboard.
        tags: [...item.tags].sort(),
        folderUid: item.folderUid,
      };

/** Notes a write for the index; without a hit, that it is gone. */
export function reindex({ store, org }: World & { readonly org: Org }, uid: string, hit?: Indexed): void {
  org.pending.push({ uid, ...(hit && { hit }), at: Date.now(), write: store.writes });
}

/** What search sees at this moment. */
export function visible({
  profile,
  settings,
  store,
  org,
}: World & { readonly org: Org }): readonly Indexed[] {
  const { ms, writes } = profile.searchFollows ? settings.searchLag : { ms: 0, writes: 0 };
  const isDue = ({ at, write }: { at: number; write: number }) =>
    Date.now() >= at + ms && store.writes >= write + writes;
  for (let next = org.pending[0]; next && isDue(next); next = org.pending[0]) {
    org.pending.shift();
    if (next.hit) org.index.set(next.uid, next.hit);
    else org.index.delete(next.uid);
  }
  return [...org.index.values()];
}
