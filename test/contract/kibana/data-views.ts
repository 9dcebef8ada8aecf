import { isJson, type Json } from '../../../src/model/json.ts';
import { bodyOf, type Call, ok, type Route, refuse } from './call.ts';
import { keep, moment, objectIn } from './store.ts';

const all = '/api/data_views/data_view';

/** Data views as an API of their own. It knows them by name, which is why nothing is deployed through it. */
export const dataViewRoutes: readonly Route[] = [
  { method: 'POST', path: all, handle: create },
  {
    method: 'GET',
    path: `${all}/:id`,
    handle: ({ params: { id = '' }, store, space }) => {
      const found = objectIn(store, space, 'index-pattern', id);
      if (!found) throw refuse(404, `Saved object [index-pattern/${id}] not found`);
      return ok({ data_view: { id, ...found.attributes, namespaces: found.namespaces } });
    },
  },
];

function create(call: Call) {
  const { store, space, profile } = call;
  const { data_view: view, override } = bodyOf(call);
  if (!isJson(view) || typeof view.title !== 'string')
    throw refuse(400, '[request body.data_view.title]: expected value of type [string] but got [undefined]');
  const name = String(view.name ?? view.title);
  const same = store.objects.find((one) => one.type === 'index-pattern' && one.attributes.name === name);
  if (same && override !== true) throw refuse(400, `Duplicate data view: ${name}`);
  // The one of that name goes, whatever its id: what refers to it is left with nothing.
  if (same) store.objects.splice(store.objects.indexOf(same), 1);
  const at = moment(store);
  const id = String(view.id ?? `generated-${store.last}`);
  const attributes: Json = { title: view.title, name, timeFieldName: view.timeFieldName };
  keep(store, {
    type: 'index-pattern',
    id,
    namespaces: [space],
    attributes,
    references: [],
    coreMigrationVersion: '8.8.0',
    typeMigrationVersion: profile.newest['index-pattern'] ?? '',
    managed: false,
    created_at: at,
    updated_at: at,
    version: Buffer.from(`[${store.last},1]`).toString('base64'),
  });
  return ok({ data_view: { id, ...attributes, namespaces: [space] } });
}
