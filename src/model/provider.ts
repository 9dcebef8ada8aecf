import type { Resource } from './resource.ts';

/** A resource as the server has it. */
export interface Observed<Spec = unknown> {
  /** Without what the server adds by itself, in the same form as `Provider.normalize` gives what is desired. */
  readonly spec: Spec;
  /** The server's own count of its states, such as `14@3`; absent where it keeps none. */
  readonly revision?: string;
  /** Who wrote it last and when (ISO 8601), as far as the server tells. */
  readonly edited?: { readonly by?: string; readonly at?: string };
  /** Who else holds it, where the server refuses writes of anybody else: `provisioned from a file`. */
  readonly locked?: string;
  /** Names of the secrets that the server holds for it; their values it never tells. */
  readonly secrets?: readonly string[];
}

/** How a resource is written. */
export interface Put<Spec = unknown> {
  readonly resource: Resource<string, Spec>;
  /** What a plan saw; absent where nothing was there. A server that has something else by now refuses. */
  readonly expected?: Observed<Spec>;
  /** A note for the server's history, where it keeps one. */
  readonly message: string;
  /** Sends secrets that the server already has, too: after they were rotated. */
  readonly resendSecrets: boolean;
}

/**
 * Speaks one kind of resource of one server. It talks and does not decide: no plan, no log, no branch on what was there
 * before beyond what the protocol asks for. What goes wrong is a `ServerError`, which says whether the write may have happened.
 */
export interface Provider<Spec = unknown> {
  readonly kind: string;
  /**
   * Asks, by reading alone, for each id: `found` hears of every one of them once, in any order, with `undefined` where the
   * server has none. What it is told is not kept.
   */
  observe(
    ids: readonly string[],
    found: (id: string, actual: Observed<Spec> | undefined) => void,
  ): Promise<void>;
  /** What is desired in the form of what is observed; what only the server can know is taken from there. */
  normalize(spec: Spec, actual?: Observed<Spec>): Spec;
  /** Writes, whether it was there or not. Answers with the new revision; `undefined` where only a second look can tell. */
  put(put: Put<Spec>): Promise<string | undefined>;
  /** Removes what `expected` describes; what is gone already is removed. */
  remove(id: string, expected: Observed<Spec>): Promise<void>;
  /** Names of environment variables whose values a put would send. */
  variables?(put: Pick<Put<Spec>, 'resource' | 'expected' | 'resendSecrets'>): readonly string[];
  /** A state of the past, where the server keeps a history and still has it. */
  past?(id: string, revision: string): Promise<Spec | undefined>;
  /** Writes of providers with the same word go one after the other: the server mixes them up otherwise. */
  readonly turn?: string;
  /** Whether the server itself refuses an update over a state it was not told of; otherwise it is looked at once more before. */
  readonly locks: boolean;
  /** Whether a refusal for a conflict may be for nothing but another write at the same moment, somewhere else. */
  readonly contends?: boolean;
  /** States that a put leaves behind which ends half-way, where it takes more than one request. */
  halfway?(spec: Spec, before: Spec): readonly Spec[];
  /**
   * Whether a state of the server is what was sent, with what the server filled in by itself. Asked of writes of ours that nobody
   * saw the end of; without it the two must be the same.
   */
  fulfils?(actual: Spec, sent: Spec): boolean;
  /** What of a spec is the same before and after a server has hidden its secrets; all of it unless told. */
  comparable?(spec: Spec): unknown;
}
