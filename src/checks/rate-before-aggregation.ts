import type { CallNode, Node } from '../model/node.ts';
import { nodesOf } from '../promql/walk.ts';
import type { Query } from '../queries/query.ts';
import { resolve } from '../queries/resolve.ts';
import type { Check, Finding } from './check.ts';
import type { Context } from './context.ts';

const rates = new Set(['increase', 'irate', 'rate']);

/** Counters are rated one by one and then added: a sum of counters falls when one of them restarts, and a rate takes that for a restart of all. */
export const rateBeforeAggregation: Check = {
  id: 'rate-before-aggregation',
  severity: 'error',
  nodes: {
    call: (node, query, context) => (rates.has(node.name) ? look(node, query, context) : undefined),
  },
};

function* look(node: CallNode, _query: Query, { analysis }: Context): Iterable<Finding> {
  const [arg] = node.args;
  if (arg?.type !== 'subquery' && arg?.type !== 'range') return;
  const sample = analysis.of(arg).sample;
  if (sample !== 'counter' && sample !== 'bucketCounter') return;
  if (arg.type === 'subquery' && aggregates(arg.of))
    yield {
      at: node,
      message: `${node.name}() of a sum of counters jumps whenever one of them restarts`,
      fix: `rate first, then aggregate: sum(${node.name}(metric[${arg.window}]))`,
    };
  const recordings = arg.type === 'range' ? (analysis.known(arg.of)?.recordings ?? []) : [];
  if (recordings.some((rule) => aggregates(resolve(rule.query.node).node ?? rule.query.node)))
    yield {
      at: node,
      message: `${recordings[0]?.record} records a sum of counters, and ${node.name}() of it jumps whenever one of them restarts`,
      fix: 'record the sum of the rates',
    };
}

function aggregates(node: Node): boolean {
  for (const one of nodesOf(node)) if (one.type === 'aggregate') return true;
  return false;
}
