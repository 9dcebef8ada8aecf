import { durationOf, secondsOf } from '../../src/model/duration.ts';
import { Failure } from '../../src/model/failure.ts';
import type { BinaryNode, CallNode, Node } from '../../src/model/node.ts';
import { print } from '../../src/promql/print.ts';
import { resolve } from '../../src/queries/resolve.ts';

/** Functions whose result is per second. */
const perSecond = ['rate', 'irate', 'deriv'];
/** Functions that read a clock or a calendar, which a factor does not shorten. */
const calendar = ['time', 'timestamp', 'hour', 'minute', 'day_of_week', 'day_of_month', 'day_of_year'].concat(
  ['days_in_month', 'month', 'year'],
);

/** A duration, shortened. Nothing is shorter than a millisecond. */
export const shortenDuration = (duration: string, factor: number): string =>
  durationOf(Math.max(0.001, secondsOf(duration) / factor));

/**
 * A query for a world whose clock runs `factor` times faster than the one that Prometheus reads. Windows, steps and offsets
 * shrink, and what is per second is divided by the factor, so every number keeps its value and every threshold its meaning:
 * `rate(x[5m]) > 2` becomes `rate(x[10s]) / 30 > 2`. Time stamps are everybody's, and how long ago they were counts in the world's seconds:
 * `time() - x` becomes `30 * (time() - x)`.
 */
export function shortenQuery(node: Node, factor: number): Node {
  const resolved = resolve(node).node;
  if (!resolved) throw cannot(node, 'its text does not parse');
  return shortened(resolved, factor);
}

function shortened(node: Node, factor: number): Node {
  const inner = (one: Node): Node => shortened(one, factor);
  const length = (duration: string): string => shortenDuration(duration, factor);
  const shift = ({ offset }: { readonly offset?: string }) =>
    offset === undefined
      ? {}
      : { offset: offset.startsWith('-') ? `-${length(offset.slice(1))}` : length(offset) };
  switch (node.type) {
    case 'selector':
      return { ...node, ...shift(node) };
    case 'range':
      return { ...node, of: { ...node.of, ...shift(node.of) }, window: length(node.window) };
    case 'subquery':
      return {
        ...node,
        ...shift(node),
        of: inner(node.of),
        window: length(node.window),
        step: length(node.step),
      };
    case 'aggregate':
      return { ...node, of: inner(node.of), ...(node.param && { param: inner(node.param) }) };
    case 'negate':
      return { ...node, of: inner(node.of) };
    case 'binary':
      return isAge(node)
        ? times(factor, { ...node, right: inner(node.right) })
        : { ...node, left: inner(node.left), right: inner(node.right) };
    case 'call':
      return call({ ...node, args: node.args.map(inner) }, factor);
    default:
      return node;
  }
}

function call(node: CallNode, factor: number): Node {
  if (perSecond.includes(node.name)) return { type: 'binary', op: '/', left: node, right: number(factor) };
  if (node.name === 'predict_linear') {
    const [of, ahead] = node.args as [Node, Node];
    return { ...node, args: [of, { type: 'binary', op: '/', left: ahead, right: number(factor) }] };
  }
  if (calendar.includes(node.name)) throw cannot(node, `${node.name}() reads a clock that nobody shortens`);
  return node;
}

/** `time() - x`: how long ago something was. */
const isAge = ({ op, left }: BinaryNode): boolean =>
  op === '-' && left.type === 'call' && left.name === 'time';

const number = (value: number): Node => ({ type: 'number', value });
const times = (factor: number, node: Node): Node => ({
  type: 'binary',
  op: '*',
  left: number(factor),
  right: node,
});

const cannot = (node: Node, why: string): Failure =>
  new Failure(`a query cannot be shortened for a drill: ${print(node)}`, {
    why,
    next: 'write it with `time() - x`, or teach scripts/drill/shorten-query.ts what it means',
  });
