import type { Json } from '../../../src/model/json.ts';
import { acknowledged, bodyOf, type Call, failure, objectIn, ok, type Route, textsIn } from './call.ts';
import { flattened, nested } from './settings.ts';
import type { Store } from './store.ts';

export const indexRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/:pattern/_mapping',
    handle: ({ params: { pattern = '' }, query, store }) => {
      const found = [...store.indices].filter(([name]) => pattern.split(',').some((one) => fits(one, name)));
      if (found.length === 0 && query.get('allow_no_indices') === 'false')
        throw failure(404, 'index_not_found_exception', `no such index [${pattern}]`);
      return ok(Object.fromEntries(found.map(([name, { mappings }]) => [name, { mappings }])));
    },
  },
  {
    method: 'GET',
    path: '/:index',
    handle: ({ params: { index = '' }, store }) => {
      const found = store.indices.get(index);
      if (!found) throw failure(404, 'index_not_found_exception', `no such index [${index}]`);
      return ok({
        [index]: { aliases: {}, mappings: found.mappings, settings: nested(flattened(found.settings)) },
      });
    },
  },
  {
    method: 'PUT',
    path: '/:index',
    handle: (call) => {
      const { index = '' } = call.params;
      if (call.store.indices.has(index))
        throw failure(400, 'resource_already_exists_exception', `index [${index}/Yc2o3] already exists`);
      const body = bodyOf(call, 'create_index', ['settings', 'mappings', 'aliases']);
      make(call.store, index, objectIn(body, 'settings'), objectIn(body, 'mappings'));
      return ok({ acknowledged: true, shards_acknowledged: true, index });
    },
  },
  {
    method: 'DELETE',
    path: '/:index',
    handle: ({ params: { index = '' }, store }) => {
      if (!store.indices.delete(index))
        throw failure(404, 'index_not_found_exception', `no such index [${index}]`);
      for (const key of store.documents.keys()) if (key.startsWith(`${index}/`)) store.documents.delete(key);
      return acknowledged;
    },
  },
  {
    method: 'GET',
    path: '/:index/_doc/:id',
    handle: ({ params: { index = '', id = '' }, store }) => {
      if (!store.indices.has(index))
        throw failure(404, 'index_not_found_exception', `no such index [${index}]`);
      const found = store.documents.get(`${index}/${id}`);
      const told = { _index: index, _id: id };
      if (!found) return ok({ ...told, found: false }, 404);
      return ok({
        ...told,
        _version: 1,
        _seq_no: found.seq,
        _primary_term: found.term,
        found: true,
        _source: found.source,
      });
    },
  },
  { method: 'PUT', path: '/:index/_doc/:id', handle: putDocument },
  {
    method: 'DELETE',
    path: '/:index/_doc/:id',
    handle: ({ params: { index = '', id = '' }, store }) =>
      store.documents.delete(`${index}/${id}`)
        ? ok({ _index: index, _id: id, result: 'deleted' })
        : ok({ _index: index, _id: id, result: 'not_found' }, 404),
  },
];

/** An index is made by the first document as well, with whatever its template says. */
function putDocument({ params: { index = '', id = '' }, query, body, store }: Call) {
  if (!store.indices.has(index)) make(store, index, {}, {});
  const key = `${index}/${id}`;
  const found = store.documents.get(key);
  const conflict = (reason: string) =>
    failure(409, 'version_conflict_engine_exception', `[${id}]: version conflict, ${reason}`);
  if (query.get('op_type') === 'create' && found)
    throw conflict('document already exists (current version [1])');
  const [seq, term] = [query.get('if_seq_no'), query.get('if_primary_term')];
  if (seq !== null && (Number(seq) !== found?.seq || Number(term) !== found.term))
    throw conflict(
      `required seqNo [${seq}], primary term [${term}]. ${found ? `current document has seqNo [${found.seq}] and primary term [${found.term}]` : 'but no document was found'}`,
    );
  const next = { seq: store.last++, term: 1, source: JSON.parse(body) };
  store.documents.set(key, next);
  return ok(
    {
      _index: index,
      _id: id,
      result: found ? 'updated' : 'created',
      _seq_no: next.seq,
      _primary_term: next.term,
    },
    found ? 200 : 201,
  );
}

/** Makes an index; what no request says of it comes from the template that fits and counts most. */
export function make(store: Store, name: string, settings: Json, mappings: Json): void {
  const [template] = [...store.indexTemplates.values()]
    .filter(({ body }) => textsIn(body, 'index_patterns').some((pattern) => fits(pattern, name)))
    .sort((left, right) => Number(right.body.priority ?? 0) - Number(left.body.priority ?? 0));
  const bodies = template
    ? [
        ...textsIn(template.body, 'composed_of').map((part) =>
          objectIn(store.componentTemplates.get(part)?.body ?? {}, 'template'),
        ),
        objectIn(template.body, 'template'),
      ]
    : [];
  const all = [...bodies, { settings, mappings }];
  store.indices.set(name, {
    settings: Object.assign({}, ...all.map((body) => flattened(objectIn(body, 'settings')))),
    mappings: {
      ...Object.assign({}, ...all.map((body) => objectIn(body, 'mappings'))),
      properties: Object.assign({}, ...all.map((body) => objectIn(objectIn(body, 'mappings'), 'properties'))),
    },
  });
}

const fits = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(name);
