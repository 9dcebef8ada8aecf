import type { Node } from '../../src/model/node.ts';
import type { Project } from '../../src/model/project.ts';
import type { Recording } from '../../src/model/rule.ts';
import { nodesOf } from '../../src/promql/walk.ts';
import { resolve } from '../../src/queries/resolve.ts';

/**
 * A project with those recordings only whose past matters: some rule reads them over a window or from before, or they are what such a
 * recording is made of. All others are as good as new after one evaluation.
 */
export function remembered(project: Project): Project {
  const rules = project.rules.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  const nodes = rules.map((rule) => ({
    rule,
    nodes: nodesOf(resolve(rule.query.node).node ?? rule.query.node),
  }));
  const recordings = new Map<string, Node[]>();
  for (const { rule, nodes: own } of nodes)
    if (rule.type === 'record') recordings.set(rule.record, [...(recordings.get(rule.record) ?? []), ...own]);

  const kept = new Set<string>();
  const keep = (name: string): void => {
    const made = recordings.get(name);
    if (!made || kept.has(name)) return;
    kept.add(name);
    for (const one of made) if (one.type === 'selector') keep(one.metric);
  };
  for (const { nodes: own } of nodes)
    for (const one of own) {
      if (one.type === 'range') keep(one.of.metric);
      if (one.type === 'selector' && one.offset !== undefined) keep(one.metric);
      if (one.type === 'subquery')
        for (const inner of nodesOf(one.of)) if (inner.type === 'selector') keep(inner.metric);
    }
  return {
    ...project,
    rules: project.rules.map((file) => ({
      ...file,
      groups: file.groups.map((group) => ({
        ...group,
        rules: group.rules.filter(
          (rule): rule is Recording => rule.type === 'record' && kept.has(rule.record),
        ),
      })),
    })),
  };
}
