import type { RuleFile } from '../model/prometheus.ts';
import type { Recording } from '../model/rule.ts';
import { nodesOf } from '../promql/walk.ts';

/** A recording rule with the interval at which it is evaluated. */
export interface Recorded {
  readonly rule: Recording;
  readonly interval: string;
}

/**
 * Recording rules in levels: those of the first read scraped series only, those of the next read what the levels before
 * them recorded. A rule that reads itself, over whatever detour, stands in the last level.
 */
export function levelsOf(files: readonly RuleFile[]): readonly (readonly Recorded[])[] {
  let rest = files.flatMap(({ groups }) =>
    groups.flatMap(({ interval, rules }) =>
      rules.flatMap((rule) => (rule.type === 'record' ? [{ rule, interval, reads: readsOf(rule) }] : [])),
    ),
  );
  const levels: Recorded[][] = [];
  while (rest.length > 0) {
    const pending = new Set(rest.map(({ rule }) => rule.record));
    const ready = rest.filter(({ reads }) => !reads.some((name) => pending.has(name)));
    const level = ready.length > 0 ? ready : rest;
    levels.push(level.map(({ rule, interval }) => ({ rule, interval })));
    rest = rest.filter((each) => !level.includes(each));
  }
  return levels;
}

/** Names of the series that a rule reads. Raw text is not looked into. */
function readsOf(rule: Recording): readonly string[] {
  return nodesOf(rule.query.node).flatMap((node) => (node.type === 'selector' ? [node.metric] : []));
}
