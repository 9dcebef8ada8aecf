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

/** What queries read, by their texts: most queries of two versions are the same. */
export type QueryMemory = Map<string, readonly Omit<Read, 'reader'>[]>;

/** A query, who asks it, and the labels that what is shown of its answer names. */
interface Asked {
  readonly text: string;
  readonly reader: string;
  readonly named: readonly string[];
}

/** What a thing reads: the queries of a dashboard, the query of a rule. Text that is no PromQL reads nothing. */
export const readsOf = (item: Item, memory: QueryMemory = new Map()): readonly Read[] =>
  askedIn(item).flatMap((asked) => queryReads(asked, memory));

function askedIn({ kind, id, name = id, spec }: Item): readonly Asked[] {
  if (!isJson(spec)) return [];
  switch (kind) {
    case 'alert': {
      const named = labelsIn(JSON.stringify(spec.annotations ?? {}), /\$labels\.(\w+)/g);
      return [{ text: word(spec.expr), reader: `alert ${name}`, named }];
    }
    case 'recording-rule':
      return [{ text: word(spec.expr), reader: `rule ${name}`, named: [] }];
    case 'dashboard':
      return isJson(spec.dashboard) ? inDashboard(spec.dashboard, name) : [];
    default:
      return [];
  }
}

function inDashboard(dashboard: Json, name: string): readonly Asked[] {
  const listIn = (key: string): readonly Json[] => objectsIn((dashboard[key] as Json | undefined)?.list);
  return [
    ...listIn('templating').flatMap((of) => inVariable(of, `${name} › variable ${word(of.name)}`)),
    ...listIn('annotations').map((of) => ({
      text: word(of.expr),
      reader: `${name} › annotation ${word(of.name)}`,
      named: labelsIn(`${of.titleFormat} ${of.textFormat}`, inBraces),
    })),
    ...inPanels(dashboard.panels, name),
  ];
}

const inPanels = (panels: unknown, name: string): readonly Asked[] =>
  objectsIn(panels).flatMap((panel) => [
    ...objectsIn(panel.targets).map(({ expr, legendFormat }) => ({
      text: word(expr),
      reader: `${name} › ${word(panel.title || panel.type)}`,
      named: labelsIn(word(legendFormat), inBraces),
    })),
    ...inPanels(panel.panels, name),
  ]);

/** `label_values(up{job="a"}, instance)`, or a query in `query_result()`. */
function inVariable({ query }: Json, reader: string): readonly Asked[] {
  const text = word(isJson(query) ? query.query : query);
  const [, of, label] = /^label_values\((.+),\s*(\w+)\s*\)$/s.exec(text) ?? [];
  if (of && label) return [{ text: of, reader, named: [label] }];
  const [, inside] = /^query_result\((.+)\)$/s.exec(text) ?? [];
  return inside ? [{ text: inside, reader, named: [] }] : [];
}

const inBraces = /\{\{\s*(\w+)\s*\}\}/g;

const labelsIn = (text: string, pattern: RegExp): readonly string[] =>
  Array.from(text.matchAll(pattern), ([, label]) => label as string);

function queryReads({ text, reader, named }: Asked, memory: QueryMemory): readonly Read[] {
  const key = `${named.join()} ${text}`;
  const found = memory.get(key) ?? readsIn(text, named);
  memory.set(key, found);
  return found.map((one) => ({ ...one, reader }));
}

function readsIn(text: string, named: readonly string[]): readonly Omit<Read, 'reader'>[] {
  const tree = text ? parse(text) : undefined;
  if (!tree || tree.type === 'problem') return [];
  const found: { series: string; labels: ReadonlySet<string> }[] = [];
  visit(tree, new Set(named), (series, labels) => found.push({ series, labels }));
  return found;
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
