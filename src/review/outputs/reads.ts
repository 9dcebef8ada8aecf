import { isJson, type Json } from '../../model/json.ts';
import type { Node } from '../../model/node.ts';
import { nameOf } from '../../promql/analyse.ts';
import { parse } from '../../promql/parse.ts';
import { childrenOf } from '../../promql/walk.ts';
import type { Item } from './item.ts';
import { objectsIn, word } from './parsed.ts';

/** A series that something reads, and the labels by which it does. */
export interface Read {
  readonly series: string;
  readonly labels: ReadonlySet<string>;
  /** `Operations › Error share`, `alert FrameworkErrorRateHigh`. */
  readonly reader: string;
}

/** What a thing reads: the queries of a dashboard, the query of a rule. Text that is no PromQL reads nothing. */
export function readsOf(item: Item): readonly Read[] {
  if (!isJson(item.spec)) return [];
  const { spec } = item;
  const name = item.name ?? item.id;
  switch (item.kind) {
    case 'alert':
      return queryReads(
        word(spec.expr),
        `alert ${name}`,
        labelsIn(JSON.stringify(spec.annotations ?? {}), /\$labels\.(\w+)/g),
      );
    case 'recording-rule':
      return queryReads(word(spec.expr), `rule ${name}`, []);
    case 'dashboard':
      return isJson(spec.dashboard) ? dashboardReads(spec.dashboard, name) : [];
    default:
      return [];
  }
}

function dashboardReads(dashboard: Json, name: string): readonly Read[] {
  const listIn = (key: string): readonly Json[] => objectsIn((dashboard[key] as Json | undefined)?.list);
  return [
    ...listIn('templating').flatMap((of) => variableReads(of, `${name} › variable ${word(of.name)}`)),
    ...listIn('annotations').flatMap((of) =>
      queryReads(
        word(of.expr),
        `${name} › annotation ${word(of.name)}`,
        labelsIn(`${of.titleFormat} ${of.textFormat}`, /\{\{\s*(\w+)\s*\}\}/g),
      ),
    ),
    ...panelReads(dashboard.panels, name),
  ];
}

function panelReads(panels: unknown, name: string): readonly Read[] {
  return objectsIn(panels).flatMap((panel) => [
    ...objectsIn(panel.targets).flatMap(({ expr, legendFormat }) =>
      queryReads(
        word(expr),
        `${name} › ${word(panel.title || panel.type)}`,
        labelsIn(word(legendFormat), /\{\{\s*(\w+)\s*\}\}/g),
      ),
    ),
    ...panelReads(panel.panels, name),
  ]);
}

/** `label_values(up{job="a"}, instance)`, or a query in `query_result()`. */
function variableReads({ query }: Json, reader: string): readonly Read[] {
  const text = word(isJson(query) ? query.query : query);
  const [, of, label] = /^label_values\((.+),\s*(\w+)\s*\)$/s.exec(text) ?? [];
  if (of && label) return queryReads(of, reader, [label]);
  const [, inside] = /^query_result\((.+)\)$/s.exec(text) ?? [];
  return inside ? queryReads(inside, reader, []) : [];
}

const labelsIn = (text: string, pattern: RegExp): readonly string[] =>
  Array.from(text.matchAll(pattern), ([, label]) => label as string);

function queryReads(text: string, reader: string, named: readonly string[]): readonly Read[] {
  const tree = text ? parse(text) : undefined;
  if (!tree || tree.type === 'problem') return [];
  const reads: Read[] = [];
  visit(tree, new Set(named), (series, labels) => reads.push({ series, labels, reader }));
  return reads;
}

/** Selectors, each with the labels that it and what is around it name. */
function visit(
  node: Node,
  around: ReadonlySet<string>,
  found: (series: string, labels: ReadonlySet<string>) => void,
): void {
  if (node.type === 'selector') {
    const series = nameOf(node);
    // What a variable stands for is not known.
    if (series && !series.includes('$'))
      found(series, new Set([...around, ...node.matchers.map(({ label }) => label)]));
    return;
  }
  const inside = labelsWithin(node, around);
  for (const child of childrenOf(node)) visit(child, inside, found);
}

function labelsWithin(node: Node, around: ReadonlySet<string>): ReadonlySet<string> {
  switch (node.type) {
    case 'aggregate':
      // Without a grouping, or by others, no label from outside is that of a series inside.
      if (node.grouping?.mode !== 'without') return new Set(node.grouping?.labels ?? []);
      return new Set([...around, ...node.grouping.labels]);
    case 'binary':
      return node.matching
        ? new Set([...around, ...node.matching.labels, ...(node.matching.include ?? [])])
        : around;
    case 'call': {
      const sources = /^label_(replace|join)$/.test(node.name) ? node.args.slice(3) : [];
      return new Set([...around, ...sources.flatMap((arg) => (arg.type === 'string' ? [arg.value] : []))]);
    }
    default:
      return around;
  }
}
