import type { Project } from '../model/project.ts';
import { Query } from './query.ts';

/** Every query of a project, in the order of its definitions: of variables, annotations, panels, then rules. */
export function* queriesOf({ dashboards, rules }: Project): Generator<Query> {
  for (const dashboard of dashboards) {
    for (const variable of dashboard.variables)
      if (variable.from.type === 'label')
        yield new Query({ type: 'variable', dashboard, variable }, variable.from.of);
    for (const annotation of dashboard.annotations)
      yield new Query({ type: 'annotation', dashboard, annotation }, annotation.query);
    for (const placed of dashboard.panels)
      for (const series of placed.panel.series)
        yield new Query({ type: 'panel', dashboard, placed, series }, series.query);
  }
  for (const file of rules)
    for (const group of file.groups)
      for (const [index, rule] of group.rules.entries())
        yield new Query({ type: 'rule', file, group, rule, index }, rule.query);
}
