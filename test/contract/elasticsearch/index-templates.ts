import type { Json } from '../../../src/model/json.ts';
import {
  acknowledged,
  bodyOf,
  type Call,
  failure,
  illegal,
  missing,
  objectIn,
  ok,
  type Route,
  textsIn,
} from './call.ts';
import { dated, keep } from './component-templates.ts';
import { templateStored } from './settings.ts';
import type { Store } from './store.ts';

const path = '/_index_template/:name';
const known = [
  'index_patterns',
  'template',
  'composed_of',
  'priority',
  'version',
  '_meta',
  'data_stream',
  'allow_auto_create',
  'ignore_missing_component_templates',
];

export const indexTemplateRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/_index_template',
    handle: ({ store, profile }) =>
      ok({
        index_templates: [...store.indexTemplates].map(([name, found]) => ({
          name,
          index_template: dated(found, profile),
        })),
      }),
  },
  {
    method: 'GET',
    path,
    handle: ({ params: { name = '' }, store, profile }) => {
      const found = store.indexTemplates.get(name);
      if (!found) throw missing(`index template matching [${name}] not found`);
      return ok({ index_templates: [{ name, index_template: dated(found, profile) }] });
    },
  },
  { method: 'PUT', path, handle: put },
  {
    method: 'DELETE',
    path,
    handle: ({ params: { name = '' }, store }) => {
      if (!store.indexTemplates.delete(name))
        throw failure(404, 'index_template_missing_exception', `index_template [${name}] missing`);
      return acknowledged;
    },
  },
];

function put(call: Call) {
  const { store, profile } = call;
  const { name = '' } = call.params;
  const body = bodyOf(call, 'index_template', known);
  const patterns = textsIn(body, 'index_patterns');
  if (patterns.length === 0)
    throw failure(
      400,
      'action_request_validation_exception',
      'Validation Failed: 1: index patterns are missing;',
    );
  const priority = Number(body.priority ?? 0);
  if (priority < 0)
    throw failure(
      400,
      'action_request_validation_exception',
      'Validation Failed: 1: index template priority must be >= 0;',
    );
  const composed = textsIn(body, 'composed_of');
  const optional = textsIn(body, 'ignore_missing_component_templates');
  const lacking = composed.filter((one) => !store.componentTemplates.has(one) && !optional.includes(one));
  if (lacking.length > 0)
    throw failure(
      400,
      'invalid_index_template_exception',
      `index_template [${name}] invalid, cause [index template [${name}] specifies component templates [${lacking.join(', ')}] that do not exist]`,
    );
  refuseRival(name, patterns, priority, store);
  const { data_stream: stream, template, composed_of: _, ...rest } = body;
  const stored: Json = {
    ...rest,
    index_patterns: patterns,
    ...((composed.length > 0 || 'composed_of' in body || profile.emptyComposedOf) && {
      composed_of: composed,
    }),
    ...(template !== undefined && { template: templateStored(objectIn(body, 'template')) }),
    ...(stream !== undefined && {
      data_stream: { hidden: false, allow_custom_routing: false, ...objectIn(body, 'data_stream') },
    }),
  };
  keep(store.indexTemplates, name, stored, store);
  return acknowledged;
}

/** Two templates that fit the same index and are equally important would leave open which of them counts. */
function refuseRival(name: string, patterns: readonly string[], priority: number, store: Store): void {
  for (const [other, { body }] of store.indexTemplates) {
    if (other === name || Number(body.priority ?? 0) !== priority) continue;
    const theirs = textsIn(body, 'index_patterns');
    if (patterns.some((one) => theirs.some((two) => meet(one, two))))
      throw illegal(
        `index template [${name}] has index patterns [${patterns.join(', ')}] matching patterns from existing templates [${other}] with patterns (${other} => [${theirs.join(', ')}]) that have the same priority [${priority}], multiple index templates may not match during index creation, please use a different priority`,
      );
  }
}

/** Whether some name fits both of two patterns; tried letter by letter. */
function meet(one: string, two: string): boolean {
  if (one === '' && two === '') return true;
  if (one.startsWith('*')) return meet(one.slice(1), two) || (two !== '' && meet(one, two.slice(1)));
  if (two.startsWith('*')) return meet(two, one);
  return one !== '' && one[0] === two[0] && meet(one.slice(1), two.slice(1));
}
