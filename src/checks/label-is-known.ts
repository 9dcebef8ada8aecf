import type { LabelSpecs } from '../model/label.ts';
import type { AggregateNode, BinaryNode, CallNode, Matcher, Node, SelectorNode } from '../model/node.ts';
import type { Analysis } from '../promql/analyse.ts';
import { alternatives, regexOf } from '../promql/narrow.ts';
import { variablesIn } from '../promql/variables.ts';
import type { Asker } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';
import { nearest } from './nearest.ts';
import { list } from './words.ts';

/** Every label in a matcher, a grouping, a matching, a legend or a template is there, and has the value it is asked for. */
export const labelIsKnown: Check = {
  id: 'label-is-known',
  severity: 'error',
  nodes: {
    selector: (node, _query, { analysis }) =>
      node.matchers.length > 0 ? inMatchers(node, analysis) : undefined,
    aggregate: (node, _query, { analysis }) => (node.grouping ? inGrouping(node, analysis) : undefined),
    binary: (node, _query, { analysis }) => (node.matching ? inMatching(node, analysis) : undefined),
    call: (node, _query, { analysis }) =>
      node.name === 'label_replace' ? inReplacement(node, analysis) : undefined,
  },
  *query(query, { analysis }): Iterable<Finding> {
    const { labels } = analysis.of(query.node);
    if (!labels) return;
    for (const [where, label] of named(query.asker))
      if (!(label in labels))
        yield {
          ...unknown(query.node, label, labels, 'the query leaves'),
          message: `${where} names the label ${label}, and the query leaves ${list(Object.keys(labels).toSorted())}`,
        };
    // The author vouches for the labels of raw text: an empty list says nothing of them.
    if (query.vector.node.type !== 'raw') return;
    for (const label of Object.keys(query.vector.labels))
      if (!(label in labels))
        yield unknown(query.node, label, labels, 'raw() states it, and the query leaves');
  },
};

function* inMatchers(node: SelectorNode, analysis: Analysis): Iterable<Finding> {
  const known = analysis.known(node);
  if (!known?.labels) return;
  for (const matcher of node.matchers) {
    const { label } = matcher;
    if (label === '__name__' || variablesIn(label).length > 0) continue;
    const spec = known.labels[label];
    if (!spec) yield unknown(matcher, label, known.labels, `${known.name} has`);
    else if (spec.closed && !spec.values.includes(matcher.value)) yield* values(matcher, spec.values);
  }
}

function* inGrouping(node: AggregateNode, analysis: Analysis): Iterable<Finding> {
  const { labels } = analysis.of(node.of);
  for (const label of (labels && node.grouping?.labels) ?? [])
    if (labels && lacks(labels, label))
      yield { ...unknown(node, label, labels, 'the query inside leaves'), word: label };
}

function* inMatching(node: BinaryNode, analysis: Analysis): Iterable<Finding> {
  const { matching, left, right } = node;
  if (!matching) return;
  const [mine, theirs] = [analysis.of(left).labels, analysis.of(right).labels];
  // on() needs a label on both sides; ignoring() is there for a label that one side alone has.
  const both = mine && theirs && { ...mine, ...theirs };
  const sides =
    matching.mode === 'on'
      ? ([
          [mine, 'the left side leaves'],
          [theirs, 'the right side leaves'],
        ] as const)
      : ([[both, 'the two sides leave']] as const);
  for (const label of matching.labels)
    for (const [labels, who] of sides)
      if (labels && lacks(labels, label)) yield { ...unknown(node, label, labels, who), word: label };
  const [one, side] = matching.group === 'right' ? [mine, 'left'] : [theirs, 'right'];
  for (const label of matching.include ?? [])
    if (one && lacks(one, label))
      yield { ...unknown(node, label, one, `the ${side} side leaves`), word: label };
}

function* inReplacement(node: CallNode, analysis: Analysis): Iterable<Finding> {
  const [of, , , from] = node.args;
  if (!of || from?.type !== 'string' || from.value === '') return;
  const { labels } = analysis.of(of);
  if (labels && !(from.value in labels)) yield unknown(from, from.value, labels, 'the query inside leaves');
}

function unknown(at: Node | Matcher, label: string, labels: LabelSpecs, who: string): Finding {
  const names = Object.keys(labels).toSorted();
  const meant = nearest(label, names);
  return {
    at,
    message: `there is no label ${label} here: ${who} ${list(names)}`,
    fix: meant
      ? `write ${meant}`
      : names.length > 0
        ? 'write one of those, or keep the label in the aggregation inside'
        : 'keep the label in the aggregation inside',
  };
}

/** Whether a label is missing; what a variable will say is not known. */
const lacks = (labels: LabelSpecs, label: string): boolean =>
  !(label in labels) && variablesIn(label).length === 0;

/** A value outside a closed set: such a matcher finds nothing, or leaves nothing out. */
function* values(matcher: Matcher, allowed: readonly string[]): Iterable<Finding> {
  const { label, op, value } = matcher;
  if (value === '' || variablesIn(value).length > 0) return;
  const plain = op === '=' || op === '!=' ? [value] : alternatives(value);
  const wrong = plain
    ? plain.filter((one) => one !== '' && !allowed.includes(one))
    : regexOf(value) && !allowed.some((one) => regexOf(value)?.test(one))
      ? [value]
      : [];
  for (const one of wrong) {
    const meant = nearest(one, allowed);
    yield {
      at: matcher,
      message: `${label} is never ${one}: it is one of ${list(allowed)}`,
      fix: meant ? `write ${meant}` : 'write one of those, or add the value to the label in the catalog',
    };
  }
}

/** Labels that a legend or a template names, and where. */
function named(asker: Asker): (readonly [where: string, label: string])[] {
  if (asker.type === 'panel')
    return labelsIn(asker.series.legend, /\{\{\s*(\w+)\s*\}\}/g).map((label) => ['the legend', label]);
  if (asker.type !== 'rule' || asker.rule.type !== 'alert') return [];
  return Object.entries(asker.rule.annotations).flatMap(([name, text]) =>
    labelsIn(text, /\$labels\.(\w+)/g).map((label) => [`the annotation ${name}`, label] as const),
  );
}

const labelsIn = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, label]) => label as string).filter((label) => label !== '__name__');
