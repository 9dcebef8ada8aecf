import type { Node, Place } from '../model/node.ts';
import { aggregation, closing, isWrapped, operator, print, type Spans } from './print.ts';

/**
 * The PromQL text of a syntax tree as people read it in a rule file or an editor: on one line where it fits, else broken
 * before operators and inside parentheses. Raw text keeps the lines it was written in.
 */
export function format(node: Node, width = 100): string {
  // Printed once, however deep it is: each expression is a slice of the whole.
  const spans: Spans = new Map();
  const text = print(node, spans);
  const flat = (one: Node): string =>
    // The span of a selector in a range is that of its name.
    one.type === 'selector' ? print(one) : text.slice(...(spans.get(one) as Place));
  return lay(node, '', width, flat);
}

function lay(node: Node, indent: string, width: number, flat: (node: Node) => string): string {
  const short = flat(node);
  if (indent.length + short.length <= width) return short;
  const inner = `${indent}  `;
  const inside = (nodes: readonly Node[]): string => {
    const laid = nodes.map((one, index) => {
      const last = index === nodes.length - 1;
      return `${inner}${lay(one, inner, width, flat)}${last ? '' : `${closing(one)},`}`;
    });
    return `(\n${laid.join('\n')}\n${indent})`;
  };
  switch (node.type) {
    case 'binary': {
      const sign = operator(node);
      const room = width - indent.length - sign.length - ' ()'.length;
      const [left, right] = (['left', 'right'] as const).map((side) => {
        const operand = node[side];
        if (!isWrapped(node, side)) return lay(operand, indent, width, flat);
        const one = flat(operand);
        return one.length <= room ? `(${one}${closing(operand)})` : inside([operand]);
      });
      return `${left}\n${indent}${sign} ${right}`;
    }
    case 'call':
      return node.args.length > 0 ? node.name + inside(node.args) : short;
    case 'aggregate':
      return aggregation(node) + inside(node.param ? [node.param, node.of] : [node.of]);
    default:
      return short;
  }
}
