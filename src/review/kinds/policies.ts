import { canonical } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import type { Part } from '../parts.ts';
import { duration, listed, plain } from '../words.ts';

const route: Part = {
  noun: 'route',
  name: ({ object_matchers: matchers }) => matchersInWords(matchers),
  // A route whose matchers are others is the same one if all else is.
  keys: ({ object_matchers: matchers, ...others }) => [canonical(matchers ?? []), canonical(others)],
  compare: compareRoute,
  tell: ({ receiver }) => (typeof receiver === 'string' ? `to ${receiver}` : undefined),
};

/** What differs in a notification policy and in the routes below it, whose order has meaning: the first that matches counts. */
export function compareRoute(of: Comparison): void {
  of.fact('object_matchers', 'matchers', matchersInWords);
  of.fact('receiver');
  of.fact('group_by', 'grouped by', listed);
  of.fact('group_wait', 'wait before the first message', duration);
  of.fact('group_interval', 'wait before news of a group', duration);
  of.fact('repeat_interval', 'wait before a repetition', duration);
  of.fact('continue');
  of.fact('mute_time_intervals', 'mute timings', listed);
  of.fact('active_time_intervals', 'active timings', listed);
  of.list('routes', route);
  of.rest();
}

/** `severity="critical", team=~"a|b"`. */
function matchersInWords(matchers: unknown): string {
  if (!Array.isArray(matchers) || matchers.length === 0) return 'for everything';
  if (!matchers.every((one) => Array.isArray(one) && one.length === 3)) return plain(matchers);
  return (matchers as [string, string, string][])
    .map(([label, operator, value]) => `${label}${operator}${JSON.stringify(value)}`)
    .join(', ');
}
