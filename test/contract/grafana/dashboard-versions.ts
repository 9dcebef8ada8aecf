import { type Answer, ok, plain, Refusal } from './answer.ts';
import { bodyOf, type Call, numberIn, queryNumber, type Route } from './call.ts';
import { saveDashboard } from './dashboard-save.ts';
import { dashboardOf, saved } from './dashboards.ts';
import type { Dashboard, DashboardVersion } from './store.ts';

const shown = ({ id: dashboardId, uid }: Dashboard, { text: _text, ...rest }: DashboardVersion) => ({
  ...rest,
  dashboardId,
  uid,
});

function list(call: Call): Answer {
  const dashboard = dashboardOf(call);
  const start = queryNumber(call, 'start', 0);
  const limit = queryNumber(call, 'limit', 0) || 1000;
  const newestFirst = dashboard.versions.map((version) => shown(dashboard, version)).reverse();
  const page = newestFirst.slice(start, start + limit);
  // An array up to 11, since then an object (DashboardVersionResponseMeta).
  if (call.profile.versionList === 'array') return ok(page);
  const more = start + limit < newestFirst.length;
  return ok({ continueToken: more ? String(start + limit) : '', versions: page });
}

function versionOf({ versions, id }: Dashboard, version: number): DashboardVersion {
  const found = versions.find((one) => one.version === version);
  // 500, as if the server were at fault.
  if (!found)
    throw new Refusal(plain(500, `Dashboard version ${version} not found for dashboardId ${id}`, 'traced'));
  return found;
}

function get(call: Call): Answer {
  const dashboard = dashboardOf(call);
  const version = versionOf(dashboard, Number(call.params.version));
  return ok({
    ...shown(dashboard, version),
    data: { ...JSON.parse(version.text), version: version.version },
  });
}

/** Writes an old version anew: a version like any other, on top of the newest. */
function restore(call: Call): Answer {
  const dashboard = dashboardOf(call);
  const { version, text } = versionOf(dashboard, numberIn(bodyOf(call), 'version'));
  if (call.who.lockedFolders.includes(dashboard.folderUid))
    throw new Refusal(plain(403, 'Access denied to save dashboard'));
  const { folderUid } = dashboard;
  return saved(
    call,
    saveDashboard(call, {
      dashboard: JSON.parse(text),
      folderUid,
      message: `Restored from version ${version}`,
      overwrite: true,
      login: call.who.login,
      restoredFrom: version,
    }),
  );
}

const base = '/api/dashboards/uid/:uid';

export const dashboardVersionRoutes: readonly Route[] = [
  { method: 'GET', path: `${base}/versions`, needs: 'dashboards:write', handle: list },
  { method: 'GET', path: `${base}/versions/:version`, needs: 'dashboards:write', handle: get },
  { method: 'POST', path: `${base}/restore`, needs: 'dashboards:write', handle: restore },
];
