import type { Node } from '../model/node.ts';
import type { Unit } from '../model/unit.ts';
import { print } from '../promql/print.ts';

const words: Readonly<Record<string, string>> = {
  '>': 'above',
  '<': 'below',
  '>=': 'at least',
  '<=': 'at most',
  '==': 'exactly',
  '!=': 'anything but',
};

/**
 * What an alert compares with what, in words: `` `up` is exactly 0 ``. `unit` is that of what the alert returns, which is
 * what its first limit is about; `unitOf` knows those of recorded series by name.
 */
export function limitsOf(root: Node, unit: Unit, unitOf: (series: string) => Unit | undefined): string {
  const said = (node: Node, own: Unit | undefined): string => {
    if (node.type !== 'binary') return code(node);
    const { op, left, right } = node;
    if (op === 'and' || op === 'or') {
      const part = (of: Node, unitOfPart: Unit | undefined): string =>
        op === 'and' && of.type === 'binary' && of.op === 'or'
          ? `(${said(of, unitOfPart)})`
          : said(of, unitOfPart);
      return `${part(left, own)}<br>${op} ${part(right, op === 'or' ? own : undefined)}`;
    }
    if (op === 'unless') return said(left, own);
    const word = words[op];
    if (!word || node.bool) return code(node);
    const known = left.type === 'selector' ? unitOf(left.metric) : undefined;
    return `${code(left)} is ${word} ${right.type === 'number' ? inUnit(right.value, own ?? known) : code(right)}`;
  };
  return said(root, unit);
}

const code = (node: Node): string => `\`${print(node).replaceAll(/\s+/g, ' ').trim()}\``;

function inUnit(value: number, unit: Unit | undefined): string {
  if (unit === 'ratio') return `${Number((value * 100).toPrecision(6))} %`;
  if (unit === 'percent') return `${value} %`;
  if (unit !== 'seconds') return String(value);
  if (value < 1) return `${Number((value * 1000).toPrecision(6))} ms`;
  return value >= 60 && value % 60 === 0 ? `${value / 60} min` : `${value} s`;
}
