import type { Check, Finding } from './check.ts';

/** A rule runs in Prometheus, which replaces no Grafana variable. */
export const ruleHasNoVariable: Check = {
  id: 'rule-has-no-variable',
  severity: 'error',
  *query(query): Iterable<Finding> {
    if (query.runs !== 'rule') return;
    for (const { name, at, literal } of query.variables) {
      if (literal) continue;
      yield {
        at,
        message: `a rule runs in Prometheus, which does not know $${name}`,
        fix: name.startsWith('__')
          ? 'write a window such as 5m'
          : 'write the value, or leave the matcher out',
      };
    }
  },
};
