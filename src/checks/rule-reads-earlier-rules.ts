import type { Matcher } from '../model/node.ts';
import type { Recording, RuleGroup } from '../model/rule.ts';
import { nameOf } from '../promql/analyse.ts';
import { ruleName } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';

/** A rule reads rules before it in its group, or rules of other groups: what comes later is one evaluation old. */
export const ruleReadsEarlierRules: Check = {
  id: 'rule-reads-earlier-rules',
  severity: 'error',
  nodes: {
    *selector(node, { asker }): Iterable<Finding> {
      // An offset asks for old samples anyway.
      if (asker.type !== 'rule' || node.offset !== undefined) return;
      const writers = positions(asker.group).get(nameOf(node));
      const late = writers?.find(({ index, rule }) => index >= asker.index && !excluded(node.matchers, rule));
      if (!late) return;
      yield late.index === asker.index
        ? {
            at: node,
            message: `${ruleName(asker.rule)} reads itself`,
            fix: 'read the metrics it is made of, or an older value with offset',
          }
        : {
            at: node,
            message: `${ruleName(asker.rule)} reads ${late.rule.record}, which comes later in the group and is one evaluation old`,
            fix: `move ${late.rule.record} before it`,
          };
    },
  },
};

type Writers = Map<string, { readonly index: number; readonly rule: Recording }[]>;
const cache = new WeakMap<RuleGroup, Writers>();

function positions(group: RuleGroup): Writers {
  const known = cache.get(group);
  if (known) return known;
  const writers: Writers = new Map();
  for (const [index, rule] of group.rules.entries())
    if (rule.type === 'record')
      writers.set(rule.record, [...(writers.get(rule.record) ?? []), { index, rule }]);
  cache.set(group, writers);
  return writers;
}

/** Whether a matcher asks for another static label than the rule writes: several rules may share one name. */
const excluded = (matchers: readonly Matcher[], { labels }: Recording): boolean =>
  matchers.some(({ label, op, value }) => op === '=' && label in labels && labels[label] !== value);
