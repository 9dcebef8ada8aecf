import { secondsOf } from '../model/duration.ts';
import { Failure } from '../model/failure.ts';
import type { Node } from '../model/node.ts';
import type { WrittenRule } from '../model/written-rule.ts';
import { nameOf } from '../promql/analyse.ts';
import { parse } from '../promql/parse.ts';
import { childrenOf } from '../promql/walk.ts';

/** An alert as it was at some time: its definitions, and the recording rules that they read, each after those it reads. */
export interface AlertVersion {
  readonly name: string;
  readonly alerts: readonly WrittenRule[];
  readonly recordings: readonly WrittenRule[];
  /** Names of the series that no rule records: what has to be in the data. */
  readonly reads: readonly string[];
  /** How far back it looks, in seconds, through every rule that it reads. */
  readonly lookback: number;
}

/** An alert among the rules of a revision, or `undefined` where it is not there. */
export function alertVersion(name: string, rules: readonly WrittenRule[]): AlertVersion | undefined {
  const alerts = rules.filter((rule) => rule.type === 'alert' && rule.name === name);
  if (alerts.length === 0) return undefined;
  const recordings = new Set<WrittenRule>();
  const reads = new Set<string>();
  const open = new Set<WrittenRule>();
  const far = new Map<WrittenRule, number>();

  /** Visits what a rule reads, and answers how far back it looks. */
  function visit(rule: WrittenRule): number {
    const known = far.get(rule);
    if (known !== undefined) return known;
    if (open.has(rule))
      throw new Failure(`${rule.name} reads itself, through other rules`, {
        why: 'what it records depends on when it was first evaluated, so it cannot be replayed',
        next: 'break the circle: npm run check names the rules in it',
      });
    open.add(rule);
    const back = lookback(treeOf(rule), (metric, asked) => {
      const sources = rules.filter(
        (one) =>
          one.type === 'record' &&
          one.name === metric &&
          Object.entries(one.labels).every(([label, value]) => (asked.get(label) ?? value) === value),
      );
      if (sources.length === 0) reads.add(metric);
      return Math.max(0, ...sources.map(visit));
    });
    if (rule.type === 'record') recordings.add(rule);
    far.set(rule, back);
    return back;
  }

  const furthest = Math.max(...alerts.map((rule) => visit(rule) + rule.for));
  return { name, alerts, recordings: [...recordings], reads: [...reads].sort(), lookback: furthest };
}

/** The syntax tree of a rule. One that Prometheus accepted and this grammar does not is told as a failure. */
export function treeOf({ name, expr }: Pick<WrittenRule, 'name' | 'expr'>): Node {
  const node = parse(expr);
  if (node.type !== 'problem') return node;
  throw new Failure(`the query of ${name} does not parse`, {
    why: `${node.message}, in ${expr.replaceAll(/\s+/g, ' ')}`,
    next: 'correct the rule, or compare with a revision in which it is well',
  });
}

type Asked = ReadonlyMap<string, string>;

function lookback(node: Node, through: (metric: string, asked: Asked) => number): number {
  // What is read ahead of time is not read far back.
  const shift = (offset = ''): number => secondsOf(offset) || 0;
  switch (node.type) {
    case 'selector': {
      const asked = node.matchers.flatMap(({ label, op, value }) =>
        op === '=' ? [[label, value] as const] : [],
      );
      return shift(node.offset) + through(nameOf(node), new Map(asked));
    }
    case 'range':
      return secondsOf(node.window) + lookback(node.of, through);
    case 'subquery':
      return secondsOf(node.window) + shift(node.offset) + lookback(node.of, through);
    default:
      return Math.max(0, ...childrenOf(node).map((child) => lookback(child, through)));
  }
}
