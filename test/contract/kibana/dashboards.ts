import { isJson, type Json } from '../../../src/model/json.ts';
import type { Answer } from '../elasticsearch/serve.ts';
import { bodyOf, type Call, ok, type Route, refuse } from './call.ts';
import { keep, moment, objectIn, type SavedObject } from './store.ts';

const path = '/api/dashboards/:id';
const known = [
  'title',
  'description',
  'time_range',
  'refresh_interval',
  'query',
  'filters',
  'options',
  'panels',
  'pinned_panels',
  'tags',
  'access_control',
];

/** Dashboards as resources of their own, over the same saved objects. */
export const dashboardRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    handle: ({ params: { id = '' }, store, space }) => {
      const found = objectIn(store, space, 'dashboard', id);
      if (!found) throw refuse(404, `A dashboard with ID ${id} was not found.`);
      return ok(told(found));
    },
  },
  { method: 'PUT', path, handle: put },
  {
    method: 'DELETE',
    path,
    handle: ({ params: { id = '' }, store, space }) => {
      const found = objectIn(store, space, 'dashboard', id);
      if (!found) throw refuse(404, `A dashboard with ID ${id} was not found.`);
      store.objects.splice(store.objects.indexOf(found), 1);
      return { status: 204 };
    },
  },
];

function put(call: Call): Answer {
  const { store, space, params, profile } = call;
  const { id = '' } = params;
  const data = bodyOf(call);
  const unknown = Object.keys(data).find((key) => !known.includes(key));
  if (unknown)
    throw refuse(
      400,
      `[request body.${unknown}]: Additional properties are not allowed ('${unknown}' was unexpected)`,
    );
  if (typeof data.title !== 'string')
    throw refuse(400, '[request body.title]: expected value of type [string] but got [undefined]');
  const before = objectIn(store, space, 'dashboard', id);
  const at = moment(store);
  const object: SavedObject = {
    type: 'dashboard',
    id,
    namespaces: [space],
    attributes: {},
    references: [],
    coreMigrationVersion: '8.8.0',
    typeMigrationVersion: profile.newest.dashboard ?? '',
    managed: false,
    created_at: before?.created_at ?? at,
    updated_at: at,
    version: Buffer.from(`[${store.last},1]`).toString('base64'),
    data: filledIn(data),
  };
  keep(store, object);
  // It is an upsert.
  return ok(told(object), before ? 200 : 201);
}

/** What a definition leaves out is there afterwards. */
function filledIn(data: Json): Json {
  return {
    description: '',
    time_range: { from: 'now-15m', to: 'now' },
    pinned_panels: [],
    filters: [],
    tags: [],
    ...data,
    options: {
      hide_panel_titles: false,
      use_margins: true,
      sync_colors: false,
      sync_tooltips: false,
      sync_cursor: true,
      ...(isJson(data.options) ? data.options : {}),
    },
    access_control: { access_mode: 'default' },
  };
}

const told = ({ id, data, attributes, created_at, updated_at, version, managed }: SavedObject): Json => ({
  id,
  data: data ?? { title: attributes.title, panels: [] },
  meta: { created_at, updated_at, version, managed },
});
