import { canonical, isJson, type Json } from '../../../src/model/json.ts';
import { acknowledged, bodyOf, type Call, illegal, missing, objectIn, ok, type Route } from './call.ts';
import { flattened } from './settings.ts';
import { type Counted, moment, type Store } from './store.ts';

const phases = ['hot', 'warm', 'cold', 'frozen', 'delete'];

/** Lifecycle and snapshot policies: what they have in common is that their versions are counted. */
export const policyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/_ilm/policy/:name',
    handle: ({ params: { name = '' }, store }) => {
      const found = store.lifecyclePolicies.get(name);
      if (!found) throw missing(`Lifecycle policy not found: ${name}`);
      const { version, modified, policy } = found;
      return ok({
        [name]: {
          version,
          modified_date: new Date(modified).toISOString(),
          policy,
          in_use_by: { indices: usersOf(name, store), data_streams: [], composable_templates: [] },
        },
      });
    },
  },
  { method: 'PUT', path: '/_ilm/policy/:name', handle: putLifecycle },
  {
    method: 'DELETE',
    path: '/_ilm/policy/:name',
    handle: ({ params: { name = '' }, store }) => {
      if (!store.lifecyclePolicies.has(name)) throw missing(`Lifecycle policy not found: ${name}`);
      const users = usersOf(name, store);
      if (users.length > 0)
        throw illegal(
          `Cannot delete policy [${name}]. It is in use by one or more indices: [${users.join(', ')}]`,
        );
      store.lifecyclePolicies.delete(name);
      return acknowledged;
    },
  },
  {
    method: 'GET',
    path: '/_slm/policy/:name',
    handle: ({ params: { name = '' }, store }) => {
      const found = store.snapshotPolicies.get(name);
      if (!found)
        throw missing(
          `snapshot lifecycle policy or policies [${name}] not found, no policies are configured`,
        );
      const { version, modified, policy } = found;
      return ok({
        [name]: {
          version,
          modified_date_millis: modified,
          policy,
          next_execution_millis: modified + 86_400_000,
          stats: {},
        },
      });
    },
  },
  { method: 'PUT', path: '/_slm/policy/:name', handle: putSnapshot },
  {
    method: 'DELETE',
    path: '/_slm/policy/:name',
    handle: ({ params: { name = '' }, store }) => {
      if (!store.snapshotPolicies.delete(name)) throw missing(`snapshot lifecycle policy not found: ${name}`);
      return acknowledged;
    },
  },
];

function usersOf(policy: string, { indices }: Store): readonly string[] {
  return [...indices].flatMap(([index, { settings }]) =>
    flattened(settings)['index.lifecycle.name'] === policy ? [index] : [],
  );
}

function putLifecycle(call: Call) {
  const { store } = call;
  const { name = '' } = call.params;
  const policy = objectIn(bodyOf(call, 'put_lifecycle_request', ['policy']), 'policy');
  const given = objectIn(policy, 'phases');
  const told: Record<string, unknown> = {};
  for (const [phase, definition] of Object.entries(given)) {
    if (!phases.includes(phase)) throw illegal(`Timeseries lifecycle does not support phase [${phase}]`);
    const { min_age = '0ms', actions = {} } = definition as {
      readonly min_age?: string;
      readonly actions?: Json;
    };
    if (!/^\d+(nanos|micros|ms|s|m|h|d)$/.test(min_age))
      throw illegal(
        `failed to parse setting [min_age] with value [${min_age}] as a time value: unit is missing or unrecognized`,
      );
    const wait = objectIn(actions, 'wait_for_snapshot').policy;
    if (wait !== undefined && !store.snapshotPolicies.has(String(wait)))
      throw illegal(
        `no such snapshot lifecycle policy [${wait}], the snapshot policy must exist before it can be referenced by an ILM policy`,
      );
    const kept = objectIn(actions, 'searchable_snapshot').snapshot_repository;
    if (kept !== undefined && !store.repositories.has(String(kept)))
      throw illegal(
        `no such repository [${kept}], it must exist before it can be referenced by an ILM policy`,
      );
    const filled = isJson(actions.delete)
      ? { delete: { delete_searchable_snapshot: true, ...actions.delete } }
      : {};
    told[phase] = { min_age, actions: { ...actions, ...filled } };
  }
  count(store.lifecyclePolicies, name, { ...policy, phases: told }, call);
  return acknowledged;
}

function putSnapshot(call: Call) {
  const { store } = call;
  const { name = '' } = call.params;
  const body = bodyOf(call, 'snapshot_lifecycle', ['schedule', 'name', 'repository', 'config', 'retention']);
  if (!store.repositories.has(String(body.repository)))
    throw illegal(`no such repository [${body.repository}]`);
  if (String(body.schedule).trim().split(/\s+/).length < 6)
    throw illegal(`invalid schedule [${body.schedule}]: must be a valid cron expression`);
  count(store.snapshotPolicies, name, body, call);
  return acknowledged;
}

function count(map: Map<string, Counted>, name: string, policy: Json, { store, profile }: Call): void {
  const before = map.get(name);
  if (before && profile.identicalPolicy === 'nothing' && canonical(before.policy) === canonical(policy))
    return;
  map.set(name, { version: (before?.version ?? 0) + 1, modified: moment(store), policy });
}
