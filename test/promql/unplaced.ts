import type { Node } from '../../src/model/node.ts';
import { parse } from '../../src/promql/parse.ts';

/** A tree without the places that the parser puts on it. */
export function unplaced<Of>(tree: Of): Of {
  if (Array.isArray(tree)) return tree.map(unplaced) as Of;
  if (typeof tree !== 'object' || tree === null) return tree;
  const kept = Object.entries(tree).filter(([key]) => key !== 'place');
  return Object.fromEntries(kept.map(([key, value]) => [key, unplaced(value)])) as Of;
}

/** The tree of a text that parses. */
export function parsed(text: string): Node {
  const node = parse(text);
  if (node.type === 'problem') throw new Error(`${text}\n${node.message} at ${node.place.join(' to ')}`);
  return node;
}
