import { nodesOf } from '../promql/walk.ts';
import type { Check, Finding } from './check.ts';

/** Labels that tell who a person is: rules and what they write to long retention do without them. */
const personal = new Set(['user_id']);
const fix = 'aggregate it away first: sum without (user_id) (...), or sum by the labels you need';

/** No rule reads or keeps a label that tells who somebody is. */
export const ruleSparesUserId: Check = {
  id: 'rule-spares-user-id',
  severity: 'error',
  *query(query, { analysis }): Iterable<Finding> {
    const { asker } = query;
    if (asker.type !== 'rule') return;
    let found = false;
    for (const node of nodesOf(query.node)) {
      const labels =
        node.type === 'aggregate' && node.grouping?.mode === 'by'
          ? node.grouping.labels
          : node.type === 'binary'
            ? [
                ...(node.matching?.mode === 'on' ? node.matching.labels : []),
                ...(node.matching?.include ?? []),
              ]
            : [];
      for (const label of labels.filter((one) => personal.has(one))) {
        found = true;
        yield { at: node, word: label, message: `the rule reads ${label}, which tells who somebody is`, fix };
      }
      for (const matcher of node.type === 'selector' ? node.matchers : [])
        if (personal.has(matcher.label)) {
          found = true;
          yield { at: matcher, message: `the rule reads ${matcher.label}, which tells who somebody is`, fix };
        }
    }
    const kept = Object.keys(analysis.of(query.node).labels ?? {}).filter((label) => personal.has(label));
    if (!found)
      for (const label of kept)
        yield { at: query.node, message: `the rule keeps ${label} on what it writes`, fix };
  },
};
