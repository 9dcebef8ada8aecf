import type { Node, RawNode } from '../model/node.ts';
import { parse, type SyntaxProblem } from '../promql/parse.ts';
import { childrenOf } from '../promql/walk.ts';

/** A tree whose raw text has been parsed, and how to find the way back to the tree that prints. */
export interface Resolved {
  /** Absent where a raw text does not parse. */
  readonly node?: Node;
  /** Each raw text with the tree that stands for it now, or what is wrong with it. */
  readonly raws: readonly { readonly raw: RawNode; readonly parsed: Node | SyntaxProblem }[];
  /** From a node around raw text to the one it replaces. */
  readonly origins: ReadonlyMap<Node, Node>;
}

const nothing: Pick<Resolved, 'raws' | 'origins'> = { raws: [], origins: new Map() };

/** Replaces raw text by its syntax tree. A tree without raw text, which is most, is returned as it is. */
export function resolve(node: Node): Resolved {
  if (!hasRaw(node)) return { node, ...nothing };
  const raws: { raw: RawNode; parsed: Node | SyntaxProblem }[] = [];
  const origins = new Map<Node, Node>();

  function replaced(one: Node): Node {
    if (one.type === 'raw') {
      const parsed = parse(one.text);
      raws.push({ raw: one, parsed });
      return parsed.type === 'problem' ? one : parsed;
    }
    if (!hasRaw(one)) return one;
    const copy = rebuilt(one, replaced);
    origins.set(copy, one);
    return copy;
  }

  const found = replaced(node);
  const fine = raws.every(({ parsed }) => parsed.type !== 'problem');
  return { ...(fine && { node: found }), raws, origins };
}

function hasRaw(node: Node): boolean {
  return node.type === 'raw' || childrenOf(node).some(hasRaw);
}

function rebuilt(node: Node, replaced: (node: Node) => Node): Node {
  switch (node.type) {
    case 'call':
      return { ...node, args: node.args.map(replaced) };
    case 'aggregate':
      return { ...node, of: replaced(node.of), ...(node.param && { param: replaced(node.param) }) };
    case 'binary':
      return { ...node, left: replaced(node.left), right: replaced(node.right) };
    case 'negate':
    case 'subquery':
      return { ...node, of: replaced(node.of) };
    default:
      return node;
  }
}
