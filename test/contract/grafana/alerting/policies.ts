import { type Answer, badRequest, ok, plain, Refusal } from '../answer.ts';
import { bodyOf, type Call, isObject, listIn, textIn } from '../call.ts';
import type { Org } from '../store.ts';
import { canonical } from './duration.ts';
import { nodesOf, receivers, route, timingsIn } from './notifications.ts';
import { sentProvenance } from './provenance.ts';
import { defaultContactPoint, defaultTree, type Json } from './state.ts';

const get = ({ org }: Call): Answer => ok(shown(org));

function shown({ alertmanager }: Org): Json {
  const { tree, provenance } = alertmanager.policies;
  return { ...tree, ...(provenance && { provenance }) };
}

/** Replaces the whole tree. There is no version in this API, and no check of provenance: the last writer wins. */
function put(call: Call): Answer {
  const { alertmanager } = call.org;
  const tree = decoded(call, bodyOf(call));
  const problem = problemOf(call.org, tree);
  if (problem) throw new Refusal(plain(400, `invalid object specification: ${problem}`, 'traced'));
  alertmanager.policies = { tree, provenance: sentProvenance(call) };
  return ok({ message: 'policies updated' }, 202);
}

function reset({ org }: Call): Answer {
  const { alertmanager } = org;
  if (!receivers(alertmanager).has(defaultContactPoint.name))
    alertmanager.contactPoints.set(defaultContactPoint.uid, defaultContactPoint);
  alertmanager.policies = { tree: defaultTree, provenance: '' };
  return ok(defaultTree, 202);
}

/** A node with the keys that are known; Go drops others without a word, and empty values when it prints. */
function decoded(call: Call, body: Json): Json {
  const lists = [
    'group_by',
    'matchers',
    'object_matchers',
    'mute_time_intervals',
    // In this API since 12.1.
    ...(call.profile.activeTimeIntervals ? ['active_time_intervals'] : []),
  ];
  const routes = listIn(body, 'routes').map((child) => {
    if (!isObject(child)) throw new Refusal(badRequest);
    return decoded(call, child);
  });
  const durations = ['group_wait', 'group_interval', 'repeat_interval'].filter(
    (key) => body[key] !== undefined,
  );
  const filled = lists.filter((key) => listIn(body, key).length > 0);
  return {
    ...(textIn(body, 'receiver') && { receiver: body.receiver }),
    ...Object.fromEntries(filled.map((key) => [key, body[key]])),
    ...Object.fromEntries(
      ['match', 'match_re'].flatMap((key) => (isObject(body[key]) ? [[key, body[key]]] : [])),
    ),
    ...(body.continue === true && { continue: true }),
    ...Object.fromEntries(durations.map((key) => [key, canonical(body[key])])),
    ...(routes.length > 0 && { routes }),
  };
}

function problemOf({ alertmanager }: Org, tree: Json): string | undefined {
  if (!tree.receiver) return 'root route must specify a default receiver';
  if (['match', 'match_re', 'matchers', 'object_matchers'].some((key) => key in tree))
    return 'root route must not have any matchers';
  if (timingsIn(tree).length > 0) return 'root route must not have any mute time intervals';
  const known = receivers(alertmanager);
  for (const node of nodesOf(tree)) {
    if (node.receiver && !known.has(String(node.receiver)))
      return `receiver '${node.receiver}' does not exist`;
    const timing = timingsIn(node).find((name) => !alertmanager.muteTimings.has(String(name)));
    if (timing !== undefined) return `mute time interval '${timing}' does not exist`;
    for (const matcher of (node.object_matchers ?? []) as readonly unknown[]) {
      const [label, operator, value] = Array.isArray(matcher) ? matcher : [];
      const isText = typeof label === 'string' && typeof value === 'string';
      if (!isText || !['=', '!=', '=~', '!~'].includes(operator))
        return `bad matcher ${JSON.stringify(matcher)}`;
    }
  }
  return undefined;
}

export const policyRoutes = [
  route('GET', '/policies', get, 404),
  route('PUT', '/policies', put, 404),
  route('DELETE', '/policies', reset, 404),
];
