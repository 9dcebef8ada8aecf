import type { Project } from '../model/project.ts';
import type { Recording } from '../model/rule.ts';
import { nodesOf } from '../promql/walk.ts';
import { queriesOf } from '../queries/queries.ts';

/** A recording rule with the interval at which it is evaluated. */
export interface Recorded {
  readonly rule: Recording;
  readonly interval: string;
}

/**
 * Recording rules in levels: those of the first read scraped series only, those of the next read what the levels before
 * them recorded. Rules that read one another in a circle stand together in the last level.
 */
export function levelsOf(project: Project): readonly (readonly Recorded[])[] {
  let rest = [...queriesOf(project)].flatMap(({ asker, node }) =>
    asker.type === 'rule' && asker.rule.type === 'record'
      ? [
          {
            rule: asker.rule,
            interval: asker.group.interval,
            reads: nodesOf(node).flatMap((one) => (one.type === 'selector' ? [one.metric] : [])),
          },
        ]
      : [],
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
