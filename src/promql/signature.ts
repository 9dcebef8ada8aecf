import type { Matcher, Node, SelectorNode } from '../model/node.ts';
import { regexOf } from './narrow.ts';
import { variablesIn } from './variables.ts';
import { childrenOf } from './walk.ts';

/** What an expression evaluates to. `unknown` where a Grafana variable stands for it. */
export type Value = 'vector' | 'range' | 'scalar' | 'string' | 'unknown';

const letters: Readonly<Record<string, Value>> = { v: 'vector', m: 'range', s: 'scalar', t: 'string' };

/** Arguments by function: v vector, m range, s scalar, t string; after `?` they may be left out, the last as often as wanted after `*`. */
const signatures: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    v: 'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad scalar sgn sin sinh sort sort_desc sqrt tan tanh timestamp histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum',
    m: 'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time',
    '?v': 'day_of_month day_of_week day_of_year days_in_month hour minute month year',
    '': 'pi time',
    s: 'vector',
    vs: 'clamp_max clamp_min',
    vss: 'clamp',
    'v?s': 'round',
    sv: 'histogram_quantile',
    ssv: 'histogram_fraction',
    sm: 'quantile_over_time',
    ms: 'predict_linear',
    mss: 'double_exponential_smoothing holt_winters',
    vtttt: 'label_replace',
    'vtt*t': 'label_join',
    'vt*t': 'sort_by_label sort_by_label_desc',
    'v?v': 'info',
  }).flatMap(([args, names]) => names.split(' ').map((name) => [name, args])),
);

/** What Prometheus 3 has and 2.42 has not: a rule file must load in both. */
const newer = new Set(
  'double_exponential_smoothing first_over_time histogram_avg histogram_stddev histogram_stdvar info limit_ratio limitk mad_over_time sort_by_label sort_by_label_desc ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time'.split(
    ' ',
  ),
);

const scalars = new Set(['pi', 'scalar', 'time']);

/** What an expression evaluates to, by its outermost node alone. */
export function evaluatesTo(node: Node): Value {
  switch (node.type) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'range':
    case 'subquery':
      return 'range';
    case 'call':
      return scalars.has(node.name) ? 'scalar' : 'vector';
    case 'negate':
      return evaluatesTo(node.of);
    case 'binary': {
      const [left, right] = [evaluatesTo(node.left), evaluatesTo(node.right)];
      if (left === 'vector' || right === 'vector') return 'vector';
      return left === 'scalar' && right === 'scalar' ? 'scalar' : 'unknown';
    }
    case 'raw':
      return 'unknown';
    case 'selector':
      return variablesIn(node.metric).length > 0 ? 'unknown' : 'vector';
    case 'aggregate':
      return 'vector';
  }
}

const takesScalar = new Set(['bottomk', 'limit_ratio', 'limitk', 'quantile', 'topk']);
const names: Readonly<Record<Value, string>> = {
  vector: 'a vector',
  range: 'a range such as metric[5m]',
  scalar: 'a number',
  string: 'a string',
  unknown: 'anything',
};

/** What Prometheus refuses in a tree that the grammar accepts: arguments of the wrong sort or number. */
export function misuse(node: Node): { readonly message: string; readonly node: Node } | undefined {
  for (const child of childrenOf(node)) {
    const found = misuse(child);
    if (found) return found;
  }
  const message = wrong(node);
  return message === undefined ? undefined : { message, node };
}

function wrong(node: Node): string | undefined {
  if ((node.type === 'call' && newer.has(node.name)) || (node.type === 'aggregate' && newer.has(node.op)))
    return `${node.type === 'call' ? node.name : node.op}() is a function of Prometheus 3 that 2.42 does not know`;
  switch (node.type) {
    case 'selector':
      return wrongSelector(node);
    case 'call':
      return wrongArguments(node.name, node.args);
    case 'aggregate': {
      const needs = takesScalar.has(node.op) ? 'scalar' : node.op === 'count_values' ? 'string' : undefined;
      if (needs && !node.param) return `${node.op}() needs ${names[needs]} before the vector`;
      if (!needs && node.param) return `${node.op}() takes nothing but a vector`;
      return (
        (needs && node.param && differs(node.op, needs, node.param)) || differs(node.op, 'vector', node.of)
      );
    }
    case 'subquery':
      return differs('a subquery', 'vector', node.of);
    case 'negate':
      return evaluatesTo(node.of) === 'range' || evaluatesTo(node.of) === 'string'
        ? 'a sign needs a vector or a number'
        : undefined;
    case 'binary':
      return wrongOperands(node);
    default:
      return undefined;
  }
}

function wrongSelector({ metric, matchers }: SelectorNode): string | undefined {
  if (metric !== '' && matchers.some(({ label }) => label === '__name__'))
    return `${metric} has its name twice: in front and as __name__`;
  return metric === '' && matchers.every(passesEmpty)
    ? 'a selector needs a name, or a matcher that a missing label does not pass'
    : undefined;
}

/** Whether a matcher surely lets series pass that do not have its label. */
function passesEmpty({ op, value }: Matcher): boolean {
  if (variablesIn(value).length > 0) return false;
  if (op === '=' || op === '!=') return (value === '') === (op === '=');
  const regex = regexOf(value);
  return regex !== undefined && regex.test('') === (op === '=~');
}

function wrongArguments(name: string, args: readonly Node[]): string | undefined {
  const signature = signatures[name];
  if (signature === undefined) return undefined;
  const most = signature.replaceAll(/[?*]/g, '');
  const least = signature.split(/[?*]/)[0]?.length ?? 0;
  const fits = args.length >= least && (signature.includes('*') || args.length <= most.length);
  if (!fits)
    return `${name}() takes ${most.length === least ? least : `${least} to ${signature.includes('*') ? 'any number of' : most.length}`} arguments, and has ${args.length}`;
  for (const [index, arg] of args.entries()) {
    const found = differs(name, letters[most[Math.min(index, most.length - 1)] as string] as Value, arg);
    if (found) return found;
  }
  return undefined;
}

function differs(name: string, needs: Value, given: Node): string | undefined {
  const value = evaluatesTo(given);
  if (value === needs || value === 'unknown') return undefined;
  return `${name.includes(' ') ? name : `${name}()`} needs ${names[needs]}, and gets ${names[value]}`;
}

function wrongOperands(node: Node & { type: 'binary' }): string | undefined {
  const sides = [evaluatesTo(node.left), evaluatesTo(node.right)];
  if (sides.includes('range') || sides.includes('string'))
    return `${node.op} needs vectors or numbers on its sides`;
  const { group, labels = [], include = [], mode } = node.matching ?? {};
  const sets = ['and', 'or', 'unless'].includes(node.op);
  if (sets && group) return `${node.op} compares sets of series, and takes no group_${group}`;
  const twice = mode === 'on' && labels.find((label) => include.includes(label));
  if (twice) return `${twice} is equal on both sides already: on() and group_${group}() cannot both have it`;
  if (sides.includes('unknown')) return undefined;
  const numbers = sides.includes('scalar');
  if (numbers && sets) return `${node.op} needs a vector on both sides`;
  if (numbers && node.matching) return 'on() and ignoring() need a vector on both sides';
  const compares = ['==', '!=', '>', '<', '>=', '<='].includes(node.op);
  if (node.bool && !compares) return `bool stands only behind a comparison, not behind ${node.op}`;
  if (compares && !node.bool && sides[0] === 'scalar' && sides[1] === 'scalar')
    return 'two numbers are compared with bool';
  return undefined;
}
