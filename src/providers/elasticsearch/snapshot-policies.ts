import { z } from 'zod';
import type { SnapshotPolicySpec } from '../../model/elastic-resource.ts';
import type { Provider } from '../../model/provider.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type ElasticsearchApi, read } from './api.ts';

const stored = z.record(
  z.string(),
  z.object({
    version: z.number(),
    modified_date_millis: z.number(),
    policy: z.record(z.string(), z.unknown()),
  }),
);

/** Snapshot policies of Elasticsearch: what was defined comes back as it is, beside what became of it. */
export function snapshotPolicies({ rest }: ElasticsearchApi): Provider<SnapshotPolicySpec> {
  const path = (name: string): string => `/_slm/policy/${encodeURIComponent(name)}`;
  return {
    kind: 'snapshot-policy',
    locks: false,
    observe: eachById(async (name) => {
      const reply = await rest.find(path(name));
      const found = reply && read(stored, reply.body, rest.address.base)[name];
      if (!found) return undefined;
      const { version, modified_date_millis: at, policy } = found;
      return {
        spec: normalize(policy as unknown as SnapshotPolicySpec),
        revision: `${version}@${at}`,
        edited: { at: new Date(at).toISOString() },
      };
    }),
    normalize,
    async put({ resource }) {
      await rest.write('PUT', path(resource.id), resource.spec);
      return undefined;
    },
    remove: (name) => removed(rest, path(name)),
  };
}

/** One index pattern may be written without its list. */
function normalize({ config, ...rest }: SnapshotPolicySpec): SnapshotPolicySpec {
  const { indices } = config;
  return { ...rest, config: { ...config, ...(typeof indices === 'string' && { indices: [indices] }) } };
}
