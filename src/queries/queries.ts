import type { Dashboard } from '../model/dashboard.ts';
import { once } from '../model/once.ts';
import type { Project } from '../model/project.ts';
import type { RuleFile } from '../model/prometheus.ts';
import type { RunbookFile } from '../model/runbook.ts';
import { Query } from './query.ts';

/** What is compiled to files of its own and asks queries. */
export type Definition = Dashboard | RuleFile | RunbookFile;

/** Every query of a project, in the order of its definitions: of variables, annotations, panels, then rules, then runbooks. */
export function* queriesOf({ dashboards, rules, runbooks }: Project): Generator<Query> {
  for (const dashboard of dashboards) yield* queriesIn(dashboard);
  for (const file of rules) yield* queriesIn(file);
  for (const file of runbooks?.files ?? []) yield* queriesIn(file);
}

/** The queries of one definition. */
export const queriesIn: (of: Definition) => readonly Query[] = once((of: Definition) => [
  ...('panels' in of ? asked(of) : 'groups' in of ? ruled(of) : read(of)),
]);

function* asked(dashboard: Dashboard): Generator<Query> {
  for (const variable of dashboard.variables)
    if (variable.from.type === 'label')
      yield new Query({ type: 'variable', dashboard, variable }, variable.from.of);
  for (const annotation of dashboard.annotations)
    yield new Query({ type: 'annotation', dashboard, annotation }, annotation.query);
  for (const placed of dashboard.panels)
    for (const series of placed.panel.series)
      yield new Query({ type: 'panel', dashboard, placed, series }, series.query);
}

function* ruled(file: RuleFile): Generator<Query> {
  for (const group of file.groups)
    for (const [index, rule] of group.rules.entries())
      yield new Query({ type: 'rule', file, group, rule, index }, rule.query);
}

function* read(file: RunbookFile): Generator<Query> {
  for (const runbook of file.runbooks)
    for (const question of runbook.diagnosis)
      yield new Query({ type: 'runbook', file, runbook, question }, question.query);
}
