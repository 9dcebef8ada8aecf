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
 * overwrite when somebody else was faster. What is in a space of Kibana is listed with it; whoever deploys to one space sees the
 * cluster and that space, and leaves the entries of other spaces as they are.
 */
export function inventoryStore({ rest }: ElasticsearchApi, owner: string, space?: string): InventoryStore {
  const id = encodeURIComponent(owner);
  const path = `/${inventoryIndex}/_doc/${id}`;
  let elsewhere: Inventory['entries'] = {};
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
      const inventory = found.data.inventory as Inventory;
      const entries = Object.entries(inventory.entries);
      elsewhere = Object.fromEntries(entries.filter(([key]) => seenFrom(key, space) === undefined));
      const here = entries.flatMap(([key, entry]) => {
        const ref = seenFrom(key, space);
        return ref === undefined ? [] : [[ref, entry] as const];
      });
      return {
        inventory: { ...inventory, entries: Object.fromEntries(here) },
        revision: revision(reply.body),
      };
    },
    async write(inventory, expected) {
      // Left to itself the first write would make an index with the settings of any template that fits.
      if (expected === undefined) await makeIndex();
      const [sequence = '', term = ''] = expected?.split('@') ?? [];
      const lock =
        expected === undefined ? 'op_type=create' : `if_seq_no=${sequence}&if_primary_term=${term}`;
      return revision(
        (await rest.write('PUT', `${path}?${lock}`, { owner, inventory: whole(inventory) })).body,
      );
    },
    async remove() {
      const read = Object.keys(elsewhere).length > 0 ? await this.read() : undefined;
      // What other spaces hold is still there, and still ours.
      if (!read) return removed(rest, path);
      await this.write({ ...read.inventory, entries: {} }, read.revision);
    },
  };

  function whole(inventory: Inventory): Inventory {
    const here = Object.entries(inventory.entries).map(([ref, entry]) => [keyOf(ref, space), entry]);
    return { ...inventory, entries: { ...elsewhere, ...Object.fromEntries(here) } };
  }

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

/** Kinds of which every space has its own. */
const inSpaces = /^(?:saved-object|kibana-dashboard)\//;

/** How a reference is listed: `team:saved-object/tag/ours`. The default space has no name. */
const keyOf = (ref: string, space: string | undefined): string =>
  space !== undefined && inSpaces.test(ref) ? `${space}:${ref}` : ref;

/** The reference that a key of the list is for whoever deploys to a space; `undefined` where it is in another one. */
function seenFrom(key: string, space: string | undefined): string | undefined {
  const [, of, ref = key] = /^([a-z0-9_-]+):(.*)$/s.exec(key) ?? [];
  return inSpaces.test(ref) && of !== space ? undefined : ref;
}
