import { secondsOf } from '../model/duration.ts';
import type { Node } from '../model/node.ts';
import { nodesOf } from '../promql/walk.ts';
import type { Check, Finding } from './check.ts';
import { duration } from './words.ts';

/** A recording rule gated by `minute() < 5` is in a group that runs every five minutes, and so writes one sample a gate. */
export const gateOpensOnce: Check = {
  id: 'gate-opens-once',
  severity: 'error',
  *query({ asker, node }): Iterable<Finding> {
    if (asker.type !== 'rule' || asker.rule.type !== 'record') return;
    for (const and of nodesOf(node)) {
      if (and.type !== 'binary' || and.op !== 'and') continue;
      const open = gate(and.right);
      const interval = secondsOf(asker.group.interval);
      if (open === undefined || open === interval) continue;
      yield {
        at: and.right,
        message: `the gate is open for ${duration(open)} and the group runs every ${duration(interval)}: it lets ${
          open > interval ? 'several samples through' : 'none through on most days'
        }`,
        fix: `put the rule into a group that runs every ${duration(open)}`,
      };
      return;
    }
  },
};

/** How long a gate is open, in seconds: `minute() < 5` for five minutes, `hour() == 0` alone for an hour. */
function gate(node: Node): number | undefined {
  let [hours, open] = [false, undefined as number | undefined];
  for (const one of nodesOf(node)) {
    if (one.type === 'call' && one.name === 'hour' && one.args.length === 0) hours = true;
    if (
      one.type !== 'binary' ||
      one.left.type !== 'call' ||
      one.left.name !== 'minute' ||
      one.right.type !== 'number'
    )
      continue;
    if (one.left.args.length > 0) continue;
    if (one.op === '<') open = one.right.value * 60;
    if (one.op === '<=') open = (one.right.value + 1) * 60;
    if (one.op === '==') open = 60;
  }
  return open ?? (hours ? 3600 : undefined);
}
