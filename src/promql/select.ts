import type { Duration } from '../model/duration.ts';
import type { Matcher } from '../model/node.ts';
import type { Variable } from '../model/variable.ts';
import type { LabelsOf, Sample, Selector, Where, WhereOf } from '../model/vector.ts';
import { reselect } from './vector.ts';

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
export function not<const Value extends string>(...values: readonly Value[]): Match<Value, 'anywhere'> {
  return values.length === 1
    ? { op: '!=', value: values[0] as string }
    : { op: '!~', value: values.map(escapeRegex).join('|') };
}

/** Any of these label values. Prints `=~"a|b"`. */
export function anyOf<const Value extends string>(...values: readonly Value[]): Match<Value, 'anywhere'> {
  return { op: '=~', value: values.map(escapeRegex).join('|') };
}

/** Label values that an RE2 expression matches from end to end. Prints `=~"..."`. */
export function matching(expression: RegExp): Match<never, 'anywhere'> {
  return { op: '=~', value: expression.source };
}

/** Label values that an RE2 expression does not match. Prints `!~"..."`. */
export function notMatching(expression: RegExp): Match<never, 'anywhere'> {
  return { op: '!~', value: expression.source };
}

/** Where the matchers allow the query to run: a template variable ties it to a dashboard. */
type WhereMatchers<Given> = {
  [Name in keyof Given]: Given[Name] extends Variable
    ? 'dashboard'
    : Given[Name] extends Match<string, infer In>
      ? In
      : 'anywhere';
}[keyof Given];

/** One `le` picked from a histogram leaves an ordinary counter of the observations up to that bound. */
type Picked<Query extends Selector, Given> = Query['sample'] extends 'bucketCounter'
  ? Given extends { readonly le: string }
    ? 'counter'
    : Query['sample']
  : Query['sample'];
type PickedUnit<Query extends Selector, Given> = Query['sample'] extends 'bucketCounter'
  ? Given extends { readonly le: string }
    ? 'count'
    : Query['unit']
  : Query['unit'];

/**
 * The series of a metric whose labels match.
 *
 * `where(commandExecutions, { status: 'failure', command_type: anyOf('task', 'swarm') })` prints
 * `framework_command_executions_total{status="failure", command_type=~"task|swarm"}`.
 */
export function where<Query extends Selector, const Given extends Matchers<LabelsOf<Query>>>(
  query: Query,
  matchers: Given & Matchers<LabelsOf<Query>>,
): Selector<
  Query['name'],
  LabelsOf<Query>,
  PickedUnit<Query, Given>,
  WhereOf<Query> | WhereMatchers<Given>,
  Picked<Query, Given>
> {
  const added = Object.entries(matchers as Record<string, string | Match<string> | Variable>)
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => matcher(label, value));
  const narrowed = reselect(query, { matchers: [...query.node.matchers, ...added] });
  const one =
    query.sample === 'bucketCounter' &&
    added.some(({ label, value, op }) => label === 'le' && op !== '!=' && !value.includes('|'));
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
export function offset<Query extends Selector>(
  query: Query,
  by: Duration,
): Selector<Query['name'], LabelsOf<Query>, Query['unit'], WhereOf<Query>, Query['sample'] & Sample> {
  return reselect(query, { offset: by }) as never;
}

const escapeRegex = (value: string): string => value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
