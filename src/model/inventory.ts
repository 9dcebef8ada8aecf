/** What we know of a resource that we wrote. */
export interface Entry {
  /** Digest of what was sent. */
  readonly sent?: string;
  /** State of the server after that. */
  readonly revision?: string;
  /** Digests of the states that a deployment is about to leave, or was when it was interrupted. */
  readonly pending?: readonly string[];
}

/** A deployment that has begun and not ended. */
export interface Deploying {
  readonly id: string;
  /** Machine and process, so that one which was killed is known as such on the same machine. */
  readonly host: string;
  readonly pid: number;
  /** ISO 8601, by the server's clock where it tells it. */
  readonly at: string;
}

/**
 * What is ours on a server. It is kept on the server itself, beside what it lists, so that every machine that deploys knows
 * the same. Only what it lists is ever deleted, and what differs from it was changed by somebody else.
 */
export interface Inventory {
  /** Whose it is: the project, or one of its previews. */
  readonly owner: string;
  /** By reference, as `refOf` writes it. */
  readonly entries: Readonly<Record<string, Entry>>;
  readonly deploying?: Deploying;
  /** The last deployment that ended: when, and from which revision of the definitions. */
  readonly deployed?: { readonly id: string; readonly at: string; readonly from?: string };
  /** When a preview may be removed, ISO 8601. */
  readonly expires?: string;
}

/** An inventory as it was read, with what its next write has to expect. */
export interface ReadInventory {
  readonly inventory: Inventory;
  readonly revision: string;
}

/** Where a server keeps an inventory. */
export interface InventoryStore {
  /** References of what must be there before it can be written: the folder that it is in. */
  readonly needs: readonly string[];
  /** `undefined` where there is none; one that is damaged is a Failure. */
  read(): Promise<ReadInventory | undefined>;
  /** Writes it, if it is still what was read (`undefined`: absent); otherwise a `ServerError` with the fault `conflict`. */
  write(inventory: Inventory, expected: string | undefined): Promise<string>;
  /** Removes it, after the last of what it listed. */
  remove(): Promise<void>;
}
