import type { Dashboard } from '../model/dashboard.ts';
import type { Matcher, Node } from '../model/node.ts';
import { variablesIn } from '../promql/variables.ts';
import { nodesOf } from '../promql/walk.ts';

/** A Grafana variable, and the piece of the query that names it. */
export interface VariableUse {
  readonly name: string;
  readonly at: Node | Matcher;
  /** In a string literal: in label_replace `$name` may be a capture group. */
  readonly literal: boolean;
}

/** The Grafana variables in a query. */
export function variableUses(root: Node): readonly VariableUse[] {
  const uses: VariableUse[] = [];
  for (const node of nodesOf(root)) {
    switch (node.type) {
      case 'selector':
        look(uses, node, [node.metric, node.offset, node.at]);
        for (const matcher of node.matchers) look(uses, matcher, [matcher.label, matcher.value]);
        break;
      case 'range':
        look(uses, node, [node.window]);
        break;
      case 'subquery':
        look(uses, node, [node.window, node.step, node.offset, node.at]);
        break;
      case 'aggregate':
        if (node.grouping) look(uses, node, node.grouping.labels);
        break;
      case 'binary':
        if (node.matching) look(uses, node, [...node.matching.labels, ...(node.matching.include ?? [])]);
        break;
      case 'string':
        look(uses, node, [node.value]);
        break;
      case 'raw':
        look(uses, node, [node.text]);
        break;
    }
  }
  return uses;
}

function look(
  uses: VariableUse[],
  at: Node | Matcher,
  texts: readonly (string | number | undefined)[],
): void {
  for (const text of texts)
    if (typeof text === 'string')
      for (const name of variablesIn(text))
        uses.push({ name, at, literal: 'type' in at && at.type === 'string' });
}

/** The variables that a dashboard has: its own, and those of its JSON such as the data source. */
export function variablesOf(dashboard: Dashboard): Set<string> {
  const templating = dashboard.json.templating as
    | { readonly list?: readonly { readonly name?: string }[] }
    | undefined;
  return new Set([
    ...dashboard.variables.map(({ variable }) => variable),
    ...(templating?.list ?? []).flatMap(({ name }) => (name ? [name] : [])),
  ]);
}

/** Whether Grafana itself sets a variable: `__rate_interval`, `timeFilter`. */
export const isBuiltIn = (name: string): boolean => name.startsWith('__') || name === 'timeFilter';
