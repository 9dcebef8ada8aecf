import type { Dashboard } from '../model/dashboard.ts';
import { secondsOf } from '../model/duration.ts';
import type { Node } from '../model/node.ts';
import type { Project } from '../model/project.ts';
import type { Unit } from '../model/unit.ts';
import type { Variable } from '../model/variable.ts';
import { print } from '../promql/print.ts';
import { watched } from '../promql/watched.ts';
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
  /** Asked of an alert: what it watches may be there in trouble only. */
  readonly optional?: true;
}

/** Values for the variables of a dashboard, by name. `.*` stands for "all". */
export type Values = Readonly<Record<string, string>>;

/**
 * Every query of every panel and every rule that `can` be answered; of an alert, what it watches. Grafana's own windows become what they would be for the dashboard's default
 * time range.
 */
export function questionsOf(
  project: Project,
  values: (of: Dashboard) => Values,
  can: (node: Node) => boolean = () => true,
): readonly Question[] {
  return [...queriesOf(project)].flatMap(({ asker, text, node, vector: { unit } }) => {
    if (!can(node)) return [];
    if (asker.type === 'rule') {
      const { rule, file } = asker;
      const asked = rule.type === 'alert' ? watched(node) : node;
      const expr = asked === node ? text : print(asked);
      return [
        {
          of: `rules/${file.name}`,
          asks: ruleName(rule),
          expr,
          unit,
          ...(rule.type === 'alert' && { optional: true }),
        },
      ];
    }
    if (asker.type !== 'panel') return [];
    const { dashboard, placed, series } = asker;
    const { title, series: all } = placed.panel;
    const asks = all.length > 1 ? `${title} (${series.refId})` : title;
    return [
      {
        of: dashboard.uid,
        asks,
        expr: interpolate(text, {
          ...values(dashboard),
          ...windowsOf(dashboard, secondsOf(project.prometheus.interval)),
        }),
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

/** What Grafana computes from the time range, for a graph a thousand points wide. */
function windowsOf({ json, resolution }: Dashboard, scrape: number): Values {
  const { from = 'now-1h' } = (json.time ?? {}) as { from?: string };
  const range = from.replace('now-', '');
  const least = resolution ? secondsOf(resolution) : scrape;
  const step = Math.max(least, Math.ceil(secondsOf(range) / 1000));
  return { __rate_interval: `${Math.max(step + least, 4 * least)}s`, __interval: `${step}s`, __range: range };
}

/** Puts values in the place of `$name`, `${name}` and `[[name]]`; what has none stays as it is. */
function interpolate(expr: string, values: Values): string {
  return expr.replaceAll(
    /\$\{(\w+)(?::\w+)?\}|\[\[(\w+)(?::\w+)?\]\]|\$(\w+)/g,
    (text, braced, bracketed, bare) => values[braced ?? bracketed ?? bare] ?? text,
  );
}
