import { secondsOf } from '../model/duration.ts';
import { type At, type BinaryNode, type Node, type Operator, type Place, precedence } from '../model/node.ts';
import { refuse } from './refuse.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A piece of an expression, in the order of the text. */
export type Item =
  | (Span & { readonly type: 'sign'; readonly sign: string })
  | (Span & { readonly type: 'operand'; readonly node: Node })
  | (Span & { readonly type: 'operator'; readonly op: Operator } & Pick<BinaryNode, 'bool' | 'matching'>)
  | (Span & { readonly type: 'offset'; readonly offset: string })
  | (Span & { readonly type: 'at'; readonly at: string })
  | (Span & { readonly type: 'window'; readonly window: string; readonly step?: string });

/** An operand with its parentheses, which the node itself does not show. */
interface Operand extends Span {
  readonly node: Node;
}

/** Puts the pieces of an expression together by the precedence that Prometheus gives them. */
export function combine(items: readonly Item[]): Node {
  let next = 0;

  function expression(weakest: number): Operand {
    let left = items[next]?.type === 'sign' ? signed() : operand();
    for (;;) {
      const item = items[next];
      if (item?.type !== 'operator' || precedence[item.op] < weakest) return left;
      next++;
      const own = precedence[item.op];
      const right = expression(item.op === '^' ? own : own + 1);
      const { op, bool, matching } = item;
      const place: Place = [left.from, right.to];
      left = {
        node: {
          type: 'binary',
          op,
          left: left.node,
          right: right.node,
          ...(bool && { bool }),
          ...(matching && { matching }),
          place,
        },
        from: left.from,
        to: right.to,
      };
    }
  }

  function signed(): Operand {
    const { sign, from } = items[next++] as Item & { type: 'sign' };
    // A sign binds weaker than `^` and stronger than `*`.
    const { node, to } = expression(precedence['^']);
    if (sign === '+') return { node, from, to };
    const place: Place = [from, to];
    if (node.type !== 'number') return { node: { type: 'negate', of: node, place }, from, to };
    return { node: { type: 'number', value: 0 - node.value, place }, from, to };
  }

  function operand(): Operand {
    const item = items[next++];
    if (item?.type !== 'operand')
      return refuse('an operand is missing', item ? [item.from, item.to] : [0, 1]);
    let found: Operand = item;
    for (;;) {
      const suffix = items[next];
      if (suffix?.type !== 'offset' && suffix?.type !== 'at' && suffix?.type !== 'window') return found;
      next++;
      const node = suffix.type === 'window' ? windowed(found, suffix) : shifted(found, suffix);
      found = { node, from: found.from, to: suffix.to };
    }
  }

  return expression(0).node;
}

function windowed({ node, from, to }: Operand, suffix: Item & { type: 'window' }): Node {
  const place: Place = [from, suffix.to];
  const { window, step } = suffix;
  for (const duration of [window, step]) if (duration) refuseNumber(duration, suffix);
  if (step !== undefined) return { type: 'subquery', of: node, window, step, place };
  if (node.type !== 'selector' || from !== node.place?.[0] || to !== node.place[1])
    return refuse('a window stands only behind a metric: behind an expression write [window:step]', [
      suffix.from,
      suffix.to,
    ]);
  if (node.offset !== undefined || node.at !== undefined)
    return refuse('the window comes before offset and @', [suffix.from, suffix.to]);
  return { type: 'range', of: node, window, place };
}

function shifted({ node, from }: Operand, suffix: Item & { type: 'offset' | 'at' }): Node {
  const place: Place = [from, suffix.to];
  const where: Place = [suffix.from, suffix.to];
  const target = node.type === 'range' ? node.of : node;
  if (target.type !== 'selector' && target.type !== 'subquery')
    return refuse(
      `${suffix.type === 'at' ? '@' : 'offset'} stands only behind a metric, a range or a subquery`,
      where,
    );
  if (target[suffix.type] !== undefined)
    return refuse(`${suffix.type === 'at' ? '@' : 'offset'} is set twice`, where);
  if (suffix.type === 'offset') refuseNumber(suffix.offset.replace(/^[-+]/, ''), suffix);
  const change = suffix.type === 'offset' ? { offset: suffix.offset } : { at: moment(suffix.at) };
  if (node.type === 'range') return { ...node, of: { ...node.of, ...change }, place };
  return { ...target, ...change, place };
}

/** A bare number of seconds, or a sum of durations, which only Prometheus 3 reads. */
function refuseNumber(duration: string, { from, to }: Span): void {
  if (!/[$[]/.test(duration) && Number.isNaN(secondsOf(duration)))
    refuse(`${duration} is no duration: write a number with its unit, such as 5m`, [from, to]);
}

function moment(text: string): At {
  if (text.startsWith('$')) return text as `$${string}`;
  if (text.startsWith('start')) return 'start';
  if (text.startsWith('end')) return 'end';
  return Number(text.replaceAll('_', ''));
}
