import type { Json } from '../../../src/model/json.ts';

// What the server remembers. Plain data in maps, for tests to arrange and to look at.

/** Something that Elasticsearch counts the versions of. */
export interface Counted {
  version: number;
  modified: number;
  readonly policy: Json;
}

/** Something that it only dates, if that. */
export interface Dated {
  readonly created: number;
  readonly modified: number;
  readonly body: Json;
}

export interface Repository {
  readonly type: string;
  readonly uuid: string;
  readonly settings: Json;
}

export interface Index {
  readonly settings: Json;
  readonly mappings: Json;
}

export interface Document {
  readonly seq: number;
  readonly term: number;
  readonly source: unknown;
}

export interface Store {
  readonly componentTemplates: Map<string, Dated>;
  readonly indexTemplates: Map<string, Dated>;
  readonly pipelines: Map<string, Dated>;
  readonly lifecyclePolicies: Map<string, Counted>;
  readonly snapshotPolicies: Map<string, Counted>;
  readonly repositories: Map<string, Repository>;
  readonly indices: Map<string, Index>;
  /** By index and id, with a slash between them. */
  readonly documents: Map<string, Document>;
  /** Buckets that no node can reach. */
  readonly unreachableBuckets: Set<string>;
  health: 'green' | 'yellow' | 'red';
  /** The last number that was given out. */
  last: number;
}

export const emptyStore = (): Store => ({
  componentTemplates: new Map(),
  indexTemplates: new Map(),
  pipelines: new Map(),
  lifecyclePolicies: new Map(),
  snapshotPolicies: new Map(),
  repositories: new Map(),
  indices: new Map(),
  documents: new Map(),
  unreachableBuckets: new Set(),
  health: 'green',
  last: 0,
});

/** A moment later than every one before: tests are faster than clocks. */
export const moment = (store: Store): number => Date.now() + ++store.last;
