import { type Json, same } from '../model/json.ts';
import type { Comparison } from './comparison.ts';
import { inOrder, type Pairing, pairing } from './pairing.ts';

/** How the elements of a list are recognised, called and compared: queries, panels, routes. */
export interface Part {
  /** `query`; a part may be one of several sorts. */
  readonly noun: string | ((part: Json) => string);
  /** What it is called among its like: `A`. */
  readonly name: (part: Json, index: number) => string;
  /** What it is recognised by in the other version, best first. Two of one name are told apart by the first. */
  readonly keys: (part: Json, index: number) => readonly (string | undefined)[];
  readonly compare: (comparison: Comparison) => void;
  /** What one that came or went says of itself: its query, its receiver. */
  readonly tell?: (part: Json) => string | undefined;
  /** Who moved, by position in the later list, with the words for where from and where to; unless told, by order alone. */
  readonly moves?: (pairing: Pairing, before: readonly string[], after: readonly string[]) => Moves;
}

/** Where things moved from and to, by their position in the later list. */
export type Moves = ReadonlyMap<number, readonly [from: string, to: string]>;

/** Compares two lists of things that one object holds, in reading order: what went is told where it was. */
export function parts(holder: Comparison, before: readonly Json[], after: readonly Json[], part: Part): void {
  const { at } = holder;
  const found = pairing(before.map(part.keys), after.map(part.keys));
  const [was, is] = [titles(before, part), titles(after, part)];
  const moves = (part.moves ?? movesInOrder)(found, was, is);
  const gone = new Set(found.removed);
  const partner = new Map(found.pairs.map(([left, right]) => [right, left]));
  const removeFrom = (index: number): void => {
    for (let next = index; gone.has(next); next++) {
      const told = part.tell?.(before[next] as Json);
      holder.say({
        at,
        change: 'removed',
        what: was[next] as string,
        ...(told && { before: holder.fitting(told) }),
      });
    }
  };
  removeFrom(0);
  for (const [index, one] of after.entries()) {
    const what = is[index] as string;
    const left = partner.get(index);
    if (left === undefined) {
      const told = part.tell?.(one);
      holder.say({ at, change: 'added', what, ...(told && { after: holder.fitting(told) }) });
      continue;
    }
    const move = moves.get(index);
    if (move) holder.say({ at, change: 'moved', what, before: move[0], after: move[1] });
    const other = before[left] as Json;
    if (!same(other, one)) part.compare(holder.inside(other, one, [...at, what]));
    removeFrom(left + 1);
  }
}

/** `query A` for each; those of one name are told apart by what they are recognised by. */
function titles(list: readonly Json[], part: Part): readonly string[] {
  const names = list.map(
    (one, index) => `${typeof part.noun === 'string' ? part.noun : part.noun(one)} ${part.name(one, index)}`,
  );
  const count = new Map<string, number>();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  return names.map((name, index) => {
    if (count.get(name) === 1) return name;
    const [key = ''] = part.keys(list[index] as Json, index);
    const nth = names.slice(0, index + 1).filter((other) => other === name).length;
    return `${name} (${/^\w+ \S+$/.test(key) ? key : `no. ${nth}`})`;
  });
}

/** Those that left the order of the others. */
function movesInOrder({ pairs }: Pairing, before: readonly string[], after: readonly string[]): Moves {
  const kept = inOrder(pairs);
  const moved = pairs.filter((pair) => !kept.has(pair));
  return new Map(moved.map(([left, right]) => [right, [behind(before, left), behind(after, right)]]));
}

/** Where the element of a list stands: `the start`, `behind query A`. */
const behind = (titles: readonly string[], index: number): string =>
  index === 0 ? 'the start' : `behind ${titles[index - 1]}`;
