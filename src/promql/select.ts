import type { Duration } from '../model/duration.ts';
import type { Matcher } from '../model/node.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Variable } from '../model/variable.ts';
import type { LabelsOf, Selector, Where, WhereOf } from '../model/vector.ts';
import { re2 } from './re2.ts';
import { type AsVector, type Given, type NameOf, type NeedsSeries, reselect } from './vector.ts';

/** A matcher other than plain equality, made by `not`, `anyOf`, `matching` or `notMatching`. */
export interface Match<out Value extends string, out In extends Where = Where> {
  readonly op: Matcher['op'];
  readonly value: string;
  readonly of?: Value;
  readonly in?: In;
}

/** What `where` takes: each label of the selector, with a value it can have. */
export type Matchers<Has> = {
  readonly [Name in keyof Has]?: Has[Name] | Match<Has[Name] & string> | Variable<Has[Name] & string>;
};

/** Any label value but this one, or but these. Prints `!="a"`, or `!~"a|b"`. */
export function not<const Value extends string>(
  ...values: readonly [Value, ...Value[]]
): Match<Value, 'anywhere'> {
  return values.length === 1
    ? { op: '!=', value: values[0] }
    : { op: '!~', value: values.map(escapeRegex).join('|') };
}

/** Any of these label values. Prints `=~"a|b"`. */
export function anyOf<const Value extends string>(
  ...values: readonly [Value, ...Value[]]
): Match<Value, 'anywhere'> {
  return { op: '=~', value: values.map(escapeRegex).join('|') };
}

/** Label values that an RE2 expression matches from end to end. Prints `=~"..."`, with flags in front: `=~"(?i)fail"`. */
export function matching(expression: RegExp): Match<never, 'anywhere'> {
  return { op: '=~', value: re2(expression) };
}

/** Label values that an RE2 expression does not match. Prints `!~"..."`. */
export function notMatching(expression: RegExp): Match<never, 'anywhere'> {
  return { op: '!~', value: re2(expression) };
}

/** Where the matchers allow the query to run: a template variable, even a possible one, ties it to a dashboard. */
export type WhereMatchers<Given> = Extract<Given[keyof Given], Variable> extends never ? never : 'dashboard';

/** Refuses a label that slips in beside known ones, or out of a spread; TypeScript itself looks at a literal alone. */
export type Known<Query extends Given, Of> = {
  readonly [Label in Exclude<keyof Of, keyof LabelsOf<AsVector<Query>>>]: Refusal<
    `${NameOf<Query>} has no label '${Label & string}': choose one of`,
    keyof LabelsOf<AsVector<Query>>
  >;
};

/** Refuses what has no name to put matchers or an offset on. */
export type NeedsMetric<Verb extends string, Query extends Given> = NeedsSeries<
  Verb,
  Query,
  [Query] extends [Selector]
    ? unknown
    : Refusal<`${Verb}() needs a metric with a name, and this is the result of an expression: ${Verb}() first, then compute`>
>;
/** The selector among what was given. */
type AsSelector<Query extends Given> = Extract<Query, Selector>;

/** One `le` picked from a histogram leaves an ordinary counter of the observations up to that bound. */
type Picked<Query extends Selector, Le> = Query['sample'] extends 'bucketCounter'
  ? Le extends string
    ? 'counter'
    : Query['sample']
  : Query['sample'];
type PickedUnit<Query extends Selector, Le> = Query['sample'] extends 'bucketCounter'
  ? Le extends string
    ? 'count'
    : Query['unit']
  : Query['unit'];
type LeOf<Of> = Of extends { readonly le?: infer Le } ? Le : undefined;

/**
 * The series of a metric whose labels match.
 *
 * `where(commandExecutions, { status: 'failure', command_type: anyOf('task', 'swarm') })` prints
 * `framework_command_executions_total{status="failure", command_type=~"task|swarm"}`.
 */
export function where<
  Query extends Given,
  const Of extends Matchers<LabelsOf<AsVector<Query>>> = Record<never, never>,
>(
  query: NeedsMetric<'where', Query> & Query,
  matchers: Known<Query, Of> & Of & Matchers<LabelsOf<AsVector<Query>>>,
): Selector<
  AsSelector<Query>['name'],
  LabelsOf<AsSelector<Query>>,
  PickedUnit<AsSelector<Query>, LeOf<Of>>,
  WhereOf<AsSelector<Query>> | WhereMatchers<Of>,
  Picked<AsSelector<Query>, LeOf<Of>>
> {
  const given = matchers as Record<string, string | Match<string> | Variable | undefined>;
  const metric = query as unknown as Selector;
  const added = Object.entries(given).flatMap(([label, value]) =>
    value === undefined ? [] : [matcher(label, value)],
  );
  const own = metric.node.matchers;
  // Said twice, an equality says nothing more, and makes absent() drop its label.
  const fresh = added.filter(
    ({ label, op, value }) => !own.some((one) => one.label === label && one.op === op && one.value === value),
  );
  const narrowed = reselect(metric, { matchers: [...own, ...fresh] });
  const one = metric.sample === 'bucketCounter' && typeof given.le === 'string';
  return (one ? { ...narrowed, sample: 'counter', unit: 'count' } : narrowed) as never;
}

function matcher(label: string, value: string | Match<string> | Variable): Matcher {
  if (typeof value === 'string') {
    // Prometheus 3 writes le="1.0" where Prometheus 2 wrote le="1".
    return label === 'le' && /^\d+$/.test(value)
      ? { label, op: '=~', value: `${value}(\\.0)?` }
      : { label, op: '=', value };
  }
  if ('variable' in value)
    return { label, op: value.multi || value.all ? '=~' : '=', value: `$${value.variable}` };
  return { label, op: value.op, value: value.value };
}

/** The same series as they were some time ago. Prints `metric offset 1w`. */
export function offset<Query extends Given>(
  query: NeedsMetric<'offset', Query> & Query,
  by: Duration,
): Selector<
  AsSelector<Query>['name'],
  LabelsOf<AsSelector<Query>>,
  AsSelector<Query>['unit'],
  WhereOf<AsSelector<Query>>,
  AsSelector<Query>['sample']
> {
  return reselect(query as unknown as Selector, { offset: by }) as never;
}

const escapeRegex = (value: string): string => value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
