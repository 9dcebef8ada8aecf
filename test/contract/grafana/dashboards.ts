import { type Answer, badRequest, ok, plain, Refusal } from './answer.ts';
import { bodyOf, type Call, flagIn, isObject, mustWrite, type Route, slugOf, textIn } from './call.ts';
import { saveDashboard } from './dashboard-save.ts';
import { reindex, visible } from './search-index.ts';
import type { Dashboard } from './store.ts';

/** The dashboard of an address, or the 404 that stands for any failure of the lookup. */
export function dashboardOf({ org, params }: Call): Dashboard {
  const dashboard = org.dashboards.get(params.uid ?? '');
  if (!dashboard) throw new Refusal(plain(404, 'Dashboard not found', 'traced'));
  return dashboard;
}

/** What a save answers with. */
export function saved({ profile }: Call, { id, uid, title, version, folderUid }: Dashboard): Answer {
  const slug = slugOf(title);
  return ok({
    status: 'success',
    id,
    uid,
    url: `/d/${uid}/${slug}`,
    version,
    slug,
    ...(profile.savedFolderUid && { folderUid }),
  });
}

function save(call: Call): Answer {
  const body = bodyOf(call);
  const dashboard = body.dashboard;
  if (!isObject(dashboard)) throw new Refusal(badRequest);
  if (flagIn(body, 'isFolder')) throw new Refusal(plain(400, 'Use folders endpoint for saving folders.'));
  // Without folderUid it goes to the root, wherever it was: there is no "keep the folder" (9.4 dashboard service).
  const folderUid = textIn(body, 'folderUid');
  const from =
    typeof dashboard.uid === 'string' ? call.org.dashboards.get(dashboard.uid)?.folderUid : undefined;
  for (const uid of [folderUid, from])
    if (uid !== undefined && call.who.lockedFolders.includes(uid))
      throw new Refusal(plain(403, 'Access denied to save dashboard'));
  return saved(
    call,
    saveDashboard(call, {
      dashboard,
      folderUid: folderUid === 'general' ? '' : folderUid,
      message: textIn(body, 'message'),
      overwrite: flagIn(body, 'overwrite'),
      login: call.who.login,
    }),
  );
}

function get(call: Call): Answer {
  const dashboard = dashboardOf(call);
  const { id, version, text } = dashboard;
  // id and version come from storage, whatever was sent.
  return {
    status: 200,
    text: `{"dashboard":{"id":${id},"version":${version},${text.slice(1)},"meta":${JSON.stringify(meta(call, dashboard))}}`,
  };
}

function meta({ org, profile, who }: Call, dashboard: Dashboard): Readonly<Record<string, unknown>> {
  const { uid, title, version, created, createdBy, updated, updatedBy, folderUid, provisioned } = dashboard;
  const folder = org.folders.get(folderUid);
  const slug = slugOf(title);
  const mayWrite = who.role !== 'Viewer' && !who.lockedFolders.includes(folderUid);
  return {
    type: 'db',
    canSave: mayWrite,
    canEdit: mayWrite,
    canAdmin: who.role === 'Admin' && mayWrite,
    canStar: true,
    canDelete: mayWrite,
    slug,
    url: `/d/${uid}/${slug}`,
    expires: '0001-01-01T00:00:00Z',
    created,
    updated,
    updatedBy,
    createdBy,
    version,
    hasAcl: false,
    isFolder: false,
    folderId: folder?.id ?? 0,
    folderUid,
    folderTitle: folder?.title ?? profile.rootTitle,
    folderUrl: folder ? `/dashboards/f/${folderUid}/${slugOf(folder.title)}` : '',
    // A provisioned dashboard that may be edited looks like any other (9.4 api/dashboard.go).
    provisioned: provisioned !== undefined && !provisioned.allowUiUpdates,
    provisionedExternalId: provisioned && !provisioned.allowUiUpdates ? provisioned.file : '',
    ...(profile.dashboardApiVersion && { apiVersion: 'v0alpha1' }),
  };
}

function remove(call: Call): Answer {
  const { org, profile } = call;
  if (org.folders.has(call.params.uid ?? ''))
    throw new Refusal(plain(400, 'Use folders endpoint for deleting folders.'));
  const { id, uid, title, folderUid, provisioned } = dashboardOf(call);
  mustWrite(call, folderUid, 'dashboards:delete');
  if (provisioned && !provisioned.allowUiUpdates)
    throw new Refusal(plain(400, 'provisioned dashboard cannot be deleted'));
  org.dashboards.delete(uid);
  reindex(call, uid);
  return ok({
    title,
    message: `Dashboard ${title} deleted`,
    ...(profile.deletedDashboard === 'id' ? { id } : { uid }),
  });
}

function tags(call: Call): Answer {
  const counts = new Map<string, number>();
  for (const hit of visible(call)) for (const tag of hit.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return ok([...counts].sort().map(([term, count]) => ({ term, count })));
}

export const dashboardRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/dashboards/db', needs: 'dashboards:write', handle: save },
  { method: 'GET', path: '/api/dashboards/tags', needs: 'signed-in', handle: tags },
  { method: 'GET', path: '/api/dashboards/uid/:uid', needs: 'dashboards:read', handle: get },
  { method: 'DELETE', path: '/api/dashboards/uid/:uid', needs: 'dashboards:delete', handle: remove },
];
