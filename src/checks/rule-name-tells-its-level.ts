import { labelNames } from '../promql/vocabulary.ts';
import type { Check, Finding } from './check.ts';
import { list } from './words.ts';

const fixed = 'rename it level:metric:operations';

/** A recording rule is named `level:metric:operations`, the level being the labels that its query leaves. */
export const ruleNameTellsItsLevel: Check = {
  id: 'rule-name-tells-its-level',
  severity: 'error',
  *query({ asker, node }, { analysis, vocabulary }): Iterable<Finding> {
    if (asker.type !== 'rule' || asker.rule.type !== 'record' || asker.rule.alias) return;
    const { record, labels: constant } = asker.rule;
    const parts = record.split(':');
    if (parts.length !== 3 || parts.some((part) => !/^\w+$/.test(part))) {
      yield { at: node, message: `${record} is not named level:metric:operations`, fix: fixed };
      return;
    }
    const { labels } = analysis.of(node);
    if (!labels) return;
    const left = Object.keys(labels);
    const level = parts[0] as string;
    if (left.length === 0) {
      const label = [...labelNames(vocabulary)].find((name) => name === level);
      if (label && !(label in constant))
        yield {
          at: node,
          message: `${record} says the level ${level}, and its query leaves no label`,
          fix: 'keep the label, or name the level after what is measured as a whole',
        };
    } else if (!spells(level, left, Object.keys(constant)))
      yield {
        at: node,
        message: `${record} says the level ${level}, and its query leaves ${list(left)}`,
        fix: `name the level ${left.toSorted().join('_')}`,
      };
  },
};

/** Whether a level is made of all required names and any of the others, in any order, joined by underscores. */
function spells(level: string, required: readonly string[], optional: readonly string[]): boolean {
  if (level === '') return required.length === 0;
  return [...required, ...optional].some((name) => {
    if (level !== name && !level.startsWith(`${name}_`)) return false;
    const rest = level.slice(name.length + 1);
    const without = (names: readonly string[]): string[] => names.filter((one) => one !== name);
    return spells(rest, without(required), without(optional));
  });
}
