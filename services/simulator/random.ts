/** A source of chance that repeats itself: one seed, one sequence. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  uniform(): number;
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Most values near `median`; `spread` is the standard deviation of their logarithm. */
  lognormal(median: number, spread: number): number;
  /** How many events happen where `mean` are expected. */
  poisson(mean: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** One of the keys, as often as its weight says. */
  weighted<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key;
}

/** Creates a source of chance from a seed: the mulberry32 generator, 32 bits of state. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    chance: (probability) => uniform() < probability,
    lognormal: (median, spread) => median * Math.exp(spread * normal()),
    poisson(mean) {
      // Knuth's method multiplies until it falls below exp(-mean), which is slow for many and 0 for very many.
      if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const floor = Math.exp(-mean);
      let events = -1;
      for (let product = 1; product > floor; events++) product *= uniform();
      return Math.max(0, events);
    },
    pick: (items) => items[Math.floor(uniform() * items.length)] ?? items[0],
    weighted(weights) {
      const entries = Object.entries(weights) as [never, number][];
      let left = uniform() * entries.reduce((all, [, weight]) => all + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return entries[entries.length - 1]?.[0] as never;
    },
  };
}
