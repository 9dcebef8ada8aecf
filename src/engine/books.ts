import { Failure } from '../model/failure.ts';
import type { Deploying, Entry, Inventory, InventoryStore, ReadInventory } from '../model/inventory.ts';
import { ServerError } from '../model/server-error.ts';
import type { Manner } from './settle.ts';

/** What an inventory says of itself. */
export interface Books {
  readonly owner: string;
  readonly deploying: Deploying;
  /** Revision of the definitions that are deployed. */
  readonly from?: string;
  /** When a preview may be removed. */
  readonly expires?: string;
}

/** Announces what is about to be written. Two deployments that begin at the same moment: one of them is refused here, before it wrote anything. */
export async function claim(
  store: InventoryStore,
  read: ReadInventory | undefined,
  books: Books,
  announced: ReadonlyMap<string, Entry>,
  manner: Pick<Manner, 'attempts' | 'wait'>,
): Promise<ReadInventory> {
  const before = read?.inventory;
  const inventory: Inventory = {
    ...before,
    owner: books.owner,
    entries: { ...before?.entries, ...Object.fromEntries(announced) },
    deploying: books.deploying,
    ...(books.expires && { expires: books.expires }),
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return { inventory, revision: await store.write(inventory, read?.revision) };
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      // An answer that was lost on its way leaves our own announcement behind.
      const now = await store.read();
      if (now?.inventory.deploying?.id === books.deploying.id) return now;
      if (now?.revision !== read?.revision)
        throw new Failure('somebody else is deploying at this moment; nothing of theirs was overwritten', {
          why: 'the inventory changed since the plan was made',
          next: 'wait until they are done, then npm run plan',
        });
      if ((!error.isPassing && error.fault !== 'conflict') || attempt >= manner.attempts) throw error;
      await manner.wait(attempt, error.answer.retryAfter);
    }
  }
}

/** Notes what became of it. Somebody who wrote the inventory meanwhile keeps what they noted of other resources. */
export async function close(
  store: InventoryStore,
  claimed: ReadInventory,
  books: Books,
  entries: ReadonlyMap<string, Entry | undefined>,
  manner: Pick<Manner, 'attempts' | 'wait'>,
): Promise<void> {
  let { inventory, revision }: ReadInventory = claimed;
  for (let attempt = 1; ; attempt++) {
    try {
      await store.write(closed(inventory, books, entries), revision);
      return;
    } catch (error) {
      if (!(error instanceof ServerError) || attempt >= manner.attempts) throw error;
      if (!error.isPassing && error.fault !== 'conflict') throw error;
      const now = await store.read();
      if (!now) throw error;
      if (now.inventory.deployed?.id === books.deploying.id) return;
      ({ inventory, revision } = now);
      await manner.wait(attempt, error.answer.retryAfter);
    }
  }
}

function closed(
  { deploying, ...inventory }: Inventory,
  books: Books,
  changed: ReadonlyMap<string, Entry | undefined>,
): Inventory {
  const entries = { ...inventory.entries };
  for (const [ref, entry] of changed) {
    if (entry) entries[ref] = entry;
    else delete entries[ref];
  }
  return {
    ...inventory,
    entries,
    deployed: {
      id: books.deploying.id,
      at: books.deploying.at,
      ...(books.from && { from: books.from }),
    },
    // Somebody else's deployment that is still under way stays announced.
    ...(deploying && deploying.id !== books.deploying.id && { deploying }),
  };
}
