import { digest } from '../../engine/identity.ts';
import { idOf, kindOf } from '../../engine/order.ts';
import type { Change } from '../../model/plan.ts';
import type { Edit } from '../../review/edit.ts';
import { edits } from '../../review/edits.ts';
import type { Part, Planned } from './part.ts';

/** A change with its words. */
export interface Reviewed {
  readonly change: Change;
  /** What deploying would change on the server. */
  readonly edits: readonly Edit[];
  /** What somebody changed there by hand since we deployed. */
  readonly byHand: readonly Edit[];
  /** Whether `byHand` is exactly theirs, or may have changes of the definition in it, the last deployed state being unknown. */
  readonly isExact: boolean;
}

/** A part's plan with its words. */
export interface ReviewedPart extends Pick<Planned, 'part' | 'warnings'> {
  readonly changes: readonly Reviewed[];
}

/** Finds the words for the plans of all parts. */
export const reviewedParts = (planned: readonly Planned[]): Promise<readonly ReviewedPart[]> =>
  Promise.all(
    planned.map(async ({ part, plan, warnings }) => ({
      part,
      warnings,
      changes: await reviewed(plan.changes, part),
    })),
  );

/** Finds the words for every change of a plan. What was changed by hand is compared with what we deployed, where the server still has that. */
export async function reviewed(
  changes: readonly Change[],
  { providers, inventory }: Part,
): Promise<readonly Reviewed[]> {
  return Promise.all(
    changes.map(async (change) => {
      const own = 'before' in change || 'after' in change ? editsOf(change) : [];
      if (!('drift' in change) || change.drift?.kind !== 'edited')
        return { change, edits: own, byHand: [], isExact: true };
      const entry = inventory?.inventory.entries[change.ref];
      // The definition is what was deployed: the difference to the server is the hand's alone.
      const isOurs = change.after !== undefined && entry?.sent === digest(change.after);
      const provider = providers.find(({ kind }) => kind === kindOf(change.ref));
      const past =
        isOurs || !entry?.revision ? undefined : await provider?.past?.(idOf(change.ref), entry.revision);
      const base = isOurs
        ? change.after
        : past && { ...((change.after ?? change.before) as object), ...withoutFolder(past) };
      return {
        change,
        edits: own,
        byHand: edits(kindOf(change.ref), base ?? change.after, change.before),
        isExact: base !== undefined,
      };
    }),
  );
}

function editsOf(change: Change): readonly Edit[] {
  if (change.before === undefined || change.after === undefined) return [];
  return edits(kindOf(change.ref), change.before, change.after);
}

/** A history does not know folders: that of the definition is taken. */
function withoutFolder(past: unknown): object {
  const { folderUid, ...rest } = past as { readonly folderUid?: string };
  return rest;
}
