import type { LabelSpecs } from '../model/label.ts';
import type { Matcher } from '../model/node.ts';
import { alternatives } from '../promql/narrow.ts';
import type { AlertLabels } from './matches.ts';

/** More than this is not tried out. */
const most = 20_000;

/**
 * Labels of alerts that differ in everything that some matchers can tell apart: for each label every value that is named, one
 * that is not, and none. Whatever holds of these holds of all alerts. `undefined` where an expression names no values, or
 * where there are too many.
 */
export function situations(
  matchers: readonly Matcher[],
  labels: LabelSpecs,
): readonly AlertLabels[] | undefined {
  const values = new Map<string, Set<string>>();
  for (const { label, op, value } of matchers) {
    const named = op === '=' || op === '!=' ? [value] : value === '.+' ? [] : alternatives(value);
    if (!named) return undefined;
    const spec = labels[label];
    const other = spec?.closed ? spec.values : ['something else'];
    values.set(label, new Set([...(values.get(label) ?? ['', ...other]), ...named]));
  }
  const count = [...values.values()].reduce((product, set) => product * set.size, 1);
  if (count > most) return undefined;
  let found: AlertLabels[] = [{}];
  for (const [label, set] of values)
    found = found.flatMap((one) => [...set].map((value) => ({ ...one, [label]: value })));
  return found;
}
