import type { Check, Finding } from './check.ts';

/** A static label of a rule does not replace a label that its query leaves. */
export const staticLabelHidesNone: Check = {
  id: 'static-label-hides-none',
  severity: 'error',
  *query({ asker, node }, { analysis }): Iterable<Finding> {
    if (asker.type !== 'rule') return;
    const { labels } = analysis.of(node);
    for (const [label, value] of Object.entries(asker.rule.labels)) {
      const spec = labels?.[label];
      if (!spec || (spec.closed && spec.values.length === 1 && spec.values[0] === value)) continue;
      yield {
        at: node,
        message: `the static label ${label}="${value}" replaces the ${label} that the query leaves`,
        fix: `rename the static label, or aggregate ${label} away`,
      };
    }
  },
};
