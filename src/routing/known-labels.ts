import type { AlertRule } from '../model/rule.ts';
import type { AlertLabels } from './matches.ts';

/** A template may say anything. */
export const isPlain = (value: string): boolean => !value.includes('{{');

/** The labels of an alert of which the value is known before it fires: what the server adds, and what the rule puts on it. */
export function knownLabels(
  { alert, labels }: AlertRule,
  externalLabels: Readonly<Record<string, string>>,
): AlertLabels {
  // One server of a pair must send what the other sends, so what tells them apart is dropped on the way.
  const { replica, ...server } = externalLabels;
  const own = Object.entries({ ...labels, alertname: alert }).filter(([, value]) => isPlain(value));
  return { ...server, ...Object.fromEntries(own) };
}
