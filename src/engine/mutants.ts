import { secondsOf } from '../model/duration.ts';
import type { BinaryNode, Matcher, Node, Operator, SelectorNode } from '../model/node.ts';
import type { Rule } from '../model/rule.ts';
import { print } from '../promql/print.ts';
import { nodesOf } from '../promql/walk.ts';
import { resolve } from '../queries/resolve.ts';

/** A rule with one mistake in it, which a scenario should notice. */
export interface Mutant {
  /** What was changed: `> 0.05 becomes > 0.055`. */
  readonly what: string;
  readonly rule: Rule;
}

/** The opposite of a comparison, and its neighbour, which differs at the limit alone. */
const comparisons: Readonly<Partial<Record<Operator, readonly Operator[]>>> = {
  '>': ['<=', '>='],
  '>=': ['<', '>'],
  '<': ['>=', '<='],
  '<=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
};

/** Every mistake that could be made in a rule by a slip: in a limit, a window, a condition, a matcher, a wait. */
export function mutantsOf(rule: Rule): readonly Mutant[] {
  const root = resolve(rule.query.node).node ?? rule.query.node;
  const changed = nodesOf(root).flatMap((node) =>
    changes(node).map(
      ([what, other]): Mutant => ({
        what,
        rule: { ...rule, query: { ...rule.query, node: replaced(root, node, other) } },
      }),
    ),
  );
  changed.push(...unmatched(rule, root));
  // A part that stands in two places is changed in both at once.
  const texts = new Set<string>();
  const distinct = changed.filter(({ rule: { query } }) => {
    const text = print(query.node);
    return !texts.has(text) && texts.add(text);
  });
  return [...distinct, ...waits(rule)];
}

/** A matcher is left out wherever it stands: what is left in one place alone makes up for it in the other. */
function unmatched(rule: Rule, root: Node): readonly Mutant[] {
  const selectors = nodesOf(root).filter((node): node is SelectorNode => node.type === 'selector');
  const written = ({ label, op, value }: Matcher): string => `${label}${op}"${value}"`;
  const all = new Set(selectors.flatMap(({ matchers }) => matchers.map(written)));
  return [...all].map((text): Mutant => {
    const node = selectors.reduce(
      (tree, one) =>
        one.matchers.some((each) => written(each) === text)
          ? replaced(tree, one, { ...one, matchers: one.matchers.filter((each) => written(each) !== text) })
          : tree,
      root,
    );
    return { what: `${text} is left out`, rule: { ...rule, query: { ...rule.query, node } } };
  });
}

function waits(rule: Rule): readonly Mutant[] {
  if (rule.type !== 'alert') return [];
  return (['for', 'keepFiringFor'] as const).flatMap((key) => {
    const { [key]: wait, ...rest } = rule;
    if (!wait) return [];
    return [
      { what: `${key} ${wait} is left out`, rule: rest },
      { what: `${key} ${wait} is doubled`, rule: { ...rule, [key]: times(wait, 2) } },
    ];
  });
}

type Change = readonly [what: string, other: Node];

function changes(node: Node): readonly Change[] {
  switch (node.type) {
    case 'binary':
      return binary(node);
    case 'call':
      return node.args.flatMap((arg, at): Change[] =>
        arg.type === 'number' && arg.value !== 0
          ? [
              [
                `${node.name}(${arg.value}) becomes ${node.name}(${scaled(arg.value, 0.9)})`,
                { ...node, args: node.args.with(at, { type: 'number', value: scaled(arg.value, 0.9) }) },
              ],
            ]
          : [],
      );
    case 'aggregate':
      if (node.op === 'max') return [['max becomes min', { ...node, op: 'min' }]];
      return node.op === 'min' ? [['min becomes max', { ...node, op: 'max' }]] : [];
    case 'range':
    case 'subquery':
      return [0.5, 2].map((by): Change => {
        const window = times(node.window, by);
        return [`[${node.window}] becomes [${window}]`, { ...node, window }];
      });
    case 'selector':
      return node.offset
        ? [[`offset ${node.offset} is doubled`, { ...node, offset: times(node.offset, 2) }]]
        : [];
    default:
      return [];
  }
}

function binary(node: BinaryNode): readonly Change[] {
  const { op, left, right } = node;
  const found: Change[] = [];
  // Zero is where a quotient would have no meaning, or where "any at all" begins: not a limit that could be missed by a bit.
  for (const other of comparisons[op] ?? [])
    if (!(other[0] === op[0] && right.type === 'number' && right.value === 0))
      found.push([`${op} becomes ${other}`, { ...node, op: other }]);
  if (op === 'and' || op === 'unless') found.push([`what follows ${op} is left out`, left]);
  if (op === 'or') found.push(['the right of or is left out', left], ['the left of or is left out', right]);
  for (const side of ['left', 'right'] as const) {
    const value = node[side];
    if (value.type === 'number' && value.value !== 0)
      for (const by of [0.9, 1.1])
        found.push([
          `${op} ${value.value} becomes ${op} ${scaled(value.value, by)}`,
          { ...node, [side]: { type: 'number', value: scaled(value.value, by) } },
        ]);
  }
  return found;
}

const scaled = (value: number, by: number): number => Number((value * by).toPrecision(6));
const times = (duration: string, by: number): string => `${Math.round(secondsOf(duration) * by)}s`;

/** The tree with another node in the place of one. */
function replaced(root: Node, node: Node, other: Node): Node {
  if (root === node) return other;
  const inside = (one: Node): Node => replaced(one, node, other);
  switch (root.type) {
    case 'call':
      return { ...root, args: root.args.map(inside) };
    case 'aggregate':
      return { ...root, of: inside(root.of), ...(root.param && { param: inside(root.param) }) };
    case 'binary':
      return { ...root, left: inside(root.left), right: inside(root.right) };
    case 'negate':
    case 'subquery':
      return { ...root, of: inside(root.of) };
    case 'range': {
      const of = inside(root.of);
      return of.type === 'selector' ? { ...root, of } : root;
    }
    default:
      return root;
  }
}
