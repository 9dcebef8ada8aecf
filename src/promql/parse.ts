import type { TreeCursor } from '@lezer/common';
import * as grammar from '@prometheus-io/lezer-promql';
import type { Grouping, Matcher, Matching, Node, Place, SelectorNode } from '../model/node.ts';
import { combine, type Item } from './combine.ts';
import { groups, operators } from './grammar-operators.ts';
import { readNumber } from './number.ts';
import { unquote } from './quoted.ts';
import { refuse, refuseErrors, SyntaxRefusal } from './refuse.ts';
import { maskVariables } from './variables.ts';

/** Why a text is no PromQL. */
export interface SyntaxProblem {
  readonly type: 'problem';
  readonly message: string;
  readonly place: Place;
}

/**
 * The syntax tree of a query written by hand, by the official grammar: what Prometheus 2.42 and 3.x both read.
 * Every node and matcher carries its place in the text. Grafana variables may stand in strings and for a window, a number,
 * a name or a part of one, and are kept as written.
 */
export function parse(text: string): Node | SyntaxProblem {
  // The grammar of 3.x forgot the old name of double_exponential_smoothing: one as long stands in for it, the text keeps it.
  const masked = maskVariables(text).replaceAll(/\bholt_winters(?=\s*\()/g, 'day_of_month');
  const tree = grammar.parser.parse(masked);
  const cursor = tree.cursor();
  try {
    refuseErrors(tree.cursor(), text);
    cursor.firstChild();
    while (cursor.type.id === grammar.LineComment) cursor.nextSibling();
    return new Reader(text).expression(cursor);
  } catch (refusal) {
    if (refusal instanceof SyntaxRefusal)
      return { type: 'problem', message: refusal.message, place: refusal.place };
    throw refusal;
  }
}

/** Turns the grammar's tree into ours. Each method leaves the cursor where it found it. */
class Reader {
  constructor(private readonly text: string) {}

  private slice(cursor: TreeCursor): string {
    return this.text.slice(cursor.from, cursor.to);
  }

  expression(cursor: TreeCursor): Node {
    const items: Item[] = [];
    this.flatten(cursor, items);
    return combine(items);
  }

  /**
   * Writes an expression as a row of signs, operands, operators and suffixes. The grammar is loose about which operand a
   * suffix belongs to (`a + b offset 5m` comes as `(a + b) offset 5m`), so the row is put together again by `combine`.
   */
  private flatten(cursor: TreeCursor, items: Item[]): void {
    const { from, to } = cursor;
    switch (cursor.type.id) {
      case grammar.BinaryExpr:
      case grammar.UnaryExpr:
      case grammar.OffsetExpr:
      case grammar.StepInvariantExpr:
      case grammar.MatrixSelector:
      case grammar.SubqueryExpr:
        this.flattenParts(cursor, items);
        return;
      case grammar.NumberDurationLiteral: {
        const [, sign, digits = ''] = /^([-+]?)\s*([\s\S]*)$/.exec(this.slice(cursor)) ?? [];
        if (sign) items.push({ type: 'sign', sign, from, to });
        items.push({
          type: 'operand',
          node: readNumber(digits, [to - digits.length, to]),
          from: to - digits.length,
          to,
        });
        return;
      }
      default:
        items.push({ type: 'operand', node: this.operand(cursor), from, to });
    }
  }

  private flattenParts(cursor: TreeCursor, items: Item[]): void {
    const kind = cursor.type.id;
    const end = cursor.to;
    let suffix: string[] | undefined;
    let [at, windowFrom] = [0, 0];
    each(cursor, () => {
      const { from, to } = cursor;
      const id = cursor.type.id;
      const op = operators.get(id);
      if (op) items.push({ type: 'operator', op, from, to });
      else if (id === grammar.UnaryOp) items.push({ type: 'sign', sign: this.slice(cursor), from, to });
      else if (id === grammar.BoolModifier) modify(items, { bool: true });
      else if (id === grammar.MatchingModifierClause) modify(items, { matching: this.matching(cursor) });
      else if (id === grammar.Offset || id === grammar.At) at = from;
      else if (id === grammar.OffsetDurationExpr)
        items.push({ type: 'offset', offset: this.slice(cursor).replaceAll(/\s/g, ''), from: at, to });
      else if (kind === grammar.StepInvariantExpr && at > 0) {
        if (id === grammar.NumberDurationLiteral || id === grammar.AtModifierPreprocessors)
          items.push({ type: 'at', at: this.slice(cursor).toLowerCase(), from: at, to: end });
      } else if (id === grammar.DurationExpr) {
        suffix ??= [];
        if (suffix.length === 0) windowFrom = this.text.lastIndexOf('[', from);
        suffix.push(this.slice(cursor));
      } else if (id === grammar.FillModifier || id === grammar.TrimUpper || id === grammar.TrimLower)
        refuse(`${this.slice(cursor)} is an experiment of Prometheus 3 that 2.42 does not know`, [from, to]);
      else this.flatten(cursor, items);
    });
    if (!suffix) return;
    const [window = '', step = ''] = suffix;
    // `[[window]]` is a variable in brackets: the text between `[` and the grammar's duration belongs to neither.
    items.push({
      type: 'window',
      window,
      ...(kind === grammar.SubqueryExpr && { step }),
      from: windowFrom,
      to: end,
    });
  }

  private operand(cursor: TreeCursor): Node {
    const { from, to } = cursor;
    const place: Place = [from, to];
    switch (cursor.type.id) {
      case grammar.ParenExpr: {
        let inside: Node | undefined;
        each(cursor, () => {
          inside = this.expression(cursor);
        });
        return inside as unknown as Node;
      }
      case grammar.StringLiteral:
        return { type: 'string', value: this.string(cursor), place };
      case grammar.VectorSelector:
        return this.selector(cursor);
      case grammar.FunctionCall: {
        let name = '';
        let args: Node[] = [];
        each(cursor, (id) => {
          if (id === grammar.FunctionIdentifier) name = this.slice(cursor);
          else args = this.list(cursor);
        });
        return { type: 'call', name, args, place };
      }
      case grammar.AggregateExpr:
        return this.aggregate(cursor);
      default:
        return refuse(
          `${this.slice(cursor)} is an experiment of Prometheus 3 that 2.42 does not know`,
          place,
        );
    }
  }

  private list(cursor: TreeCursor): Node[] {
    const nodes: Node[] = [];
    each(cursor, () => {
      nodes.push(this.expression(cursor));
    });
    return nodes;
  }

  private aggregate(cursor: TreeCursor): Node {
    const place: Place = [cursor.from, cursor.to];
    let op = '';
    let grouping: Grouping | undefined;
    let args: Node[] = [];
    each(cursor, (id) => {
      if (id === grammar.AggregateOp) op = this.slice(cursor).toLowerCase();
      else if (id === grammar.FunctionCallBody) args = this.list(cursor);
      else
        each(cursor, (part) => {
          if (part === grammar.GroupingLabels)
            grouping = { mode: grouping?.mode ?? 'by', labels: this.labels(cursor) };
          else grouping = { mode: part === grammar.By ? 'by' : 'without', labels: [] };
        });
    });
    const [first, second] = args;
    if (!first || args.length > 2)
      return refuse(`${op} takes ${first ? 'at most a parameter and a vector' : 'a vector'}`, place);
    return {
      type: 'aggregate',
      op,
      of: second ?? first,
      ...(second && { param: first }),
      ...(grouping && { grouping }),
      place,
    };
  }

  private selector(cursor: TreeCursor): SelectorNode {
    const place: Place = [cursor.from, cursor.to];
    let metric = '';
    const matchers: Matcher[] = [];
    each(cursor, (id) => {
      if (id === grammar.Identifier) metric = this.slice(cursor);
      else
        each(cursor, (part) => {
          if (part !== grammar.QuotedLabelName) matchers.push(this.matcher(cursor));
          else if (metric === '') metric = this.string(cursor);
          else refuse(`the metric has a name already: ${metric}`, [cursor.from, cursor.to]);
        });
    });
    return { type: 'selector', metric, matchers, place };
  }

  private matcher(cursor: TreeCursor): Matcher {
    const place: Place = [cursor.from, cursor.to];
    let [label, op, value] = ['', '=', ''];
    each(cursor, (id) => {
      if (id === grammar.LabelName) label = this.slice(cursor);
      else if (id === grammar.QuotedLabelName) label = this.string(cursor);
      else if (id === grammar.MatchOp) op = this.slice(cursor);
      else value = this.string(cursor);
    });
    return { label, op: op as Matcher['op'], value, place };
  }

  private matching(cursor: TreeCursor): Matching {
    let matching: Matching = { mode: 'on', labels: [] };
    each(cursor, (id) => {
      const group = groups.get(id);
      if (group) matching = { ...matching, group, include: [] };
      else if (id !== grammar.GroupingLabels)
        matching = { mode: id === grammar.On ? 'on' : 'ignoring', labels: [] };
      else if (matching.group) matching = { ...matching, include: this.labels(cursor) };
      else matching = { ...matching, labels: this.labels(cursor) };
    });
    return matching;
  }

  private labels(cursor: TreeCursor): string[] {
    const names: string[] = [];
    each(cursor, (id) => {
      names.push(id === grammar.QuotedLabelName ? this.string(cursor) : this.slice(cursor));
    });
    return names;
  }

  private string(cursor: TreeCursor): string {
    return (
      unquote(this.slice(cursor)) ??
      refuse('the string does not end, or has an escape that Prometheus does not know', [
        cursor.from,
        cursor.to,
      ])
    );
  }
}

/** Calls back at each child that means something. */
function each(cursor: TreeCursor, visit: (id: number) => void): void {
  if (!cursor.firstChild()) return;
  do {
    if (cursor.type.id !== grammar.LineComment) visit(cursor.type.id);
  } while (cursor.nextSibling());
  cursor.parent();
}

function modify(items: Item[], change: { bool?: boolean; matching?: Matching }): void {
  const last = items.at(-1);
  if (last?.type === 'operator') items[items.length - 1] = { ...last, ...change };
}
