import type { Dashboard } from '../model/dashboard.ts';
import type { Project } from '../model/project.ts';
import type { Unit } from '../model/unit.ts';
import type { Variable } from '../model/variable.ts';
import { print } from '../promql/print.ts';

/** A query of the project, as it can be put to a Prometheus server: no variable is left in it. */
export interface Question {
  /** The dashboard's uid, or `rules/<subject>`. */
  readonly of: string;
  /** The panel's title and query letter, or the rule's name. */
  readonly asks: string;
  readonly expr: string;
  readonly unit: Unit;
}

/** Values for the variables of a dashboard, by name. `.*` stands for "all". */
export type Values = Readonly<Record<string, string>>;

/**
 * Every query of every panel and every rule. Grafana's own windows become what they would be for the dashboard's default
 * time range, at a scrape interval of 15 s.
 */
export function questionsOf(project: Project, values: (of: Dashboard) => Values): readonly Question[] {
  const ofPanels = project.dashboards.flatMap((dashboard) => {
    const fill = filler(dashboard, values(dashboard));
    return dashboard.panels.flatMap(({ panel }) =>
      panel.series.map(({ query, refId }) => ({
        of: dashboard.uid,
        asks: panel.series.length > 1 ? `${panel.title} (${refId})` : panel.title,
        expr: fill(print(query.node)),
        unit: query.unit,
      })),
    );
  });
  const ofRules = project.rules.flatMap((file) =>
    file.groups.flatMap((group) =>
      group.rules.map((rule) => ({
        of: `rules/${file.name}`,
        asks: rule.type === 'record' ? rule.record : rule.alert,
        expr: print(rule.query.node),
        unit: rule.query.unit,
      })),
    ),
  );
  return [...ofPanels, ...ofRules];
}

/** What to ask a server for the values of a variable: a label, and the selector whose series carry it. */
export function choicesOf(
  variable: Variable,
  values: Values,
): { readonly label: string; readonly selector: string } | undefined {
  const { from } = variable;
  return from.type === 'label'
    ? { label: from.label, selector: interpolate(print(from.of.node), values) }
    : undefined;
}

function filler(dashboard: Dashboard, values: Values): (expr: string) => string {
  const { from } = (dashboard.json.time ?? {}) as { from?: string };
  const range = from?.replace('now-', '') ?? '1h';
  return (expr) => interpolate(expr, { ...values, __rate_interval: '1m', __interval: '1m', __range: range });
}

/** Replaces `$name` by its value, longest names first, so that `$environment` is not taken for `$env`. */
function interpolate(expr: string, values: Values): string {
  const names = Object.keys(values).sort((a, b) => b.length - a.length);
  return names.reduce((text, name) => text.replaceAll(`$${name}`, values[name] as string), expr);
}
