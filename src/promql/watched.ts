import type { Node } from '../model/node.ts';

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '>', '<', '>=', '<=']);

/**
 * What a condition watches: the condition without its limits. It returns series on a good day too, where the condition
 * returns none. `rate(a[5m]) > 2 and b > 3` watches `rate(a[5m])`.
 */
export function watched(node: Node): Node {
  switch (node.type) {
    case 'binary':
      if (comparisons.has(node.op) && !node.bool) return watched(node.left);
      if (node.op === 'and' || node.op === 'unless') return watched(node.left);
      return { ...node, left: watched(node.left), right: watched(node.right) };
    case 'aggregate':
      return { ...node, of: watched(node.of) };
    case 'call':
      // What is absent on a good day is the answer itself.
      if (node.name === 'absent') return watched(node.args[0] as Node);
      return { ...node, args: node.args.map(watched) };
    case 'negate':
      return { ...node, of: watched(node.of) };
    default:
      return node;
  }
}
