import type {
  Branch,
  Comment,
  Condition,
  Operand,
  Plugin,
  Selector,
  Statement,
  Value,
} from '../model/logstash.ts';
import type { PluginOptions } from './plugins.ts';

/** One step of a pipeline: `step('mutate', { uppercase: ['level'] })`. */
export const step = <Name extends keyof PluginOptions>(name: Name, options: PluginOptions[Name]): Plugin => ({
  type: 'plugin',
  name,
  attributes: Object.entries(options)
    .filter(([, held]) => held !== undefined)
    .map(([option, held]) => ({ name: option, value: asValue(held) })),
});

/** A comment before the next statement. */
export const comment = (text: string): Comment => ({ type: 'comment', text });

/** What is done when something holds. `when(is('level', 'WARNING'), step(...))`. */
export const when = (condition: Condition, ...body: readonly Statement[]): Branch => ({
  type: 'branch',
  cases: [{ when: condition, body }],
});

/** The first that holds is done, and `otherwise` when none does. */
export const choose = (branches: readonly Branch[], otherwise?: readonly Statement[]): Branch => ({
  type: 'branch',
  cases: branches.flatMap(({ cases }) => cases),
  ...(otherwise && { otherwise }),
});

/** A field as a selector: `level` and `[level]` are the same. */
export const selector = (name: string): Selector => (name.startsWith('[') ? name : `[${name}]`) as Selector;

/** Selector of a path: `github_integration.branch` is `[github_integration][branch]`. */
export const selectorOf = (path: string): Selector =>
  path
    .split('.')
    .map((part) => `[${part}]`)
    .join('') as Selector;

const field = (name: string): Operand => ({ type: 'field', selector: selector(name) });
const text = (of: string) => ({ type: 'string', text: of }) as const;

/** There is such a field, and it is not `false`. */
export const has = (name: string): Condition => ({ type: 'field', selector: selector(name) });
/** There is no such field. */
export const lacks = (name: string): Condition => not(has(name));
/** The opposite. */
export const not = (of: Condition): Condition => ({ type: 'not', of });
/** A field has this value. */
export const is = (name: string, value: string): Condition => ({
  type: 'compare',
  operator: '==',
  left: field(name),
  right: text(value),
});
/** A field has one of these values. A list of one is said with `==`: Logstash reads such a list as text. */
export const isOneOf = (name: string, values: readonly string[]): Condition =>
  values.length === 1
    ? is(name, values[0] ?? '')
    : {
        type: 'in',
        isNegated: false,
        left: field(name),
        right: { type: 'array', items: values.map(text) },
      };
/** A field has none of these values, or there is none. */
export const isNoneOf = (name: string, values: readonly string[]): Condition => not(isOneOf(name, values));
/** The event carries this tag. */
export const isTagged = (name: string): Condition => ({
  type: 'in',
  isNegated: false,
  left: text(name),
  right: field('tags'),
});
/** A field does not look like this. */
export const differs = (name: string, pattern: string): Condition => ({
  type: 'match',
  operator: '!~',
  left: field(name),
  pattern,
});
/** All of them hold. */
export const all = (first: Condition, ...rest: readonly Condition[]): Condition =>
  rest.reduce((left, right): Condition => ({ type: 'join', connective: 'and', left, right }), first);

function asValue(held: unknown): Value {
  if (Array.isArray(held)) return { type: 'array', items: held.map(asValue) };
  if (typeof held === 'number') return { type: 'number', number: held };
  if (typeof held === 'boolean') return { type: 'word', text: String(held) };
  if (typeof held === 'object' && held !== null)
    return {
      type: 'hash',
      entries: Object.entries(held).map(([key, value]) => [{ type: 'string', text: key }, asValue(value)]),
    };
  return { type: 'string', text: String(held) };
}
