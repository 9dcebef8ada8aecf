import type { BinaryNode, Node, SelectorNode } from '../model/node.ts';
import type { Project } from '../model/project.ts';
import type { Recording } from '../model/rule.ts';
import { nameOf } from '../promql/analyse.ts';
import { childrenOf, nodesOf } from '../promql/walk.ts';
import { queriesIn } from '../queries/queries.ts';
import { resolve } from '../queries/resolve.ts';
import type { Check, Finding } from './check.ts';

/** An alert that compares a share of events wants a least number of them too: at night, two of three fail by chance. */
export const ratioAlertHasMinimum: Check = {
  id: 'ratio-alert-has-minimum',
  severity: 'error',
  *project({ project }): Iterable<Finding> {
    const recordings = recordingsOf(project);
    for (const query of project.rules.flatMap(queriesIn)) {
      const { asker, node } = query;
      if (asker.type !== 'rule' || asker.rule.type !== 'alert' || !node) continue;
      const [bare] = unguarded(node, recordings);
      if (!bare) continue;
      yield {
        query,
        at: bare,
        message: `${asker.rule.alert} judges a share of events, however few there are`,
        fix: 'count the bad ones beside it: and(..., atLeast(sum(increase(failed, window)), 5))',
      };
    }
  },
};

type Recordings = ReadonlyMap<string, readonly { readonly rule: Recording; readonly node: Node }[]>;

function recordingsOf({ rules }: Project): Recordings {
  const found = new Map<string, { readonly rule: Recording; readonly node: Node }[]>();
  for (const { groups } of rules)
    for (const rule of groups.flatMap((group) => group.rules))
      if (rule.type === 'record') {
        const node = resolve(rule.query.node).node ?? rule.query.node;
        found.set(rule.record, [...(found.get(rule.record) ?? []), { rule, node }]);
      }
  return found;
}

const comparisons: ReadonlySet<string> = new Set(['>', '>=', '<', '<=']);

/** Comparisons of a share without one of a number of events beside them. */
function unguarded(node: Node, recordings: Recordings): readonly BinaryNode[] {
  if (node.type === 'binary' && node.op === 'and') {
    const parts = conjuncts(node);
    if (parts.some((part) => isMinimum(part, recordings))) return [];
    return parts.flatMap((part) => unguarded(part, recordings));
  }
  // What follows unless keeps an alert quiet.
  if (node.type === 'binary' && node.op === 'unless') return unguarded(node.left, recordings);
  if (node.type === 'binary' && comparisons.has(node.op))
    return [node.left, node.right].some((side) => isShare(side, recordings)) ? [node] : [];
  return childrenOf(node).flatMap((child) => unguarded(child, recordings));
}

const conjuncts = (node: Node): readonly Node[] =>
  node.type === 'binary' && node.op === 'and' ? [...conjuncts(node.left), ...conjuncts(node.right)] : [node];

/** `increase(failed[5m]) >= 5`, or one of two such. */
function isMinimum(node: Node, recordings: Recordings): boolean {
  if (node.type !== 'binary') return false;
  if (node.op === 'or') return isMinimum(node.left, recordings) && isMinimum(node.right, recordings);
  const [more, less] = node.op.startsWith('<') ? [node.right, node.left] : [node.left, node.right];
  return (
    comparisons.has(node.op) &&
    less.type === 'number' &&
    less.value > 0 &&
    countsEvents(more, recordings) &&
    !isShare(more, recordings)
  );
}

/** A quotient of two numbers of events, whatever is done with it. */
const isShare = (node: Node, recordings: Recordings): boolean =>
  some(node, recordings, (one) => isQuotient(one, recordings));

const isQuotient = (node: Node, recordings: Recordings): boolean =>
  node.type === 'binary' &&
  node.op === '/' &&
  countsEvents(node.left, recordings) &&
  countsEvents(node.right, recordings);

const countsEvents = (node: Node, recordings: Recordings): boolean => some(node, recordings, isCount);

const rates: ReadonlySet<string> = new Set(['rate', 'irate', 'increase']);

/** The rate of a counter of events; the sum of a histogram adds up what they measured. */
const isCount = (node: Node): boolean =>
  node.type === 'call' &&
  rates.has(node.name) &&
  node.args.some((arg) => arg.type === 'range' && !nameOf(arg.of).endsWith('_sum'));

/** Whether something holds for a node under this one, or under what was recorded under a name in it. */
function some(
  node: Node,
  recordings: Recordings,
  holds: (node: Node) => boolean,
  seen: ReadonlySet<Recording> = new Set(),
): boolean {
  return nodesOf(node).some(
    (one) =>
      holds(one) ||
      (one.type === 'selector' &&
        (recordings.get(nameOf(one)) ?? []).some(
          ({ rule, node: of }) =>
            !seen.has(rule) && couldBe(one, rule) && some(of, recordings, holds, new Set([...seen, rule])),
        )),
  );
}

/** Whether a selector asks for no other static label than the rule writes: several rules may share one name. */
const couldBe = ({ matchers }: SelectorNode, { labels }: Recording): boolean =>
  matchers.every(({ label, op, value }) => op !== '=' || !(label in labels) || labels[label] === value);
