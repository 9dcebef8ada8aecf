import {
  acknowledged,
  bodyOf,
  type Call,
  illegal,
  missing,
  objectIn,
  ok,
  type Route,
  textsIn,
} from './call.ts';
import type { Profile } from './profile.ts';
import { templateStored } from './settings.ts';
import { type Dated, moment, type Store } from './store.ts';

const path = '/_component_template/:name';
const known = ['template', 'version', '_meta', 'allow_auto_create', 'deprecated'];

/** Something with a date, as a release tells it. */
export const dated = ({ body, created, modified }: Dated, profile: Profile) => ({
  ...body,
  ...(profile.dates && { created_date_millis: created, modified_date_millis: modified }),
});

/** Stores a body under a name, dated. */
export function keep(map: Map<string, Dated>, name: string, body: Dated['body'], store: Store): void {
  const at = moment(store);
  map.set(name, { body, modified: at, created: map.get(name)?.created ?? at });
}

export const componentTemplateRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    handle: ({ params: { name = '' }, store, profile }) => {
      const found = store.componentTemplates.get(name);
      if (!found) throw missing(`component template matching [${name}] not found`);
      return ok({ component_templates: [{ name, component_template: dated(found, profile) }] });
    },
  },
  {
    method: 'PUT',
    path,
    handle: (call) => {
      const { name = '' } = call.params;
      const body = bodyOf(call, 'component_template', known);
      keep(
        call.store.componentTemplates,
        name,
        { ...body, template: templateStored(objectIn(body, 'template')) },
        call.store,
      );
      return acknowledged;
    },
  },
  { method: 'DELETE', path, handle: remove },
];

/** What is composed of it has to go first. */
function remove({ params: { name = '' }, store }: Call) {
  if (!store.componentTemplates.has(name)) throw missing(`component template matching [${name}] not found`);
  const users = [...store.indexTemplates].flatMap(([user, { body }]) =>
    textsIn(body, 'composed_of').includes(name) ? [user] : [],
  );
  if (users.length > 0)
    throw illegal(
      `component templates [${name}] cannot be removed as they are still in use by index templates [${users.join(', ')}]`,
    );
  store.componentTemplates.delete(name);
  return acknowledged;
}
