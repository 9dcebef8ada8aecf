import { type Answer, coded, ok, plain, Refusal, withStatus } from './answer.ts';
import {
  bodyOf,
  type Call,
  flagIn,
  mustWrite,
  now,
  numberIn,
  queryNumber,
  type Route,
  slugOf,
  textIn,
  uidProblem,
  type World,
} from './call.ts';
import { ancestors, children, contents, height, subtree } from './folder-tree.ts';
import { indexed, reindex } from './search-index.ts';
import { type Folder, newUid, nextId, type Org } from './store.ts';

const stale = withStatus(412, 'version-mismatch', 'the folder has been changed by someone else');
const missing = withStatus(404, 'not-found', 'folder not found');

/** The folder of an address, or the 404 that folders answer with. */
function folderOf({ org, params }: Call): Folder {
  const folder = org.folders.get(params.uid ?? '');
  if (!folder) throw new Refusal(missing);
  return folder;
}

/** A folder as replies show it. */
function shown(call: World & Pick<Call, 'org'>, folder: Folder): Readonly<Record<string, unknown>> {
  const { org, profile, settings } = call;
  const { id, uid, title, parentUid, description, version, created, createdBy, updated, updatedBy } = folder;
  const above = ancestors(org, folder).map((each) => ({ ...shown(call, each), parents: undefined }));
  return {
    id,
    uid,
    orgId: org.id,
    title,
    url: urlOf(folder),
    hasAcl: false,
    canSave: true,
    canEdit: true,
    canAdmin: true,
    canDelete: true,
    createdBy,
    created,
    updatedBy,
    updated,
    version,
    ...(description && { description }),
    ...(settings.nested && parentUid && { [profile.parentKey]: parentUid, parents: above }),
  };
}

const urlOf = ({ uid, title }: Folder): string => `/dashboards/f/${uid}/${slugOf(title)}`;

function create(call: Call): Answer {
  const { org, store, profile, settings, who } = call;
  const body = bodyOf(call);
  const title = checkedTitle(textIn(body, 'title'));
  const wanted = textIn(body, 'uid').trim();
  const problem = uidProblem(wanted);
  if (problem) throw new Refusal(plain(400, problem));
  if (wanted === 'general') throw new Refusal(plain(400, 'invalid uid for folder provided'));
  // Where folders do not nest, the key of the parent is one that nobody reads. 9.4 spelled it parent_uid.
  const parentUid = settings.nested ? textIn(body, profile.parentKey) : '';
  mustWrite(call, parentUid, 'folders:create');
  const parent = parentUid ? org.folders.get(parentUid) : undefined;
  if (parentUid && !parent) throw new Refusal(missing);
  // #50767, and apierrors/folder.go of 12+: an existing uid is 412, not 409.
  if (wanted && org.folders.has(wanted)) throw new Refusal(stale);
  if (wanted && org.dashboards.has(wanted))
    throw new Refusal(plain(409, 'a folder/dashboard with the same uid already exists'));
  if (parent && ancestors(org, parent).length + 2 > profile.maxFolderDepth) throw new Refusal(tooDeep);
  refuseTakenTitle(call, title, parentUid);
  const at = now();
  const folder: Folder = {
    id: nextId(store),
    uid: wanted || newUid(store),
    title,
    description: textIn(body, 'description'),
    parentUid,
    version: 1,
    created: at,
    createdBy: who.login,
    updated: at,
    updatedBy: who.login,
  };
  org.folders.set(folder.uid, folder);
  reindex(call, folder.uid, indexed(folder));
  // 200 and not 201.
  return ok(shown(call, folder));
}

const tooDeep = coded(400, 'folder.maximum-depth-reached', 'Maximum nested folder depth reached');

function checkedTitle(text: string): string {
  const title = text.trim();
  if (!title) throw new Refusal(plain(400, 'folder title cannot be empty'));
  if (title.toLowerCase() === 'general')
    throw new Refusal(plain(400, 'A folder with that name already exists'));
  return title;
}

function refuseTakenTitle(call: Call, title: string, parentUid: string, self?: Folder): void {
  const { org, profile, settings } = call;
  // 13.1 validate.go asks for no title among siblings.
  if (profile.folderTitle === 'free') return;
  const anywhere = profile.folderTitle === 'once-when-nested' && settings.nested;
  const folder = [...org.folders.values()].find(
    (one) => one !== self && one.title === title && (anywhere || one.parentUid === parentUid),
  );
  const board =
    profile.dashboardTitle === 'once-in-folder' &&
    !parentUid &&
    [...org.dashboards.values()].some((one) => !one.folderUid && one.title === title);
  const { atRoot, below } = profile.folderTitleTaken;
  if (folder || board) throw new Refusal(plain(409, parentUid ? below : atRoot));
}

