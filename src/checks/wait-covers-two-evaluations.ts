import { secondsOf } from '../model/duration.ts';
import type { Check, Finding } from './check.ts';
import { duration } from './words.ts';

/** An alert that waits is evaluated at least twice while it does, or it fires on what may have been a single sample. */
export const waitCoversTwoEvaluations: Check = {
  id: 'wait-covers-two-evaluations',
  severity: 'error',
  *query({ asker, node }): Iterable<Finding> {
    if (asker.type !== 'rule' || asker.rule.type !== 'alert' || !asker.rule.for) return;
    const [wait, interval] = [secondsOf(asker.rule.for), secondsOf(asker.group.interval)];
    if (Number.isNaN(wait) || Number.isNaN(interval) || wait >= 2 * interval) return;
    yield {
      at: node,
      message: `${asker.rule.alert} waits for ${asker.rule.for}, and its group is evaluated every ${duration(interval)}`,
      fix: `put it into a group that is evaluated at least every ${duration(wait / 2)}, or let it wait for ${duration(2 * interval)}`,
    };
  },
};
