import type { Matcher } from '../model/node.ts';
import { regexOf } from '../promql/narrow.ts';

/** The labels of one alert. */
export type AlertLabels = Readonly<Record<string, string>>;

/**
 * Whether an alert passes a matcher, as Alertmanager sees it: a label that is not there is the empty text, and a regular
 * expression matches from end to end. `undefined` where only RE2 can read the expression.
 */
export function matches({ label, op, value }: Matcher, labels: AlertLabels): boolean | undefined {
  const said = labels[label] ?? '';
  if (op === '=') return said === value;
  if (op === '!=') return said !== value;
  const found = regexOf(value)?.test(said);
  return found === undefined ? undefined : found === (op === '=~');
}

/** Whether an alert passes all of them. */
export function matchesAll(matchers: readonly Matcher[], labels: AlertLabels): boolean | undefined {
  const verdicts = matchers.map((one) => matches(one, labels));
  return verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true;
}
