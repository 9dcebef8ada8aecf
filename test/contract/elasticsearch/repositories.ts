import type { Json } from '../../../src/model/json.ts';
import { acknowledged, bodyOf, type Call, failure, illegal, objectIn, ok, type Route } from './call.ts';
import { moment, type Store } from './store.ts';

const path = '/_snapshot/:name';
const types = ['s3', 'fs', 'url', 'azure', 'gcs'];

export const repositoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    handle: ({ params: { name = '' }, store }) => {
      const found = store.repositories.get(name);
      if (!found) throw failure(404, 'repository_missing_exception', `[${name}] missing`);
      return ok({ [name]: found });
    },
  },
  { method: 'PUT', path, handle: put },
  {
    method: 'POST',
    path: `${path}/_verify`,
    handle: ({ params: { name = '' }, store }) => {
      verify(name, store);
      return ok({ nodes: { 'node-1-id': { name: 'node-1' } } });
    },
  },
  {
    method: 'DELETE',
    path,
    handle: ({ params: { name = '' }, store }) => {
      if (!store.repositories.delete(name))
        throw failure(404, 'repository_missing_exception', `[${name}] missing`);
      return acknowledged;
    },
  },
];

function put(call: Call) {
  const { store, query } = call;
  const { name = '' } = call.params;
  const body = bodyOf(call, 'put_repository', ['type', 'settings', 'uuid']);
  const type = String(body.type);
  if (!types.includes(type))
    throw failure(500, 'repository_exception', `[${name}] repository type [${type}] does not exist`);
  const settings = objectIn(body, 'settings');
  // Keys are in the keystore of the nodes; a repository that has them in its settings is refused.
  const key = Object.keys(settings).find((setting) => /^(access_key|secret_key)$/.test(setting));
  if (key) throw illegal(`Setting [${key}] is insecure, but property [allow_insecure_settings] is not set`);
  // Whatever was sent, all settings are told as texts.
  const texts: Json = Object.fromEntries(
    Object.entries(settings).map(([setting, value]) => [setting, String(value)]),
  );
  store.repositories.set(name, { type, uuid: `uuid-${moment(store)}`, settings: texts });
  // It is registered first and tried then: one that no node can use is there all the same.
  if (query.get('verify') !== 'false') verify(name, store);
  return acknowledged;
}

function verify(name: string, store: Store): void {
  const found = store.repositories.get(name);
  if (!found) throw failure(404, 'repository_missing_exception', `[${name}] missing`);
  const bucket = String(found.settings.bucket);
  if (store.unreachableBuckets.has(bucket))
    throw failure(
      500,
      'repository_verification_exception',
      `[${name}] path is not accessible on master node`,
      {
        type: 'i_o_exception',
        reason: `Unable to upload object to bucket [${bucket}]: Access Denied`,
      },
    );
}
