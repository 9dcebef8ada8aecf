import type { Node } from '../model/node.ts';
import { aggregation, isWrapped, operator, print } from './print.ts';

/**
 * The PromQL text of a syntax tree as people read it in a rule file or an editor: on one line where it fits, else broken
 * before operators and inside parentheses. Raw text keeps the lines it was written in.
 */
export function format(node: Node, width = 100): string {
  return lay(node, '', width);
}

function lay(node: Node, indent: string, width: number): string {
  const flat = print(node);
  if (indent.length + flat.length <= width) return flat;
  const inner = `${indent}  `;
  const inside = (nodes: readonly Node[]): string =>
    `(\n${nodes.map((one) => inner + lay(one, inner, width)).join(',\n')}\n${indent})`;
  switch (node.type) {
    case 'binary': {
      const sign = operator(node);
      const room = width - indent.length - sign.length - ' ()'.length;
      const [left, right] = (['left', 'right'] as const).map((side) => {
        const operand = node[side];
        if (!isWrapped(node, side)) return lay(operand, indent, width);
        const short = print(operand);
        return short.length <= room ? `(${short})` : inside([operand]);
      });
      return `${left}\n${indent}${sign} ${right}`;
    }
    case 'call':
      return node.args.length > 0 ? node.name + inside(node.args) : flat;
    case 'aggregate':
      return aggregation(node) + inside(node.param ? [node.param, node.of] : [node.of]);
    default:
      return flat;
  }
}
