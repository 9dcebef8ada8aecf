import { type Answer, plain, Refusal, withStatus } from './answer.ts';
import { isObject, now, uidProblem, type World } from './call.ts';
import { indexed, reindex } from './search-index.ts';
import { type Dashboard, newUid, nextId, type Org } from './store.ts';

/** A save, from whichever side: the API, a user in the browser, a file. */
export interface Save {
  readonly dashboard: Readonly<Record<string, unknown>>;
  readonly folderUid: string;
  readonly message: string;
  readonly overwrite: boolean;
  readonly login: string;
  readonly restoredFrom?: number;
}

type Place = World & { readonly org: Org };

/** Checks a save in the order of the server and carries it out. */
export function saveDashboard(place: Place, save: Save): Dashboard {
  const { org, profile } = place;
  const title = titleOf(place, save.dashboard);
  const uid = String(save.dashboard.uid ?? '').trim();
  const problem = uidProblem(uid);
  if (problem) throw new Refusal(plain(400, problem));
  if (save.message.length > profile.longestMessage)
    throw new Refusal(plain(400, `message too long, max ${profile.longestMessage} characters`));
  refuseShortRefresh(place, save.dashboard.refresh);
  // 400 and not 404.
  if (save.folderUid && !org.folders.has(save.folderUid)) throw new Refusal(plain(400, 'folder not found'));
  const named = storedOf(org, save.dashboard, uid);
  if (uid && org.folders.has(uid)) throw new Refusal(plain(400, 'Dashboard cannot be changed to a folder'));
  if (named) refuseConflict(place, save, named);
  const namesake = namesakeOf(place, save, title, named);
  const stored = namesake ?? named;
  if (stored?.provisioned && !stored.provisioned.allowUiUpdates)
    throw new Refusal(plain(400, 'Cannot save provisioned dashboard'));
  return keep(place, save, { title, uid: namesake?.uid ?? uid }, stored);
}

function titleOf({ profile }: Place, dashboard: Save['dashboard']): string {
  const title = typeof dashboard.title === 'string' ? dashboard.title.trim() : '';
  if (!title)
    throw new Refusal(
      profile.emptyTitle === 'status'
        ? withStatus(400, 'empty-name', 'Dashboard title cannot be empty')
        : plain(400, 'Dashboard spec is missing required title property'),
    );
  if (title.length > profile.longestTitle)
    throw new Refusal(
      withStatus(400, 'title-too-long', 'Dashboard title cannot contain more than 5000 characters'),
    );
  return title;
}

/** Too short an interval is refused on a save, and rewritten for files (dashboard_service.go). */
function refuseShortRefresh({ settings }: Place, refresh: unknown): void {
  if (typeof refresh !== 'string' || refresh === '' || refresh === 'auto') return;
  const [, amount, unit] = /^(\d+)(ms|s|m|h|d|w|y)$/.exec(refresh) ?? [];
  const length = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 }[unit ?? ''];
  if (length === undefined) throw new Refusal(plain(500, 'Failed to save dashboard', 'traced'));
  if (Number(amount) * length < settings.minRefreshSeconds)
    throw new Refusal(plain(400, 'Dashboard refresh interval is too low'));
}

/** The dashboard that a save would replace, by id or uid. */
function storedOf(org: Org, { id }: Save['dashboard'], uid: string): Dashboard | undefined {
  const byUid = uid ? org.dashboards.get(uid) : undefined;
  if (typeof id !== 'number' || id === 0) return byUid;
  const byId = [...org.dashboards.values()].find((one) => one.id === id);
  // What JSON copied from another server runs into.
  if (!byId) throw new Refusal(withStatus(404, 'not-found', 'Dashboard not found'));
  if (byUid && byUid !== byId) throw new Refusal(plain(400, 'A dashboard with the same uid already exists'));
  return byId;
}

