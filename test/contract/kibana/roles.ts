import { isJson, type Json } from '../../../src/model/json.ts';
import { bodyOf, type Call, ok, type Route, refuse } from './call.ts';

const path = '/api/security/role/:name';
const known = ['metadata', 'description', 'elasticsearch', 'kibana'];

export const roleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    handle: ({ params: { name = '' }, store }) => {
      const found = store.roles.get(name);
      if (!found) throw refuse(404, 'Not Found');
      return ok({
        name,
        ...found,
        transient_metadata: { enabled: true },
        _transform_error: [],
        _unrecognized_applications: [],
      });
    },
  },
  { method: 'PUT', path, global: true, handle: put },
  {
    method: 'DELETE',
    path,
    global: true,
    handle: ({ params: { name = '' }, store }) => {
      if (!store.roles.delete(name)) throw refuse(404, 'Not Found');
      return { status: 204 };
    },
  },
];

function put(call: Call) {
  const { name = '' } = call.params;
  const body = bodyOf(call);
  const unknown = Object.keys(body).find((key) => !known.includes(key));
  if (unknown) throw refuse(400, `[request body.${unknown}]: definition for this key is missing`);
  if (call.store.roles.get(name)?.metadata !== undefined && isReserved(call.store.roles.get(name) as Json))
    throw refuse(400, `role [${name}] is reserved and may not be used`);
  const { elasticsearch = {}, kibana = [] } = body as { elasticsearch?: Json; kibana?: Json[] };
  for (const { base, feature } of kibana)
    if (Array.isArray(base) && base.length > 0 && isJson(feature) && Object.keys(feature).length > 0)
      throw refuse(400, '[request body.kibana.0]: feature privileges cannot be used with base privileges');
  call.store.roles.set(name, {
    metadata: {},
    ...body,
    elasticsearch: {
      cluster: [],
      run_as: [],
      ...elasticsearch,
      // What nobody said is told with its default.
      indices: ((elasticsearch.indices ?? []) as Json[]).map((one) => ({
        allow_restricted_indices: false,
        ...one,
      })),
    },
    // Application privileges are stored in an order of their own.
    kibana: [...kibana].reverse().map((one) => ({ base: [], feature: {}, spaces: ['*'], ...one })),
  });
  return { status: 204 };
}

const isReserved = ({ metadata }: Json): boolean => isJson(metadata) && metadata._reserved === true;
