import type { Annotation, Dashboard, PlacedPanel } from '../model/dashboard.ts';
import type { Matcher, Node, Place } from '../model/node.ts';
import type { Series } from '../model/panel.ts';
import type { RuleFile } from '../model/prometheus.ts';
import type { Rule, RuleGroup } from '../model/rule.ts';
import type { Runbook, RunbookFile, RunbookQuestion } from '../model/runbook.ts';
import type { Variable } from '../model/variable.ts';
import type { Vector } from '../model/vector.ts';
import { print, type Spans } from '../promql/print.ts';
import { childrenOf, nodesOf } from '../promql/walk.ts';
import { dashboardPath, rulesPath, runbookPath } from './paths.ts';
import { type Resolved, resolve } from './resolve.ts';
import { type VariableUse, variableUses } from './variable-uses.ts';

/** Who asks a query. */
export type Asker =
  | {
      readonly type: 'panel';
      readonly dashboard: Dashboard;
      readonly placed: PlacedPanel;
      readonly series: Series;
    }
  | { readonly type: 'annotation'; readonly dashboard: Dashboard; readonly annotation: Annotation }
  | { readonly type: 'variable'; readonly dashboard: Dashboard; readonly variable: Variable }
  | {
      readonly type: 'rule';
      readonly file: RuleFile;
      readonly group: RuleGroup;
      readonly rule: Rule;
      /** Position of the rule in its group. */
      readonly index: number;
    }
  | {
      readonly type: 'runbook';
      readonly file: RunbookFile;
      readonly runbook: Runbook;
      readonly question: RunbookQuestion;
    };

/** One query of the project: its tree, and (only when somebody asks) its text and the places in it. */
export class Query {
  readonly resolved: Resolved;
  private uses: readonly VariableUse[] | undefined;
  private printed: { readonly text: string; readonly spans: Spans } | undefined;

  constructor(
    readonly asker: Asker,
    /** The query as it was declared. */
    readonly vector: Vector,
  ) {
    this.resolved = resolve(vector.node);
  }

  /** `dashboards/operations.ts › Error rate › A`. */
  get path(): string {
    return pathOf(this.asker);
  }

  /** The syntax tree, with raw text parsed; only checks that run on unparsed queries look at `resolved`. */
  get node(): Node {
    return this.resolved.node ?? this.vector.node;
  }

  /** The Grafana variables that the query names. */
  get variables(): readonly VariableUse[] {
    this.uses ??= variableUses(this.node);
    return this.uses;
  }

  /** Where the query runs: what a person types into Prometheus is read as a rule is. */
  get runs(): 'dashboard' | 'rule' {
    return this.asker.type === 'rule' || this.asker.type === 'runbook' ? 'rule' : 'dashboard';
  }

  /** The query as it is sent. */
  get text(): string {
    return this.print().text;
  }

  /** Where a node, a matcher, or a label in a node's grouping stands in the text. A selector is shown by its name. */
  place(piece: Node | Matcher, word?: string): Place {
    const { text } = this;
    const [from, to] = this.span(piece) ?? [0, text.length];
    if (word && 'type' in piece) return this.wordIn(piece, [from, to], word) ?? [from, to];
    const named = 'metric' in piece && piece.metric !== '' && text.startsWith(piece.metric, from);
    return named ? [from, from + piece.metric.length] : [from, to];
  }

  private print(): { readonly text: string; readonly spans: Spans } {
    if (this.printed) return this.printed;
    const spans: Spans = new Map();
    const text = print(this.vector.node, spans);
    for (const { raw, parsed } of this.resolved.raws) {
      const base = spans.get(raw)?.[0] ?? 0;
      const shift = (piece: Node | Matcher): void => {
        if (piece.place) spans.set(piece, [piece.place[0] + base, piece.place[1] + base]);
      };
      for (const node of parsed.type === 'problem' ? [] : nodesOf(parsed)) {
        shift(node);
        if (node.type === 'selector') node.matchers.forEach(shift);
      }
    }
    this.printed = { text, spans };
    return this.printed;
  }

  /** Where raw text begins in the query. */
  base(raw: Node): number {
    return this.print().spans.get(raw)?.[0] ?? 0;
  }

  private span(piece: Node | Matcher): Place | undefined {
    const { spans } = this.print();
    return (
      spans.get(piece) ?? ('type' in piece ? spans.get(this.resolved.origins.get(piece) ?? piece) : undefined)
    );
  }

  /** Looks for a word in the parts of a node that are not its operands: its grouping, its matching. */
  private wordIn(node: Node, [from, to]: Place, word: string): Place | undefined {
    const holes = childrenOf(node).map((child) => this.span(child) ?? [from, from]);
    const gaps = [...holes, [to, to] as const].map(([start], index) => [
      index ? (holes[index - 1]?.[1] ?? from) : from,
      start,
    ]);
    // Prometheus 3 quotes labels of any characters.
    const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    for (const [start = from, end = to] of gaps) {
      const found = new RegExp(`(?<!\\w)${escaped}(?!\\w)`).exec(this.text.slice(start, end));
      if (found) return [start + found.index, start + found.index + word.length];
    }
    return undefined;
  }
}

function pathOf(asker: Asker): string {
  switch (asker.type) {
    case 'panel':
      return `${panelPath(asker.dashboard, asker.placed)} › ${asker.series.refId}`;
    case 'annotation':
      return `${dashboardPath(asker.dashboard)} › annotation ${asker.annotation.name}`;
    case 'variable':
      return `${dashboardPath(asker.dashboard)} › variable ${asker.variable.variable}`;
    case 'rule':
      return `${rulesPath(asker.file)} › ${asker.group.name} › ${ruleName(asker.rule)}`;
    case 'runbook':
      return `${runbookPath(asker.file, asker.runbook)} › ${asker.question.ask}`;
  }
}

/** `dashboards/operations.ts › Error rate`. */
export const panelPath = (dashboard: Dashboard, placed: PlacedPanel): string =>
  `${dashboardPath(dashboard)} › ${placed.panel.title || placed.panel.key}`;

/** What a rule is called. */
export const ruleName = (rule: Rule): string => (rule.type === 'record' ? rule.record : rule.alert);
