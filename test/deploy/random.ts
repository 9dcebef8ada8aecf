/** A sequence of numbers from 0 to 1 that is the same for the same seed. */
export type Chance = () => number;

/** Mulberry32: small, and good enough to choose faults by. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of several. */
export const oneOf = <Item>(items: readonly Item[], next: Chance): Item =>
  items[Math.floor(next() * items.length)] as Item;
