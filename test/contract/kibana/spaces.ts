import type { Json } from '../../../src/model/json.ts';
import type { Answer } from '../elasticsearch/serve.ts';
import { bodyOf, type Call, ok, type Route, refuse } from './call.ts';

const path = '/api/spaces/space/:id';
const colours = ['#DA8B45', '#6092C0', '#D36086', '#9170B8'];

export const spaceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    handle: ({ params: { id = '' }, store }) => {
      const found = store.spaces.get(id);
      if (!found) throw refuse(404, 'Not Found');
      return ok(found);
    },
  },
  {
    method: 'POST',
    path: '/api/spaces/space',
    global: true,
    handle: (call) => {
      const body = spaceIn(call);
      if (call.store.spaces.has(String(body.id)))
        throw refuse(409, `A space with the identifier ${body.id} already exists.`);
      return kept(call, body);
    },
  },
  {
    method: 'PUT',
    path,
    global: true,
    handle: (call) => {
      const { id = '' } = call.params;
      if (!call.store.spaces.has(id)) throw refuse(404, 'Not Found');
      return kept(call, { ...spaceIn(call), id });
    },
  },
  {
    method: 'DELETE',
    path,
    global: true,
    handle: ({ params: { id = '' }, store }) => {
      const found = store.spaces.get(id);
      if (!found) throw refuse(404, 'Not Found');
      if (found._reserved === true)
        throw refuse(400, `The ${id} space cannot be deleted because it is reserved.`);
      store.spaces.delete(id);
      // What is in it goes with it.
      for (const object of [...store.objects])
        if (object.namespaces.length === 1 && object.namespaces[0] === id)
          store.objects.splice(store.objects.indexOf(object), 1);
      return { status: 204 };
    },
  },
];

function spaceIn(call: Call): Json {
  const body = bodyOf(call);
  if (!/^[a-z0-9_-]+$/.test(String(body.id)))
    throw refuse(400, '[request body.id]: must be lower case, a-z, 0-9, "_", and "-" are allowed');
  if (typeof body.name !== 'string' || body.name === '')
    throw refuse(400, '[request body.name]: expected value of type [string] but got [undefined]');
  return body;
}

/** Colour and initials are filled in where nobody says them. */
function kept({ store }: Call, body: Json): Answer {
  const name = String(body.name);
  const space = {
    disabledFeatures: [],
    color: colours[name.length % colours.length],
    initials: name.slice(0, 2).toUpperCase(),
    ...body,
  };
  store.spaces.set(String(body.id), space);
  return ok(space);
}
