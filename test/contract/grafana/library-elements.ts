import { type Answer, badRequest, ok, plain, Refusal } from './answer.ts';
import {
  bodyOf,
  type Call,
  mustWrite,
  now,
  numberIn,
  objectIn,
  queryNumber,
  type Route,
  textIn,
  uidProblem,
} from './call.ts';
import { type Dashboard, type LibraryElement, newUid, nextId, type Org } from './store.ts';

const missing = plain(404, 'library element could not be found', 'traced');

function elementOf({ org, params }: Call): LibraryElement {
  const found = org.libraryElements.get(params.uid ?? '');
  if (!found) throw new Refusal(missing);
  return found;
}

const users = ({ dashboards }: Org, { uid }: LibraryElement): readonly Dashboard[] =>
  [...dashboards.values()].filter(({ libraryPanels }) => libraryPanels.includes(uid));

function shown({ org }: Call, element: LibraryElement): Readonly<Record<string, unknown>> {
  const { id, uid, name, folderUid, kind, model, version } = element;
  const folder = org.folders.get(folderUid);
  const person = (name: string) => ({ id: 1, name, avatarUrl: '' });
  return {
    id,
    orgId: org.id,
    folderId: folder?.id ?? 0,
    folderUid,
    uid,
    name,
    kind,
    // Copied from the model.
    type: String(model.type ?? ''),
    description: String(model.description ?? ''),
    model,
    version,
    meta: {
      folderName: folder?.title ?? 'General',
      folderUid,
      connectedDashboards: users(org, element).length,
      created: element.created,
      createdBy: person(element.createdBy),
      updated: element.updated,
      updatedBy: person(element.updatedBy),
    },
  };
}

const result = (call: Call, element: LibraryElement): Answer => ok({ result: shown(call, element) });

function list(call: Call): Answer {
  const { org, query } = call;
  const perPage = queryNumber(call, 'perPage', 100);
  const page = queryNumber(call, 'page', 1);
  const text = query.get('searchString')?.toLowerCase() ?? '';
  const kind = query.get('kind');
  const folders = query.get('folderFilterUIDs')?.split(',');
  const found = [...org.libraryElements.values()]
    .filter(
      (one) =>
        one.name.toLowerCase().includes(text) &&
        (!kind || one.kind === Number(kind)) &&
        (!folders || folders.includes(one.folderUid || 'general')) &&
        one.uid !== query.get('excludeUid'),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (query.get('sortDirection') === 'alpha-desc') found.reverse();
  const elements = found.slice((page - 1) * perPage, page * perPage).map((one) => shown(call, one));
  return ok({ result: { totalCount: found.length, page, perPage, elements } });
}

function create(call: Call): Answer {
  const { org, store, who } = call;
  const body = bodyOf(call);
  const wanted = textIn(body, 'uid');
  const at = now();
  const element: LibraryElement = {
    id: nextId(store),
    uid: wanted || newUid(store),
    name: textIn(body, 'name'),
    folderUid: textIn(body, 'folderUid'),
    kind: numberIn(body, 'kind'),
    model: objectIn(body, 'model'),
    version: 1,
    created: at,
    createdBy: who.login,
    updated: at,
    updatedBy: who.login,
  };
  check(call, element);
  org.libraryElements.set(element.uid, element);
  return result(call, element);
}

function check(call: Call, element: LibraryElement, stored?: LibraryElement): void {
  const { org } = call;
  const { uid, name, folderUid, kind } = element;
  const problem = uidProblem(uid);
  if (problem) throw new Refusal(plain(400, problem, 'traced'));
  if (!name || (kind !== 1 && kind !== 2)) throw new Refusal(badRequest);
  if (folderUid && !org.folders.has(folderUid)) throw new Refusal(plain(404, 'folder not found', 'traced'));
  mustWrite(call, folderUid, 'folders:write');
  const taken = [...org.libraryElements.values()].some(
    (one) =>
      one !== stored &&
      (one.uid === uid || (one.name === name && one.folderUid === folderUid && one.kind === kind)),
  );
  if (taken) throw new Refusal(plain(400, 'library element with that name or UID already exists', 'traced'));
}

/** Takes what is sent and keeps the rest; version and kind have to be sent. */
function patch(call: Call): Answer {
  const { org, who } = call;
  const stored = elementOf(call);
  mustWrite(call, stored.folderUid, 'folders:write');
  const body = bodyOf(call);
  if (numberIn(body, 'kind') !== stored.kind) throw new Refusal(badRequest);
  if (numberIn(body, 'version') !== stored.version)
    throw new Refusal(plain(412, 'the library element has been changed by someone else', 'traced'));
  const next: LibraryElement = {
    ...stored,
    uid: textIn(body, 'uid') || stored.uid,
    name: textIn(body, 'name') || stored.name,
    folderUid: body.folderUid === undefined ? stored.folderUid : textIn(body, 'folderUid'),
    model: body.model === undefined ? stored.model : objectIn(body, 'model'),
    version: stored.version + 1,
    updated: now(),
    updatedBy: who.login,
  };
  check(call, next, stored);
  org.libraryElements.delete(stored.uid);
  org.libraryElements.set(next.uid, next);
  return result(call, next);
}

function remove(call: Call): Answer {
  const element = elementOf(call);
  mustWrite(call, element.folderUid, 'folders:write');
  if (users(call.org, element).length > 0)
    throw new Refusal(plain(403, 'the library element has connections', 'traced'));
  call.org.libraryElements.delete(element.uid);
  return ok({ id: element.id, message: 'Library element deleted' });
}

function byName(call: Call): Answer {
  const found = [...call.org.libraryElements.values()].filter(({ name }) => name === call.params.name);
  if (found.length === 0) throw new Refusal(missing);
  return ok({ result: found.map((one) => shown(call, one)) });
}

const connections = (call: Call): Answer =>
  ok({
    result: users(call.org, elementOf(call)).map(({ id, uid }) => ({
      kind: 1,
      elementId: elementOf(call).id,
      connectionId: id,
      connectionUid: uid,
    })),
  });

const base = '/api/library-elements';
const read = 'library.panels:read';
const write = 'library.panels:write';

export const libraryElementRoutes: readonly Route[] = [
  { method: 'GET', path: base, needs: read, handle: list },
  { method: 'POST', path: base, needs: write, handle: create },
  { method: 'GET', path: `${base}/name/:name`, needs: read, handle: byName },
  { method: 'GET', path: `${base}/:uid`, needs: read, handle: (call) => result(call, elementOf(call)) },
  { method: 'PATCH', path: `${base}/:uid`, needs: write, handle: patch },
  { method: 'DELETE', path: `${base}/:uid`, needs: write, handle: remove },
  // Declared with a slash at the end.
  { method: 'GET', path: `${base}/:uid/connections/`, needs: read, handle: connections },
];
