import { secondsOf } from '#lib';
import { rules } from '../../alerts/index.ts';

const holds = new Map(
  rules.flatMap(({ groups }) =>
    groups.flatMap((group) =>
      group.rules.flatMap((rule) =>
        rule.type === 'alert' ? [[rule.alert, rule.for ? secondsOf(rule.for) * 1000 : 0] as const] : [],
      ),
    ),
  ),
);

/**
 * Milliseconds for which the condition of an alert has held before the alert begins to fire; `undefined` when alerts/ has no such alert:
 * somebody wrote it by hand on a server, or sends what he likes.
 */
export function holdOf(alertname: string): number | undefined {
  return holds.get(alertname);
}
