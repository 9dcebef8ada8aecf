import { acknowledged, bodyOf, type Call, failure, illegal, missing, ok, type Route } from './call.ts';
import { dated, keep } from './component-templates.ts';

const path = '/_ingest/pipeline/:name';

export const pipelineRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    handle: ({ params: { name = '' }, store, profile }) => {
      const found = store.pipelines.get(name);
      // No error is told: the answer is as empty as the list.
      return found ? ok({ [name]: dated(found, profile) }) : ok({}, 404);
    },
  },
  { method: 'PUT', path, handle: put },
  {
    method: 'DELETE',
    path,
    handle: ({ params: { name = '' }, store }) => {
      if (!store.pipelines.delete(name)) throw missing(`pipeline [${name}] is missing`);
      return acknowledged;
    },
  },
];

function put(call: Call) {
  const { store, query } = call;
  const { name = '' } = call.params;
  const body = bodyOf(call, 'pipeline', [
    'description',
    'version',
    '_meta',
    'processors',
    'on_failure',
    'deprecated',
  ]);
  if (!Array.isArray(body.processors))
    throw failure(400, 'parse_exception', '[processors] required property is missing');
  for (const processor of body.processors) {
    const [type, ...more] = Object.keys(processor as object);
    if (type === undefined || more.length > 0)
      throw failure(400, 'parse_exception', 'processors must have exactly one type');
  }
  const wanted = query.get('if_version');
  const version = store.pipelines.get(name)?.body.version;
  if (wanted !== null && Number(wanted) !== version)
    throw illegal(
      `version conflict, required version [${wanted}] for pipeline [${name}] but current version is [${version ?? 'null'}]`,
    );
  keep(store.pipelines, name, body, store);
  return acknowledged;
}
