import { type Answer, badRequest, ok, plain, Refusal } from './answer.ts';
import { bodyOf, type Call, flagIn, numberIn, objectIn, type Route, textIn, uidProblem } from './call.ts';
import { type Datasource, newUid, nextId, type Org } from './store.ts';

function datasourceOf({ org, params }: Call): Datasource {
  const { uid, name, id } = params;
  const found = [...org.datasources.values()].find((one) =>
    uid !== undefined ? one.uid === uid : name !== undefined ? one.name === name : String(one.id) === id,
  );
  if (!found) throw new Refusal(plain(404, 'Data source not found'));
  return found;
}

/** What the list shows: no version, and nothing of secrets. */
function listed({ id, uid, name, type, access, url, ...rest }: Datasource, org: Org) {
  const { user, database, basicAuth, isDefault, jsonData, readOnly } = rest;
  return {
    id,
    uid,
    orgId: org.id,
    name,
    type,
    typeName: type,
    typeLogoUrl: `public/app/plugins/datasource/${type}/img/${type}_logo.svg`,
    access,
    url,
    user,
    database,
    basicAuth,
    isDefault,
    jsonData,
    readOnly,
  };
}

/** What a read by uid or name shows: secrets by name only. */
function shown({ org }: Call, datasource: Datasource): Readonly<Record<string, unknown>> {
  const { typeName: _typeName, ...rest } = listed(datasource, org);
  const { basicAuthUser, withCredentials, secrets, version } = datasource;
  return {
    ...rest,
    typeLogoUrl: '',
    basicAuthUser,
    withCredentials,
    secureJsonFields: Object.fromEntries(Object.keys(secrets).map((key) => [key, true])),
    version,
  };
}

type Sent = Omit<Datasource, 'id' | 'readOnly'>;

/** The fields of a request; what is not in it is the zero value, not what was stored. */
function sent(call: Call): Sent {
  const body = bodyOf(call);
  const secrets = objectIn(body, 'secureJsonData');
  if (Object.values(secrets).some((value) => typeof value !== 'string')) throw new Refusal(badRequest);
  const fields: Sent = {
    uid: textIn(body, 'uid').trim(),
    name: textIn(body, 'name').trim(),
    type: textIn(body, 'type'),
    access: textIn(body, 'access'),
    url: textIn(body, 'url'),
    user: textIn(body, 'user'),
    database: textIn(body, 'database'),
    basicAuth: flagIn(body, 'basicAuth'),
    basicAuthUser: textIn(body, 'basicAuthUser'),
    withCredentials: flagIn(body, 'withCredentials'),
    isDefault: flagIn(body, 'isDefault'),
    jsonData: objectIn(body, 'jsonData'),
    secrets: secrets as Readonly<Record<string, string>>,
    version: numberIn(body, 'version'),
  };
  if (!fields.name || !fields.type || !fields.access) throw new Refusal(badRequest);
  if (call.profile.strictDatasourceUid && uidProblem(fields.uid)) throw new Refusal(badRequest);
  if (fields.url && !URL.canParse(fields.url.includes('://') ? fields.url : `http://${fields.url}`))
    throw new Refusal(plain(400, 'Validation error, invalid URL', 'traced'));
  return fields;
}

function add(call: Call): Answer {
  const { org, store } = call;
  const fields = sent(call);
  const others = [...org.datasources.values()];
  if (others.some(({ name }) => name === fields.name))
    throw new Refusal(plain(409, 'data source with the same name already exists', 'traced'));
  if (org.datasources.has(fields.uid))
    throw new Refusal(plain(409, 'data source with the same uid already exists', 'traced'));
  const datasource: Datasource = {
    ...fields,
    id: nextId(store),
    uid: fields.uid || newUid(store),
    version: 1,
    readOnly: false,
  };
  keep(org, datasource);
  const { id, name } = datasource;
  return ok({ message: 'Datasource added', id, name, datasource: shown(call, datasource) });
}

/** There is one default at most: the newest to claim it. */
function keep({ datasources }: Org, datasource: Datasource): void {
  if (datasource.isDefault) for (const other of datasources.values()) other.isDefault = false;
  datasources.set(datasource.uid, datasource);
}

function update(call: Call): Answer {
  const { org, profile } = call;
  const stored = datasourceOf(call);
  if (stored.readOnly) throw new Refusal(plain(403, 'Cannot update read-only data source'));
  const fields = sent(call);
  const taken = [...org.datasources.values()].some((one) => one !== stored && one.name === fields.name);
  if (taken)
    throw new Refusal(
      profile.datasourceNameTakenOnPut === 409
        ? plain(409, 'Failed to update datasource: data source with the same name already exists', 'traced')
        : plain(500, 'Failed to update datasource', 'traced'),
    );
  // Passes when stored <= sent, so a version from the future passes too; 0 skips the check and sets it back to 1 (store.go).
  if (fields.version !== 0 && stored.version > fields.version)
    throw new Refusal(
      plain(
        409,
        'Datasource has already been updated by someone else. Please reload and try again',
        'traced',
      ),
    );
  const uid = fields.uid || stored.uid;
  if (uid !== stored.uid && org.datasources.has(uid))
    throw new Refusal(plain(409, 'data source with the same uid already exists', 'traced'));
  const next: Datasource = {
    ...stored,
    ...fields,
    uid,
    // Everything else is replaced; secrets that are not mentioned are kept (fillWithSecureJSONData).
    secrets: { ...stored.secrets, ...fields.secrets },
    version: fields.version + 1,
  };
  if (uid !== stored.uid) org.datasources.delete(stored.uid);
  keep(org, next);
  const { id, name } = next;
  return ok({ message: 'Datasource updated', id, name, datasource: shown(call, next) });
}

function remove(call: Call): Answer {
  const { id, uid, readOnly } = datasourceOf(call);
  if (readOnly) throw new Refusal(plain(403, 'Cannot delete read-only data source'));
  call.org.datasources.delete(uid);
  return ok({ message: 'Data source deleted', id });
}

const get = (call: Call): Answer => ok(shown(call, datasourceOf(call)));
/** Routes by number are off from 13.0 (toggle datasourceLegacyIdApi). */
const whereNumbered =
  (handle: Route['handle']): Route['handle'] =>
  (call) =>
    call.profile.numericDatasourceIds ? handle(call) : plain(404, 'Not found');
const list = ({ org }: Call): Answer =>
  ok([...org.datasources.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map((one) => listed(one, org)));

const base = '/api/datasources';

export const datasourceRoutes: readonly Route[] = [
  { method: 'GET', path: base, needs: 'datasources:read', handle: list },
  { method: 'POST', path: base, needs: 'datasources:create', handle: add },
  { method: 'GET', path: `${base}/uid/:uid`, needs: 'datasources:read', handle: get },
  { method: 'GET', path: `${base}/name/:name`, needs: 'datasources:read', handle: get },
  { method: 'PUT', path: `${base}/uid/:uid`, needs: 'datasources:write', handle: update },
  { method: 'DELETE', path: `${base}/uid/:uid`, needs: 'datasources:delete', handle: remove },
  { method: 'GET', path: `${base}/:id`, needs: 'datasources:read', handle: whereNumbered(get) },
  { method: 'PUT', path: `${base}/:id`, needs: 'datasources:write', handle: whereNumbered(update) },
  { method: 'DELETE', path: `${base}/:id`, needs: 'datasources:delete', handle: whereNumbered(remove) },
];
