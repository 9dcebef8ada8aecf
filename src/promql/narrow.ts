import type { LabelSpec, LabelSpecs } from '../model/label.ts';
import type { Matcher } from '../model/node.ts';
import { variablesIn } from './variables.ts';

const compiled = new Map<string, RegExp | undefined>();

/** A matcher's expression as JavaScript reads it, anchored; `undefined` where only RE2 does, or where a variable is in it. */
export function regexOf(expression: string): RegExp | undefined {
  if (compiled.has(expression)) return compiled.get(expression);
  let found: RegExp | undefined;
  try {
    if (variablesIn(expression).length === 0) found = new RegExp(`^(?:${expression})$`, 's');
  } catch {
    // RE2 has forms that JavaScript has not, such as (?i).
  }
  compiled.set(expression, found);
  return found;
}

/** The plain values of `a|b|c`; `undefined` for any other expression. */
export function alternatives(expression: string): readonly string[] | undefined {
  const inside = /^\(([^()]*)\)$/.exec(expression)?.[1] ?? expression;
  return /^[^\\.*+?^${}()[\]]*$/.test(inside) ? inside.split('|') : undefined;
}

/** What the labels can still be once matchers have chosen among the series. */
export function narrow(labels: LabelSpecs, matchers: readonly Matcher[]): LabelSpecs {
  if (matchers.length === 0) return labels;
  const narrowed: Record<string, LabelSpec> = { ...labels };
  for (const matcher of matchers) {
    const spec = narrowed[matcher.label];
    if (spec) narrowed[matcher.label] = chosen(spec, matcher);
  }
  return narrowed;
}

function chosen(spec: LabelSpec, { op, value }: Matcher): LabelSpec {
  if (variablesIn(value).length > 0) return spec;
  if (op === '=') return value === '' ? spec : only(spec, [value]);
  if (!spec.closed)
    return (
      (op === '=~' &&
        regexOf(value) &&
        alternatives(value)?.every(Boolean) &&
        only(spec, alternatives(value) ?? [])) ||
      spec
    );
  const regex = op === '!=' ? undefined : regexOf(value);
  if (op !== '!=' && !regex) return spec;
  return only(
    spec,
    spec.values.filter((one) => (op === '!=' ? one !== value : regex?.test(one) === (op === '=~'))),
  );
}

const only = (spec: LabelSpec, values: readonly string[]): LabelSpec =>
  values.length === 0 ? spec : { values, closed: true, budget: values.length };

/**
 * The labels that `absent` of a selector carries: those that one matcher, an equality, speaks of. What a variable will say
 * is not known.
 */
export function absentLabels(matchers: readonly Matcher[]): LabelSpecs {
  const once = matchers.filter(
    ({ label }, index) => !matchers.some((other, at) => at !== index && other.label === label),
  );
  const equal = once.filter(
    ({ label, op, value }) =>
      op === '=' && value !== '' && label !== '__name__' && variablesIn(value).length === 0,
  );
  return Object.fromEntries(
    equal.map(({ label, value }) => [label, { values: [value], closed: true, budget: 1 }]),
  );
}
