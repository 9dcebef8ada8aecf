import { pseudonym } from '../users.ts';

/** Pseudonyms that are remembered: making one takes as long as writing the line. */
const mostNames = 10_000;

/** Gives users their pseudonyms, and remembers those of the latest. */
export function namer(key: string | Uint8Array): (id: string) => string {
  const names = new Map<string, string>();
  return (id) => {
    const known = names.get(id);
    if (known) return known;
    // The oldest half goes, so that a flood of new ids costs one pseudonym each and no more.
    if (names.size >= mostNames)
      for (const old of [...names.keys()].slice(0, mostNames / 2)) names.delete(old);
    const name = pseudonym(id, key);
    names.set(id, name);
    return name;
  };
}
