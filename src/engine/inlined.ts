import { durationOf } from '../model/duration.ts';
import type { Matcher, Node } from '../model/node.ts';
import type { WrittenRule } from '../model/written-rule.ts';
import { nameOf } from '../promql/analyse.ts';
import { regexOf } from '../promql/narrow.ts';
import { print } from '../promql/print.ts';
import { rewrite, type Selected } from '../promql/rewrite.ts';
import { type AlertVersion, treeOf } from './alert-version.ts';

/** A recording rule that a server runs already. */
export interface Served {
  readonly name: string;
  readonly query: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The alert in terms of what a server has: recorded series that the server records by the same rule are read, all others give
 * way to the query that would record them, with a subquery at the interval of the rule where a window is put on them.
 */
export function inlined(version: AlertVersion, served: readonly Served[]): AlertVersion {
  const same = new Set(served.map(keyOf));
  const known = new Map<string, boolean>();

  /** Whether everything that a series is made of is recorded by the server in the same way. */
  function isServed(metric: string): boolean {
    const found = known.get(metric);
    if (found !== undefined) return found;
    const sources = version.recordings.filter(({ name }) => name === metric);
    const is = sources.every(
      (rule) =>
        same.has(keyOf({ name: rule.name, query: rule.expr, labels: rule.labels })) &&
        metricsIn(rule).every(isServed),
    );
    known.set(metric, is);
    return is;
  }

  const expanded = (rule: WrittenRule): Node =>
    rewrite(treeOf(rule), (selected) => {
      const metric = nameOf(selected.selector);
      if (isServed(metric)) return undefined;
      const sources = version.recordings.filter(({ name }) => name === metric);
      return unfold(selected, sources, expanded);
    });

  return {
    ...version,
    alerts: version.alerts.map((rule) => ({ ...rule, expr: print(expanded(rule)) })),
  };
}

/** Equal for rules that record the same, however they are laid out. */
const keyOf = ({ name, query, labels }: Served): string =>
  JSON.stringify([name, print(treeOf({ name, expr: query })), Object.entries(labels).sort()]);

function metricsIn(rule: WrittenRule): readonly string[] {
  const names: string[] = [];
  rewrite(treeOf(rule), ({ selector }) => void names.push(nameOf(selector)));
  return names;
}

/** What a selector of recorded series stands for. */
function unfold(
  { selector, window }: Selected,
  sources: readonly WrittenRule[],
  tree: (rule: WrittenRule) => Node,
): Node {
  const matchers = selector.matchers.filter(({ label }) => label !== '__name__');
  const parts = sources
    .filter(({ labels }) => matchers.every((one) => !(one.label in labels) || holds(one, labels)))
    .map((rule) =>
      matchers
        .filter(({ label }) => !(label in rule.labels))
        .reduce(filtered, Object.entries(rule.labels).reduce(labelled, tree(rule))),
    );
  // A static label that is asked for and that no rule writes: the query returns nothing, as it would on the server.
  const of =
    parts.length > 0 ? parts.reduce((left, right) => ({ type: 'binary', op: 'or', left, right })) : nothing;
  const step = durationOf(Math.max(...sources.map(({ interval }) => interval)));
  const { offset, at } = selector;
  const past = { ...(offset !== undefined && { offset }), ...(at !== undefined && { at }) };
  if (window !== undefined) return { type: 'subquery', of, window, step, ...past };
  if (offset === undefined && at === undefined) return of;
  const then = { type: 'subquery', of, window: step, step, ...past } as const;
  return { type: 'call', name: 'last_over_time', args: [then] };
}

const text = (value: string) => ({ type: 'string', value }) as const;
const replaced = (of: Node, label: string, value: string, source: string, expression: string): Node => ({
  type: 'call',
  name: 'label_replace',
  args: [of, text(label), text(value), text(source), text(expression)],
});
const zero = { type: 'call', name: 'vector', args: [{ type: 'number', value: 0 }] } as const satisfies Node;
const nothing: Node = { type: 'binary', op: '!=', left: zero, right: { type: 'number', value: 0 } };

const labelled = (of: Node, [label, value]: readonly [string, string]): Node =>
  replaced(of, label, value.replaceAll('$', '$$$$'), '', '');

const escaped = (value: string): string => value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A matcher on the result of an expression: PromQL has none, so what matches is marked, and found by its mark. */
function filtered(of: Node, { label, op, value }: Matcher): Node {
  const mark = '__matches__';
  const expression = op === '=' || op === '!=' ? escaped(value) : value;
  const marked = replaced(of, mark, 'yes', label, expression);
  const yes = replaced({ ...zero }, mark, 'yes', '', '');
  const kept: Node = {
    type: 'binary',
    op: op === '=' || op === '=~' ? 'and' : 'unless',
    left: marked,
    right: yes,
    matching: { mode: 'on', labels: [mark] },
  };
  return replaced(kept, mark, '', '', '');
}

function holds({ label, op, value }: Matcher, labels: Readonly<Record<string, string>>): boolean {
  const said = labels[label] ?? '';
  if (op === '=') return said === value;
  if (op === '!=') return said !== value;
  // An expression that only RE2 can read may hold.
  const found = regexOf(value)?.test(said);
  return found === undefined || found === (op === '=~');
}
