import { z } from 'zod';
import type { LifecyclePolicySpec } from '../../model/elastic-resource.ts';
import { isJson, type Json } from '../../model/json.ts';
import type { Provider } from '../../model/provider.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type ElasticsearchApi, read } from './api.ts';

const stored = z.record(
  z.string(),
  z.object({
    version: z.number(),
    modified_date: z.union([z.string(), z.number()]),
    policy: z.record(z.string(), z.unknown()),
  }),
);

/** Lifecycle policies of Elasticsearch. Their indices follow an edit at once, so one that is as desired is not sent again. */
export function lifecyclePolicies({ rest }: ElasticsearchApi): Provider<LifecyclePolicySpec> {
  const path = (name: string): string => `/_ilm/policy/${encodeURIComponent(name)}`;
  return {
    kind: 'lifecycle-policy',
    locks: false,
    observe: eachById(async (name) => {
      const reply = await rest.find(path(name));
      const found = reply && read(stored, reply.body, rest.address.base)[name];
      if (!found) return undefined;
      const { version, modified_date: at, policy } = found;
      return {
        spec: normalize(policy as unknown as LifecyclePolicySpec),
        revision: `${version}@${at}`,
        edited: { at: new Date(at).toISOString() },
      };
    }),
    normalize,
    async put({ resource }) {
      await rest.write('PUT', path(resource.id), { policy: resource.spec });
      return undefined;
    },
    remove: (name) => removed(rest, path(name)),
  };
}

/** What the server fills in: a phase that begins at once, and searchable snapshots that go with their index. */
function normalize({ phases, ...rest }: LifecyclePolicySpec): LifecyclePolicySpec {
  return {
    ...rest,
    phases: Object.fromEntries(
      Object.entries(phases).map(([name, { min_age = '0ms', actions }]) => [
        name,
        { min_age: isNothing(min_age) ? '0ms' : min_age, actions: actionsOf(actions) },
      ]),
    ),
  };
}

function actionsOf(actions: Json = {}): Json {
  if (!isJson(actions.delete)) return actions;
  return { ...actions, delete: { delete_searchable_snapshot: true, ...actions.delete } };
}

const isNothing = (time: string): boolean => /^0+[a-z]*$/.test(time);
