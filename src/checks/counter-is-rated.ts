import type { Node } from '../model/node.ts';
import { nameOf } from '../promql/analyse.ts';
import { nodesOf } from '../promql/walk.ts';
import type { Check, Finding } from './check.ts';

/** No panel shows, and no rule records or alerts on, a counter that was never rated. */
export const counterIsRated: Check = {
  id: 'counter-is-rated',
  severity: 'error',
  *query(query, { analysis }): Iterable<Finding> {
    if (query.asker.type === 'variable' || query.asker.type === 'annotation') return;
    const isCounter = (node: Node): boolean =>
      ['counter', 'bucketCounter'].includes(analysis.of(node).sample ?? '');
    if (!isCounter(query.node)) return;
    for (const node of nodesOf(query.node)) {
      if (node.type !== 'selector' || !isCounter(node)) continue;
      const name = nameOf(node);
      const window = query.runs === 'rule' ? '5m' : '$__rate_interval';
      yield {
        at: node,
        message: `${name} is a counter: its value tells how long its process has run`,
        fix: `write rate(${name}[${window}]), or increase() for how many there were`,
      };
      return;
    }
  },
};