function list(call: Call): Answer {
  const { org, query, settings, profile } = call;
  const limit = queryNumber(call, 'limit', 1000);
  const page = queryNumber(call, 'page', 1);
  const parentUid = settings.nested ? (query.get('parentUid') ?? '') : '';
  if (parentUid && !org.folders.has(parentUid)) throw new Refusal(missing);
  const found = [...children(org, parentUid)].sort((a, b) => (a.title < b.title ? -1 : 1));
  return ok(
    found.slice((page - 1) * limit, page * limit).map(({ id, uid, title }) => ({
      id,
      uid,
      title,
      ...(parentUid && { [profile.parentKey]: parentUid }),
    })),
  );
}

function get(call: Call): Answer {
  if (call.params.uid === 'general')
    return ok({ id: 0, uid: 'general', title: 'General', url: '', hasAcl: false, canSave: true, version: 0 });
  return ok(shown(call, folderOf(call)));
}

function update(call: Call): Answer {
  const folder = folderOf(call);
  mustWrite(call, folder.uid, 'folders:write');
  const body = bodyOf(call);
  const title = checkedTitle(textIn(body, 'title'));
  if (numberIn(body, 'version') !== folder.version && !flagIn(body, 'overwrite')) throw new Refusal(stale);
  refuseTakenTitle(call, title, folder.parentUid, folder);
  if (body.description !== undefined) folder.description = textIn(body, 'description');
  return touched(call, Object.assign(folder, { title }));
}

function touched(call: Call, folder: Folder): Answer {
  Object.assign(folder, { version: folder.version + 1, updated: now(), updatedBy: call.who.login });
  reindex(call, folder.uid, indexed(folder));
  return ok(shown(call, folder));
}

function move(call: Call): Answer {
  const { org, profile, settings } = call;
  // The route is there with nested folders only.
  if (!settings.nested) return plain(404, 'Not found');
  const folder = folderOf(call);
  const parentUid = textIn(bodyOf(call), 'parentUid');
  for (const uid of [folder.uid, parentUid]) mustWrite(call, uid, 'folders:write');
  const parent = org.folders.get(parentUid);
  if (parentUid && !parent) throw new Refusal(missing);
  if (parent && subtree(org, folder).includes(parent))
    throw new Refusal(
      coded(400, 'folder.circular-reference', 'Circular reference detected, folder cannot be its own parent'),
    );
  const level = parent ? ancestors(org, parent).length + 1 : 0;
  if (level + height(org, folder) > profile.maxFolderDepth) throw new Refusal(tooDeep);
  refuseTakenTitle(call, folder.title, parentUid, folder);
  return touched(call, Object.assign(folder, { parentUid }));
}

function remove(call: Call): Answer {
  const { org, profile, query } = call;
  const folder = folderOf(call);
  mustWrite(call, folder.uid, 'folders:delete');
  const force = query.get('forceDeleteRules') === 'true';
  const inside = contents(org, folder);
  if (profile.filledFolder === 'refused' && !force && Object.values(inside).some((count) => count > 0))
    throw new Refusal(coded(400, 'folder.not-empty', 'Folder cannot be deleted: folder is not empty'));
  if (inside.alertrule && !force) throw new Refusal(plain(400, 'folder contains alert rules'));
  const uids = new Set(subtree(org, folder).map(({ uid }) => uid));
  refuseUsedLibraryPanels(org, uids);
  for (const { uid, folderUid } of [...org.dashboards.values()]) {
    if (!uids.has(folderUid)) continue;
    org.dashboards.delete(uid);
    reindex(call, uid);
  }
  for (const { uid, folderUid } of [...org.libraryElements.values()])
    if (uids.has(folderUid)) org.libraryElements.delete(uid);
  for (const { uid, folderUid } of [...org.rules.rules.values()])
    if (uids.has(folderUid)) org.rules.rules.delete(uid);
  for (const uid of uids) {
    org.folders.delete(uid);
    reindex(call, uid);
  }
  const { id, title } = folder;
  // 9.4 answered with a string that is empty.
  return ok(profile.deletedFolder === 'empty-string' ? '' : { message: 'Folder deleted', id, title });
}

function refuseUsedLibraryPanels(org: Org, folders: ReadonlySet<string>): void {
  const used = [...org.libraryElements.values()].some(
    ({ uid, folderUid }) =>
      folders.has(folderUid) &&
      [...org.dashboards.values()].some(
        (board) => !folders.has(board.folderUid) && board.libraryPanels.includes(uid),
      ),
  );
  if (used)
    throw new Refusal(plain(403, 'Folder could not be deleted because it contains library elements in use'));
}

export const folderRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/folders', needs: 'folders:create', handle: create },
  { method: 'GET', path: '/api/folders', needs: 'folders:read', handle: list },
  { method: 'GET', path: '/api/folders/:uid', needs: 'folders:read', handle: get },
  {
    method: 'GET',
    path: '/api/folders/:uid/counts',
    needs: 'folders:read',
    handle: (call) => ok(contents(call.org, folderOf(call))),
  },
  { method: 'PUT', path: '/api/folders/:uid', needs: 'folders:write', handle: update },
  { method: 'POST', path: '/api/folders/:uid/move', needs: 'folders:write', handle: move },
  { method: 'DELETE', path: '/api/folders/:uid', needs: 'folders:delete', handle: remove },
];
