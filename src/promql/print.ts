import {
  type AggregateNode,
  type BinaryNode,
  type Matching,
  type Node,
  type Place,
  precedence,
  type SelectorNode,
  type SubqueryNode,
} from '../model/node.ts';
import { endsInComment } from './quoted.ts';
import { variablesIn } from './variables.ts';

/** Where the printer put each node, the first time where a node stands in several places: what a report underlines. */
export type Spans = Map<object, Place>;

/**
 * The PromQL text of a syntax tree, on one line.
 * Raw text is printed as it was written, in parentheses where it stands inside an operation.
 */
export function print(node: Node, spans?: Spans): string {
  const printer = new Printer(spans);
  printer.node(node);
  return printer.text;
}

/** A quoted PromQL string: double quotes, with backslashes, quotes and line ends escaped. */
export function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** A number as PromQL reads it. */
export function printNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  return String(value);
}

class Printer {
  text = '';

  constructor(private readonly spans: Spans | undefined) {}

  node(node: Node): void {
    const from = this.text.length;
    this.write(node);
    this.mark(node, from, this.text.length);
  }

  private mark(piece: object, from: number, to: number): void {
    if (this.spans && !this.spans.has(piece)) this.spans.set(piece, [from, to]);
  }

  private write(node: Node): void {
    switch (node.type) {
      case 'number':
        this.text += printNumber(node.value);
        return;
      case 'string':
        this.text += quote(node.value);
        return;
      case 'selector':
        this.selector(node, '');
        return;
      case 'range':
        this.mark(node.of, this.text.length, this.text.length + node.of.metric.length);
        this.selector(node.of, `[${node.window}]`);
        return;
      case 'subquery':
        this.subquery(node);
        return;
      case 'call':
        this.text += `${node.name}(`;
        this.list(node.args);
        this.text += ')';
        return;
      case 'aggregate':
        this.aggregate(node);
        return;
      case 'binary':
        this.binary(node);
        return;
      case 'negate':
        this.text += '-';
        // `-a ^ b` is -(a ^ b), and `- -a` must not become `--a`.
        this.operand(
          node.of,
          node.of.type === 'negate' ||
            node.of.type === 'raw' ||
            (node.of.type === 'binary' && node.of.op !== '^'),
        );
        return;
      case 'raw':
        this.text += node.text;
        return;
      default:
        node satisfies never;
    }
  }

  private list(nodes: readonly Node[]): void {
    nodes.forEach((node, index) => {
      if (index > 0) this.text += ', ';
      this.node(node);
      this.text += closing(node);
    });
  }

  private selector(node: SelectorNode, window: string): void {
    const plain = isPlainName(node.metric);
    if (plain) this.text += node.metric;
    if (node.matchers.length > 0 || !plain || node.metric === '') {
      this.text += '{';
      if (!plain) this.text += quote(node.metric);
      node.matchers.forEach((matcher, index) => {
        if (index > 0 || !plain) this.text += ', ';
        const from = this.text.length;
        this.text += `${labelName(matcher.label)}${matcher.op}${quote(matcher.value)}`;
        this.mark(matcher, from, this.text.length);
      });
      this.text += '}';
    }
    this.text += window;
    this.shift(node);
  }

  private shift(node: SelectorNode | SubqueryNode): void {
    if (node.at === 'start' || node.at === 'end') this.text += ` @ ${node.at}()`;
    else if (node.at !== undefined) this.text += ` @ ${node.at}`;
    if (node.offset !== undefined) this.text += ` offset ${node.offset}`;
  }

  private subquery(node: SubqueryNode): void {
    this.operand(node.of, node.of.type === 'binary' || node.of.type === 'raw' || hasSign(node.of));
    this.text += `[${node.window}:${node.step}]`;
    this.shift(node);
  }

  private aggregate(node: AggregateNode): void {
    this.text += `${aggregation(node)}(`;
    this.list(node.param ? [node.param, node.of] : [node.of]);
    this.text += ')';
  }

  private binary(node: BinaryNode): void {
    this.operand(node.left, isWrapped(node, 'left'));
    this.text += ` ${operator(node)} `;
    this.operand(node.right, isWrapped(node, 'right'));
  }

  private operand(node: Node, parenthesise: boolean): void {
    if (parenthesise) this.text += '(';
    this.node(node);
    this.text += closing(node);
    if (parenthesise) this.text += ')';
  }
}

/** What must stand between an expression and the parenthesis or comma behind it: a line end, where raw text ends in a comment. */
export const closing = (node: Node): string => (node.type === 'raw' && endsInComment(node.text) ? '\n' : '');

/** `sum by (a, b) `: an aggregation up to its opening parenthesis. */
export function aggregation({ op, grouping }: AggregateNode): string {
  return grouping ? `${op} ${grouping.mode} (${labelNames(grouping.labels)}) ` : op;
}

/** `/ on (a) group_left ()`: an operator with everything that stands between its operands. */
export function operator({ op, bool, matching: by }: BinaryNode): string {
  return `${op}${bool ? ' bool' : ''}${by ? ` ${matching(by)}` : ''}`;
}

/** Whether an operand of a binary operation stands in parentheses. The side is told: one node may stand on both. */
export function isWrapped(node: BinaryNode, side: 'left' | 'right'): boolean {
  return bindsWeaker(node[side], precedence[node.op], (side === 'left') === (node.op === '^'));
}

/** Whether an operand needs parentheses beside an operator; `orEqual` on the side to which the operator does not associate. */
function bindsWeaker(node: Node, own: number, orEqual: boolean): boolean {
  if (node.type === 'raw') return true;
  // A sign binds tighter than anything but `^`; a negative number is printed with one.
  if (hasSign(node)) return own === precedence['^'];
  if (node.type !== 'binary') return false;
  return orEqual ? precedence[node.op] <= own : precedence[node.op] < own;
}

const hasSign = (node: Node): boolean => node.type === 'negate' || (node.type === 'number' && node.value < 0);

function matching(of: Matching): string {
  const group = of.group ? ` group_${of.group} (${labelNames(of.include ?? [])})` : '';
  return `${of.mode} (${labelNames(of.labels)})${group}`;
}

// A name of Prometheus 3 with other characters is quoted; a raw query may have Grafana variables in a name.
const isPlainName = (name: string): boolean =>
  /^([a-zA-Z_:][\w:]*)?$/.test(name) || variablesIn(name).length > 0;
const isPlainLabel = (name: string): boolean => /^[a-zA-Z_]\w*$/.test(name) || variablesIn(name).length > 0;
const labelName = (name: string): string => (isPlainLabel(name) ? name : quote(name));
const labelNames = (names: readonly string[]): string => names.map(labelName).join(', ');
