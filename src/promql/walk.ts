import type { Node } from '../model/node.ts';

const none: readonly Node[] = [];

/** The expressions that a node is made of, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'call':
      return node.args;
    case 'aggregate':
      return node.param ? [node.param, node.of] : [node.of];
    case 'binary':
      return [node.left, node.right];
    case 'negate':
    case 'range':
    case 'subquery':
      return [node.of];
    default:
      return none;
  }
}

/** A node and everything under it, parents first. */
export function nodesOf(node: Node): Node[] {
  const nodes = [node];
  // The list grows while it is walked; a recursive generator costs ten times as much.
  for (let index = 0; index < nodes.length; index++) nodes.push(...childrenOf(nodes[index] as Node));
  return nodes;
}
