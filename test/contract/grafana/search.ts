import { type Answer, ok, plain, Refusal } from './answer.ts';
import { type Call, queryNumber, type Route, slugOf } from './call.ts';
import { visible } from './search-index.ts';
import type { Indexed } from './store.ts';

function search(call: Call): Answer {
  const { query, profile } = call;
  const limit = queryNumber(call, 'limit', 1000);
  const page = queryNumber(call, 'page', 1);
  if (limit > 5000)
    return plain(
      422,
      'Limit is above maximum allowed (5000), use page parameter to access hits beyond limit',
    );
  const ids = [...query.getAll('dashboardIds'), ...query.getAll('dashboardId')];
  const uids = [...query.getAll('dashboardUIDs'), ...query.getAll('dashboardUID')];
  if (ids.length > 0 && uids.length > 0)
    throw new Refusal(plain(400, 'search supports UIDs or IDs, not both'));
  const tags = query.getAll('tag');
  const type = query.get('type');
  const title = query.get('query')?.toLowerCase() ?? '';
  // Before 10.0 the parameter is unknown, and what is unknown narrows nothing.
  const folders = profile.searchByFolderUid
    ? query.getAll('folderUIDs').map((uid) => (uid === 'general' ? '' : uid))
    : [];
  const down = query.get('sort') === 'alpha-desc' ? -1 : 1;
  const hits = visible(call)
    .filter(
      (hit) =>
        (!type || hit.type === type) &&
        hit.title.toLowerCase().includes(title) &&
        tags.every((tag) => hit.tags.includes(tag)) &&
        (uids.length === 0 || uids.includes(hit.uid)) &&
        (ids.length === 0 || ids.includes(String(hit.id))) &&
        (folders.length === 0 || folders.includes(hit.folderUid)),
    )
    .sort((a, b) => (a.title === b.title ? a.id - b.id : a.title < b.title ? -down : down));
  return ok(hits.slice((page - 1) * limit, page * limit).map((hit) => shown(call, hit)));
}

function shown({ org }: Call, hit: Indexed): Readonly<Record<string, unknown>> {
  const { id, uid, title, type, tags, folderUid } = hit;
  const slug = slugOf(title);
  const folder = org.folders.get(folderUid);
  return {
    id,
    orgId: org.id,
    uid,
    title,
    uri: `db/${slug}`,
    url: type === 'dash-folder' ? `/dashboards/f/${uid}/${slug}` : `/d/${uid}/${slug}`,
    slug: '',
    type,
    tags,
    isStarred: false,
    // Keys of the folder are absent at the root.
    ...(folder && {
      folderId: folder.id,
      folderUid,
      folderTitle: folder.title,
      folderUrl: `/dashboards/f/${folderUid}/${slugOf(folder.title)}`,
    }),
    sortMeta: 0,
    isDeleted: false,
  };
}

export const searchRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/search', needs: 'signed-in', handle: search },
];