function refuseConflict({ profile }: Place, { dashboard, overwrite }: Save, stored: Dashboard): void {
  if (overwrite) return;
  if (dashboard.version !== stored.version) throw new Refusal(conflicts[profile.staleDashboard]);
  if (stored.plugin)
    throw new Refusal(
      withStatus(412, 'plugin-dashboard', `The dashboard belongs to plugin ${stored.plugin}.`),
    );
}

const conflicts: Readonly<Record<World['profile']['staleDashboard'], Answer>> = {
  '412': withStatus(412, 'version-mismatch', 'The dashboard has been changed by someone else'),
  // #122027
  '409': plain(409, 'Dashboard already exists. Use overwrite flag to update.'),
};

/**
 * Another dashboard of that title in the folder, where a title may be used once. A save that overwrites takes it over, uid and
 * all (9.4 dashboards/service); one that does not is refused. Dropped by #90687.
 */
function namesakeOf(
  { org, profile }: Place,
  { folderUid, overwrite }: Save,
  title: string,
  self: Dashboard | undefined,
): Dashboard | undefined {
  if (profile.nameMatch) {
    const folder = folderUid
      ? org.folders.get(folderUid)?.title === title
      : [...org.folders.values()].some((one) => !one.parentUid && one.title === title);
    if (folder)
      throw new Refusal(withStatus(400, 'name-match', 'Dashboard name cannot be the same as folder'));
  }
  if (profile.dashboardTitle === 'free') return undefined;
  const namesake = [...org.dashboards.values()].find(
    (other) => other !== self && other.folderUid === folderUid && other.title === title,
  );
  if (namesake && !overwrite)
    throw new Refusal(
      withStatus(412, 'name-exists', 'A dashboard with the same name in the folder already exists'),
    );
  return namesake;
}

function keep(
  place: Place,
  { dashboard, folderUid, message, login, restoredFrom = 0 }: Save,
  { title, uid }: { readonly title: string; readonly uid: string },
  stored: Dashboard | undefined,
): Dashboard {
  const { org, store, profile, settings } = place;
  const name = uid || stored?.uid || newUid(store);
  const text = storedText({ ...dashboard, title, uid: name });
  const same = stored?.text === text;
  // The legacy store counts a save of the same content too; unified storage does not (apistore).
  if (stored && same && stored.folderUid === folderUid && profile.identicalSave === 'nothing') return stored;
  const at = now();
  const version = (stored?.version ?? 0) + 1;
  const kept: Dashboard = stored ?? {
    id: nextId(store),
    uid: name,
    title,
    folderUid,
    tags: [],
    version,
    text,
    versions: [],
    libraryPanels: [],
    created: at,
    createdBy: login,
    updated: at,
    updatedBy: login,
  };
  if (kept.uid !== name) org.dashboards.delete(kept.uid);
  const tags = Array.isArray(dashboard.tags) ? dashboard.tags.map(String) : [];
  Object.assign(kept, { uid: name, title, folderUid, tags, version, updated: at, updatedBy: login });
  if (!same || !stored) Object.assign(kept, { text, libraryPanels: libraryPanelsOf(dashboard) });
  kept.versions.push({
    id: nextId(store),
    version,
    parentVersion: version - 1,
    restoredFrom,
    created: at,
    createdBy: login,
    message,
    text: kept.text,
  });
  if (kept.versions.length > settings.versionsToKeep) kept.versions.shift();
  org.dashboards.set(name, kept);
  reindex(place, name, indexed(kept));
  return kept;
}

/** JSON as storage has it: Go prints the keys of objects sorted; id and version are columns and come back with a read. */
export function storedText({ id: _id, version: _version, ...rest }: Save['dashboard']): string {
  return JSON.stringify(sorted(rest));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) result[key] = sorted(value[key]);
  return result;
}

function libraryPanelsOf({ panels }: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Array.isArray(panels)) return [];
  return panels.filter(isObject).flatMap((panel) => [
    ...(isObject(panel.libraryPanel) && typeof panel.libraryPanel.uid === 'string'
      ? [panel.libraryPanel.uid]
      : []),
    // Panels of a collapsed row.
    ...libraryPanelsOf(panel),
  ]);
}
