import { z } from 'zod';
import type { SnapshotRepositorySpec } from '../../model/elastic-resource.ts';
import type { Observed, Provider } from '../../model/provider.ts';
import { ServerError } from '../../model/server-error.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type ElasticsearchApi, read } from './api.ts';

const stored = z.record(
  z.string(),
  z.object({ type: z.string(), settings: z.record(z.string(), z.string()) }),
);

/**
 * Snapshot repositories of Elasticsearch. It registers one first and tries it then, so one that no node can use would be there all
 * the same: it is tried by itself, and what was there before is put back where it is of no use.
 */
export function snapshotRepositories({ rest }: ElasticsearchApi): Provider<SnapshotRepositorySpec> {
  const path = (name: string): string => `/_snapshot/${encodeURIComponent(name)}`;
  const register = (name: string, spec: SnapshotRepositorySpec): Promise<unknown> =>
    rest.write('PUT', `${path(name)}?verify=false`, spec);
  const putBack = (name: string, before: Observed<SnapshotRepositorySpec> | undefined): Promise<unknown> =>
    before ? register(name, before.spec) : removed(rest, path(name));
  return {
    kind: 'snapshot-repository',
    locks: false,
    observe: eachById(async (name) => {
      const reply = await rest.find(path(name));
      const found = reply && read(stored, reply.body, rest.address.base)[name];
      return found && { spec: normalize(found) };
    }),
    normalize,
    async put({ resource: { id, spec }, expected }) {
      await register(id, spec);
      try {
        await rest.write('POST', `${path(id)}/_verify`);
      } catch (error) {
        if (!(error instanceof ServerError) || error.fault !== 'invalid')
          // Registered it is, whether it can be used or not.
          throw error instanceof ServerError ? doubtful(error) : error;
        await putBack(id, expected).catch((cause) => {
          throw cause instanceof ServerError ? doubtful(cause) : cause;
        });
        throw new ServerError(
          `snapshot-repository ${id}: the nodes cannot use it; ${expected ? 'it was put back as it was' : 'it was taken away again'}`,
          'invalid',
          {
            ...(error.detail.why && { why: error.detail.why }),
            next: 'look at its bucket and path, and whether every node has the keys of its client: bin/elasticsearch-keystore list',
          },
          { happened: 'no' },
        );
      }
      return undefined;
    },
    remove: (name) => removed(rest, path(name)),
  };
}

const doubtful = ({ message, fault, detail, answer }: ServerError): ServerError =>
  new ServerError(message, fault, detail, { ...answer, happened: 'unknown' });

/** All settings come back as texts. */
const normalize = ({ type, settings }: SnapshotRepositorySpec): SnapshotRepositorySpec => ({
  type,
  settings: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
});
