/** Which elements of two lists are the same thing, by their positions. */
export interface Pairing {
  /** In the order of the later list. */
  readonly pairs: readonly Pair[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/** Positions of one thing in the earlier and in the later list. */
export type Pair = readonly [before: number, after: number];

/**
 * Pairs the elements of two lists by keys. The first key that an element has counts most: the second is tried only among
 * those left over, and so on. Of several with one key the first goes with the first.
 */
export function pairing(
  before: readonly (readonly (string | undefined)[])[],
  after: readonly (readonly (string | undefined)[])[],
): Pairing {
  const [left, right] = [new Set(before.keys()), new Set(after.keys())];
  const pairs: Pair[] = [];
  for (
    let level = 0;
    left.size > 0 && right.size > 0 && level < Math.max(...before.map((keys) => keys.length));
    level++
  ) {
    const waiting = new Map<string, number[]>();
    for (const index of right) {
      const key = after[index]?.[level];
      if (key !== undefined) waiting.set(key, [...(waiting.get(key) ?? []), index]);
    }
    for (const index of left) {
      const found = waiting.get(before[index]?.[level] ?? '')?.shift();
      if (found === undefined) continue;
      pairs.push([index, found]);
      left.delete(index);
      right.delete(found);
    }
  }
  pairs.sort(([, one], [, other]) => one - other);
  return { pairs, removed: [...left], added: [...right] };
}

/** The pairs that keep their order, as many as can: those who moved are the others. */
export function inOrder(pairs: readonly Pair[]): ReadonlySet<Pair> {
  // The longest rising run of earlier positions: for each length the run that ends lowest, and what came before it.
  const ends: Pair[] = [];
  const previous = new Map<Pair, Pair | undefined>();
  for (const pair of pairs) {
    let length = ends.length;
    while (length > 0 && (ends[length - 1] as Pair)[0] > pair[0]) length--;
    previous.set(pair, ends[length - 1]);
    ends[length] = pair;
  }
  const kept = new Set<Pair>();
  for (let pair = ends.at(-1); pair; pair = previous.get(pair)) kept.add(pair);
  return kept;
}
