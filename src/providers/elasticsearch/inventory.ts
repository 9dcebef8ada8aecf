import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import type { Inventory, InventoryStore } from '../../model/inventory.ts';
import { ServerError } from '../../model/server-error.ts';
import { inventorySchema } from '../inventory-schema.ts';
import { removed } from '../one-by-one.ts';
import { type ElasticsearchApi, read } from './api.ts';

/** Index that holds the inventory of every owner who deploys to a cluster. */
export const inventoryIndex = 'sightline-inventory';

const document = z.object({ _seq_no: z.number(), _primary_term: z.number(), _source: z.unknown() });
const written = document.pick({ _seq_no: true, _primary_term: true });

const definition = {
  settings: { index: { hidden: true, number_of_shards: 1, auto_expand_replicas: '0-1' } },
  mappings: {
    dynamic: false,
    // Names of resources have dots and slashes in them, which must not become fields.
    properties: { owner: { type: 'keyword' }, inventory: { type: 'object', enabled: false } },
  },
};

/**
 * The inventory of a cluster, and of its Kibana, is a document whose id is the owner: Elasticsearch counts its states and refuses to
 * overwrite when somebody else was faster.
 */
export function inventoryStore({ rest }: ElasticsearchApi, owner: string): InventoryStore {
  const id = encodeURIComponent(owner);
  const path = `/${inventoryIndex}/_doc/${id}`;
  const revision = (body: unknown): string => {
    const { _seq_no, _primary_term } = read(written, body, rest.address.base);
    return `${_seq_no}@${_primary_term}`;
  };
  return {
    needs: [],
    async read() {
      const reply = await rest.find(path);
      if (!reply) return undefined;
      const { _source } = read(document, reply.body, rest.address.base);
      const found = z.object({ inventory: inventorySchema }).safeParse(_source);
      if (!found.success || found.data.inventory.owner !== owner)
        throw new Failure(`the inventory in the document ${owner} of ${inventoryIndex} cannot be read`, {
          why: 'it was edited by hand',
          next: `restore it from a snapshot; or delete it (DELETE ${path}), and deploy with --adopt`,
        });
      return { inventory: found.data.inventory as Inventory, revision: revision(reply.body) };
    },
    async write(inventory, expected) {
      // Left to itself the first write would make an index with the settings of any template that fits.
      if (expected === undefined) await makeIndex();
      const [sequence = '', term = ''] = expected?.split('@') ?? [];
      const lock =
        expected === undefined ? 'op_type=create' : `if_seq_no=${sequence}&if_primary_term=${term}`;
      return revision((await rest.write('PUT', `${path}?${lock}`, { owner, inventory })).body);
    },
    remove: () => removed(rest, path),
  };

  async function makeIndex(): Promise<void> {
    if (await rest.find(`/${inventoryIndex}`)) return;
    try {
      await rest.write('PUT', `/${inventoryIndex}`, definition);
    } catch (error) {
      // Somebody else was about to do the same.
      if (!(error instanceof ServerError) || error.fault !== 'conflict') throw error;
    }
  }
}
