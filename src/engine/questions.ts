import type { Dashboard } from '../model/dashboard.ts';
import type { Project } from '../model/project.ts';
import type { Unit } from '../model/unit.ts';
import type { Variable } from '../model/variable.ts';
import { print } from '../promql/print.ts';
import { queriesOf } from '../queries/queries.ts';
import { ruleName } from '../queries/query.ts';

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
  return [...queriesOf(project)].flatMap(({ asker, text, vector: { unit } }) => {
    if (asker.type === 'rule')
      return [{ of: `rules/${asker.file.name}`, asks: ruleName(asker.rule), expr: text, unit }];
    if (asker.type !== 'panel') return [];
    const { dashboard, placed, series } = asker;
    const { title, series: all } = placed.panel;
    const asks = all.length > 1 ? `${title} (${series.refId})` : title;
    return [
      {
        of: dashboard.uid,
        asks,
        expr: interpolate(text, { ...values(dashboard), ...windowsOf(dashboard) }),
        unit,
      },
    ];
  });
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

function windowsOf(dashboard: Dashboard): Values {
  const { from = 'now-1h' } = (dashboard.json.time ?? {}) as { from?: string };
  return { __rate_interval: '1m', __interval: '1m', __range: from.replace('now-', '') };
}

/** Replaces `$name` by its value, longest names first, so that `$environment` is not taken for `$env`. */
function interpolate(expr: string, values: Values): string {
  const names = Object.keys(values).sort((a, b) => b.length - a.length);
  return names.reduce((text, name) => text.replaceAll(`$${name}`, values[name] as string), expr);
}
