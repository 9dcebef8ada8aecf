import type { Project } from '../model/project.ts';
import type { AlertRule, Recording, Rule } from '../model/rule.ts';
import type { Scenario } from '../model/scenario.ts';
import { nameOf } from '../promql/analyse.ts';
import { nodesOf } from '../promql/walk.ts';
import { resolve } from './resolve.ts';

/** A rule as it stands in the project, which file it is in, and every rule that it reads before it. */
export interface NeededRule<Of extends Rule = Rule> {
  readonly rule: Of;
  readonly file: string;
}

/** The rules of a project that a scenario depends on, in an order in which each comes after those that it reads. */
export function rulesNeeded(project: Project, scenario: Scenario): readonly NeededRule[] {
  const wanted = scenario.expect.map((one) => (one.type === 'records' ? one.rule : one.alert));
  // What goes in is not computed: the rules that would are not looked at.
  return closure(project, wanted, new Set(scenario.given.map(({ series }) => series)));
}

/** The recording rules that a rule reads, and those that they read, each after those that it reads. */
export const rulesBehind = (project: Project, rule: Rule): readonly NeededRule<Recording>[] =>
  closure(project, [rule], new Set()).filter(
    (one): one is NeededRule<Recording> => one.rule.type === 'record' && !isSame(one.rule, rule),
  );

function closure(project: Project, wanted: readonly Rule[], fed: ReadonlySet<string>): readonly NeededRule[] {
  const all = project.rules.flatMap(({ name, groups }) =>
    groups.flatMap(({ rules }) => rules.map((rule): NeededRule => ({ rule, file: name }))),
  );
  const needed = new Set<NeededRule>();
  const open = new Set<NeededRule>();

  function need(one: NeededRule): void {
    if (needed.has(one) || open.has(one)) return;
    open.add(one);
    for (const node of nodesOf(resolve(one.rule.query.node).node ?? one.rule.query.node)) {
      if (node.type !== 'selector') continue;
      const name = nameOf(node);
      const asked = new Map(
        node.matchers.flatMap(({ label, op, value }) => (op === '=' ? [[label, value]] : [])),
      );
      if (fed.has(name)) continue;
      for (const other of all)
        if (other.rule.type === 'record' && other.rule.record === name && couldWrite(other.rule, asked))
          need(other);
    }
    needed.add(one);
  }

  for (const rule of wanted) for (const one of all) if (isSame(one.rule, rule)) need(one);
  // An alert that reads alerts needs those that the scenario speaks of, and they come first.
  return [...needed].sort((one, other) => readsAlerts(one.rule) - readsAlerts(other.rule));
}

/** Placed in its file an alert has labels more; it asks the very same query. */
export const isSame = (one: Rule, other: Rule): boolean => one === other || one.query === other.query;

const couldWrite = ({ labels }: Recording, asked: ReadonlyMap<string, string>): boolean =>
  Object.entries(labels).every(([label, value]) => (asked.get(label) ?? value) === value);

const readsAlerts = ({ query }: Rule | AlertRule): number =>
  nodesOf(query.node).some((node) => node.type === 'selector' && nameOf(node) === 'ALERTS') ? 1 : 0;
