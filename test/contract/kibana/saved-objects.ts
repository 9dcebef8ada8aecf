import { canonical, type Json } from '../../../src/model/json.ts';
import type { Answer } from '../elasticsearch/serve.ts';
import { bodyOf, type Call, ok, type Route, refuse } from './call.ts';
import type { Profile } from './profile.ts';
import { objectIn, type SavedObject } from './store.ts';

export const savedObjectRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/saved_objects/_export', reads: true, handle: (call) => exported(call) },
  {
    method: 'GET',
    path: '/api/saved_objects/_find',
    handle: ({ query, store, space }) => {
      const types = query.getAll('type');
      if (types.length === 0)
        throw refuse(400, '[request query.type]: expected at least one defined value but got [undefined]');
      const found = store.objects.filter(
        (one) => types.includes(one.type) && objectIn(store, space, one.type, one.id) === one,
      );
      const size = Number(query.get('per_page') ?? 20);
      return ok({ page: 1, per_page: size, total: found.length, saved_objects: found.slice(0, size) });
    },
  },
  {
    method: 'DELETE',
    path: '/api/saved_objects/:type/:id',
    handle: ({ params: { type = '', id = '' }, store, space }) => {
      const found = objectIn(store, space, type, id);
      if (!found) throw refuse(404, `Saved object [${type}/${id}] not found`);
      store.objects.splice(store.objects.indexOf(found), 1);
      return ok({});
    },
  },
];

function exported(call: Call): Answer {
  const { store, space, profile } = call;
  const { objects, type, excludeExportDetails } = bodyOf(call);
  if (objects !== undefined && type !== undefined)
    throw refuse(400, `Can't specify both "types" and "objects" properties when exporting`);
  if (!Array.isArray(objects) && type === undefined)
    throw refuse(400, 'Either `type` or `objects` are required.');
  const asked = Array.isArray(objects)
    ? (objects as { readonly type: string; readonly id: string }[])
    : store.objects.filter((one) => one.type === type);
  const lost = asked.filter((one) => !objectIn(store, space, one.type, one.id));
  if (lost.length > 0)
    throw refuse(400, 'Error fetching objects to export', {
      objects: lost.map(({ type, id }) => ({
        id,
        type,
        error: { statusCode: 404, error: 'Not Found', message: `Saved object [${type}/${id}] not found` },
      })),
    });
  const lines = asked.map((one) =>
    canonical(line(objectIn(store, space, one.type, one.id) as SavedObject, profile)),
  );
  const summary = {
    excludedObjects: [],
    excludedObjectsCount: 0,
    exportedCount: lines.length,
    missingRefCount: 0,
    missingReferences: [],
  };
  // Keys in order, no end of line behind the last.
  const text = [...lines, ...(excludeExportDetails === true ? [] : [canonical(summary)])].join('\n');
  return {
    status: 200,
    text,
    headers: {
      'content-type': 'application/ndjson',
      'content-disposition': 'attachment; filename="export.ndjson"',
    },
  };
}

/** A line of an export. Data views gained a field that they tell with its default. */
function line({ namespaces: _, originId, data, ...object }: SavedObject, { allowHidden }: Profile): Json {
  const more = object.type === 'index-pattern' && allowHidden ? { allowHidden: false } : {};
  return {
    ...object,
    attributes: { ...more, ...object.attributes, ...(data && { title: data.title }) },
    ...(originId && { originId }),
  };
}
