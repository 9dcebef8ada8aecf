import type { Observed } from './provider.ts';
import type { Resource } from './resource.ts';

/** A change that was not ours: somebody edited what we deployed, or removed it. */
export interface Drift {
  readonly kind: 'edited' | 'removed';
  readonly by?: string;
  /** ISO 8601. */
  readonly at?: string;
}

/** Why a resource is left alone until somebody decides. */
export const reasons = [
  'not ours',
  'changed by hand',
  'held by somebody else',
  'needs what is in conflict',
] as const;
/** One of them. */
export type Reason = (typeof reasons)[number];

interface Of {
  readonly ref: string;
  /** Specs as providers normalise them, for words and comparison. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What would happen to one resource.
 * - `move`: only its folder changes.
 * - `adopt`: it is as desired, and is noted as ours without being written: somebody asked for it, or a deployment was
 *   interrupted before it could.
 * - `orphan`: ours, no longer defined, and kept because nobody asked to prune.
 * - `forget`: ours, no longer defined, and gone already.
 */
export type Change =
  | ({ readonly action: 'create'; readonly desired: Resource; readonly drift?: Drift } & Of)
  | ({
      readonly action: 'update' | 'move' | 'adopt';
      readonly desired: Resource;
      readonly actual: Observed;
      readonly drift?: Drift;
      /** Whether it was somebody else's until now. */
      readonly takesOver?: boolean;
    } & Of)
  | ({ readonly action: 'delete'; readonly actual: Observed; readonly drift?: Drift } & Of)
  | ({ readonly action: 'orphan'; readonly actual: Observed; readonly drift?: Drift } & Of)
  | ({ readonly action: 'forget' } & Of)
  | ({
      readonly action: 'keep';
      readonly note?: 'held by somebody else' | 'not ours' | 'rewritten by the server';
    } & Of)
  | ({
      readonly action: 'conflict';
      readonly reason: Reason;
      readonly desired?: Resource;
      readonly actual?: Observed;
      readonly drift?: Drift;
      /** Who holds it, or which conflict it needs. */
      readonly detail?: string;
    } & Of);

/** What a deployment to a target would do. Made by reading alone. */
export interface Plan {
  readonly target: string;
  /** In the order in which they would be carried out. */
  readonly changes: readonly Change[];
}

/** What a plan has to say beside its changes: found by reading alone, before anything is written. */
export interface Warning {
  /** What is the matter. */
  readonly message: string;
  /** What to type, or to change. */
  readonly next: string;
  /** Nothing is written over it unless somebody insists with `--force`. */
  readonly isGrave?: true;
}

/** What the author of a deployment allows. */
export interface Permissions {
  /** Take over what is not ours. */
  readonly adopt: boolean;
  /** Overwrite what was changed by hand. */
  readonly force: boolean;
  /** Delete what is ours and no longer defined. */
  readonly prune: boolean;
  /** Send secrets again although nothing else changed. */
  readonly secrets: boolean;
}

/** Whether carrying a change out writes a resource; `adopt` and `forget` write to the inventory only. */
export const writes = ({ action }: Pick<Change, 'action'>): boolean =>
  action === 'create' || action === 'update' || action === 'move' || action === 'delete';

/** Whether a change needs a deployment. */
export const isPending = (change: Pick<Change, 'action'>): boolean =>
  writes(change) || change.action === 'adopt' || change.action === 'forget';
