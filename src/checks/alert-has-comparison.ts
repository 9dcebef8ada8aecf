import type { Node } from '../model/node.ts';
import { nodesOf } from '../promql/walk.ts';
import type { Check, Finding } from './check.ts';

const filters: ReadonlySet<string> = new Set(['==', '!=', '>', '<', '>=', '<=', 'and', 'unless']);

/** An alert's query returns nothing on a good day: something in it compares, or asks for what is absent. */
export const alertHasComparison: Check = {
  id: 'alert-has-comparison',
  severity: 'error',
  *query({ asker, node }): Iterable<Finding> {
    if (asker.type !== 'rule' || asker.rule.type !== 'alert') return;
    const nodes = nodesOf(node);
    // A constant is meant to fire always: a watchdog.
    if (!nodes.some(({ type }) => type === 'selector') || nodes.some(canBeEmpty)) return;
    yield {
      at: node,
      message: `${asker.rule.alert} fires for every series of its query, whatever its value`,
      fix: 'compare it with a limit: above(..., percent(5))',
    };
  },
};

const canBeEmpty = (node: Node): boolean =>
  (node.type === 'binary' && filters.has(node.op) && !node.bool) ||
  (node.type === 'call' && node.name.startsWith('absent'));
