import type { Node, SelectorNode } from '../model/node.ts';

/** A selector and what is around it: the window that is put on it, where there is one. */
export interface Selected {
  readonly selector: SelectorNode;
  readonly window?: string;
}

/** A tree with something else in the place of selectors, windows included. `undefined` leaves one as it is. */
export function rewrite(node: Node, change: (of: Selected) => Node | undefined): Node {
  const deep = (one: Node): Node => rewrite(one, change);
  switch (node.type) {
    case 'selector':
      return change({ selector: node }) ?? node;
    case 'range':
      return change({ selector: node.of, window: node.window }) ?? node;
    case 'call':
      return { ...node, args: node.args.map(deep) };
    case 'aggregate':
      return { ...node, of: deep(node.of), ...(node.param && { param: deep(node.param) }) };
    case 'binary':
      return { ...node, left: deep(node.left), right: deep(node.right) };
    case 'negate':
    case 'subquery':
      return { ...node, of: deep(node.of) };
    default:
      return node;
  }
}
