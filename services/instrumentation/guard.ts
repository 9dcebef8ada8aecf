import type { LabelSpecs, Metric } from '#lib';
import { createUsers, type UserOptions, type Users } from './users.ts';

/** The value that stands for all those a metric has no room for, or does not know. */
export const folded = '__other__';

/** Label values of one series. A label that is not exposed is absent. */
export type LabelSet = Readonly<Record<string, string>>;

/** Keeps a metric within its budget, whatever labels it is given. */
export interface Guard {
  /** The label set to record under. Tells `overflow` when it is not the one that was asked for. */
  admit(given: Readonly<Record<string, unknown>>): LabelSet;
  /** The label set of a series that exists; its place becomes free. */
  release(given: Readonly<Record<string, unknown>>): LabelSet | undefined;
}

const keyOf = (set: LabelSet): string => JSON.stringify(Object.values(set));

/** How many label sets folding can add: the open labels become one value each, the closed ones stay. */
function foldedSets(specs: LabelSpecs): number {
  return Object.values(specs).reduce((sets, spec) => sets * (spec.closed ? spec.values.length : 1), 1);
}

/**
 * Guards one metric. Series up to its budget are taken as they come, less the room that folded ones need. After that, open
 * labels become `__other__` and closed ones stay, so that a share of failures remains right. What fits nowhere goes to the
 * one series whose labels are all `__other__`: a metric exposes at most one label set more than its budget.
 */
export function createGuard(
  metric: Metric,
  options: {
    readonly users: UserOptions;
    readonly overflow: () => void;
    /** Series that are no longer wanted, because their user left. */
    readonly expire: (set: LabelSet) => void;
  },
): Guard {
  const specs = Object.entries(metric.declared as LabelSpecs);
  const open = specs.some(([, spec]) => !spec.closed);
  const foldings = open ? foldedSets(metric.declared) : 1;
  // A single one is the series beyond the budget that every metric may have: nothing to hold a place for.
  const reserved = foldings > 1 ? Math.min(foldings, metric.budget - 1) : 0;
  const taken = new Map<string, LabelSet>();

  const leave = (user: string): void => {
    for (const [key, set] of taken) {
      if (set.user_id !== user) continue;
      taken.delete(key);
      options.expire(set);
    }
  };
  const limit = metric.declared.user_id?.budget ?? 0;
  const users: Users | undefined =
    'user_id' in metric.declared ? createUsers(limit, options.users, leave) : undefined;

  /** Values as declared, and whether one of them had to give way. */
  const declared = (given: Readonly<Record<string, unknown>>): readonly [set: LabelSet, bent: boolean] => {
    const set: Record<string, string> = {};
    let bent = Object.keys(given).some((name) => !(name in metric.declared));
    for (const [name, spec] of specs) {
      const value = given[name];
      const text = typeof value === 'string' ? value : undefined;
      const named = text !== undefined && name === 'user_id' && users ? users.name(text) : text;
      const known = typeof named === 'string' && (!spec.closed || spec.values.includes(named));
      if (known) set[name] = named;
      else if (text === undefined || named !== undefined) {
        set[name] = spec.closed && spec.values.includes('other') ? 'other' : folded;
        bent = true;
      }
    }
    return [set, bent];
  };

  const fits = (set: LabelSet, limit: number): boolean => {
    const key = keyOf(set);
    if (!taken.has(key) && taken.size >= limit) return false;
    taken.set(key, set);
    return true;
  };
  const fold = (set: LabelSet, which: (name: string) => boolean): LabelSet =>
    Object.fromEntries(Object.entries(set).map(([name, value]) => [name, which(name) ? folded : value]));

  return {
    admit(given) {
      const [set, bent] = declared(given);
      if (fits(set, metric.budget - reserved)) {
        if (bent) options.overflow();
        return set;
      }
      options.overflow();
      const narrow = fold(set, (name) => !metric.declared[name]?.closed);
      if (open && fits(narrow, metric.budget)) return narrow;
      return fold(set, () => true);
    },
    release(given) {
      const [set] = declared(given);
      return taken.delete(keyOf(set)) ? set : undefined;
    },
  };
}
