import fc from 'fast-check';
import type { Scalar, Selector, Vector } from '../../src/model/vector.ts';
import * as aggregations from '../../src/promql/aggregate.ts';
import * as arithmetic from '../../src/promql/arithmetic.ts';
import * as comparisons from '../../src/promql/comparison.ts';
import * as functions from '../../src/promql/functions.ts';
import * as ranges from '../../src/promql/range.ts';
import * as selects from '../../src/promql/select.ts';
import * as sets from '../../src/promql/sets.ts';
import { executions, health, operations, response } from '../checks/fixture.ts';

/** A function of the query language with its types taken off: random calls cannot please them. */
type Untyped = (...args: readonly unknown[]) => Vector;

const pick = (from: object, ...names: readonly string[]): fc.Arbitrary<Untyped> =>
  fc.constantFrom(...names.map((name) => (from as Readonly<Record<string, Untyped>>)[name] as Untyped));

const names = ['component', 'environment', 'instance', 'job', 'le', 'operation_type', 'status'];
const label = fc.constantFrom(...names);
const labels = fc.uniqueArray(label, { maxLength: 3 });
const units = ['y', 'w', 'd', 'h', 'm', 's', 'ms'];
/** Whole numbers above 0, each unit at most once, from the longest to the shortest. */
const window = fc
  .tuple(fc.subarray(units, { minLength: 1, maxLength: 2 }), fc.integer({ min: 1, max: 99 }))
  .map(([some, amount]) => some.map((unit, at) => `${amount + at}${unit}`).join(''));
const step = fc.record({ step: fc.constantFrom('1m', '5m') });
const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
const pieces = [
  ...[
    'a',
    'B',
    '.',
    '\\d',
    '\\W',
    '[a-z]',
    '[^\\]/]',
    '[\\w-]',
    '\\.',
    '\\/',
    '\\n',
    '\\x41',
    '^',
    '$',
    '\\b',
    '|',
  ],
  ...['(', '(?:', ')', '*', '+?', '?', '{2}', '{1,3}', '{,2}', '{2000}', '[', ']', '-', '}'],
  // What RE2 has not, or reads otherwise.
  ...[
    '(?=',
    '(?!',
    '(?<=',
    '(?<n>',
    '\\1',
    '\\12',
    '\\k',
    '\\u0041',
    '\\cA',
    '\\e',
    '[]',
    '[^]',
    '[\\b]',
    '\\p',
    '\\x',
    '\\8',
  ],
];
/** Expressions that JavaScript reads, with flags, and matching() lets pass. */
const expression = fc
  .tuple(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }), fc.subarray(['i', 'm', 's']))
  .map(([some, flags]) => {
    try {
      return selects.matching(new RegExp(some.join(''), flags.join('')));
    } catch {
      // JavaScript or matching() refuses it: nothing is printed.
      return undefined;
    }
  })
  .filter((one) => one !== undefined);
const value = fc.oneof(
  expression,
  fc.constantFrom('success', 'a|b', '"quoted" \\ and\nmore', ''),
  fc.constantFrom(
    selects.not('a'),
    selects.not('a', 'b.c'),
    selects.anyOf('a', 'b'),
    selects.matching(/5\d\d|a"b/),
    selects.matching(/^FAIL[^\]/]?$/ims),
    selects.notMatching(/a\/b|(?:c)+?/i),
  ),
);

const metric = fc.constantFrom<Selector>(
  executions,
  health,
  operations,
  response.bucket,
  response.count,
  response.sum,
);
const selector: fc.Arbitrary<Selector> = fc
  .tuple(metric, fc.dictionary(label, value, { maxKeys: 2 }), fc.option(fc.constantFrom('1m', '1w')))
  .map(([of, matchers, ago]) => {
    const narrowed = selects.where(of, matchers as never) as Selector;
    return ago ? (selects.offset(narrowed, ago as never) as Selector) : narrowed;
  });

const grouping = fc.option(fc.oneof(fc.record({ by: labels }), fc.record({ without: labels })), {
  nil: undefined,
});
const grouped = (labelled: readonly string[]): fc.Arbitrary<object> =>
  fc.record({
    group: fc.constantFrom('left', 'right'),
    // Prometheus refuses a label that is both matched and copied.
    include: labels.map((some) => some.filter((one) => !labelled.includes(one))),
  });
const match = fc
  .oneof(
    labels.map((on) => ({ on })),
    labels.map((ignoring) => ({ ignoring })),
  )
  .chain((one) => fc.tuple(fc.constant(one), fc.option(grouped('on' in one ? one.on : []), { nil: {} })))
  .map(([one, group]) => ({ ...one, ...group }));
const setMatch = fc.oneof(
  labels.map((on) => ({ on })),
  labels.map((ignoring) => ({ ignoring })),
);

const scalar = fc.constant<Scalar>(functions.time());

/** A query built by the public functions of the language, of which nothing is sure but that PromQL accepts it. */
export const randomVector: fc.Arbitrary<Vector> = fc.letrec<{ vector: Vector; inner: Vector }>((tie) => ({
  vector: fc.oneof({ depthSize: 'small' }, selector, tie('inner')),
  inner: fc.oneof(
    fc
      .tuple(pick(ranges, 'rate', 'irate', 'increase', 'resets'), selector, window)
      .map(([call, of, over]) => call(of, over)),
    fc
      .tuple(
        pick(
          ranges,
          'delta',
          'avgOverTime',
          'minOverTime',
          'maxOverTime',
          'sumOverTime',
          'stddevOverTime',
          'deriv',
          'countOverTime',
          'presentOverTime',
          'changes',
          'lastOverTime',
        ),
        tie('vector'),
        window,
        step,
      )
      .map(([call, of, over, by]) => call(of, over, by)),
    fc
      .tuple(tie('vector'), window, step)
      .map(([of, over, by]) => (ranges.quantileOverTime as unknown as Untyped)(0.9, of, over, by)),
    fc
      .tuple(tie('vector'), window, step)
      .map(([of, over, by]) =>
        (ranges.predictLinear as unknown as Untyped)(of, over, { in: { seconds: 60 } }, by),
      ),
    fc
      .tuple(
        pick(aggregations, 'sum', 'avg', 'min', 'max', 'stddev', 'count', 'group'),
        tie('vector'),
        grouping,
      )
      .map(([call, of, by]) => call(of, by)),
    fc
      .tuple(
        pick(aggregations, 'topk', 'bottomk', 'quantile'),
        fc.integer({ min: 0, max: 5 }),
        tie('vector'),
        grouping,
      )
      .map(([call, k, of, by]) => call(k, of, by)),
    fc
      .tuple(tie('vector'), grouping)
      .map(([of, by]) => (aggregations.countValues as unknown as Untyped)('value', of, by)),
    fc
      .tuple(pick(functions, 'abs', 'ceil', 'floor', 'sort', 'sortDesc', 'timestamp'), tie('vector'))
      .map(([call, of]) => call(of)),
    fc
      .tuple(pick(functions, 'clampMin', 'clampMax', 'round'), tie('vector'), number)
      .map(([call, of, to]) => call(of, to)),
    fc
      .tuple(selector, fc.dictionary(label, value, { maxKeys: 2 }))
      .map(([of, matchers]) => (functions.absent as unknown as Untyped)(of, matchers)),
    tie('vector').map((of) => (functions.histogramQuantile as unknown as Untyped)(0.95, of)),
    fc
      .tuple(tie('vector'), label)
      .map(([of, to]) => (functions.withLabel as unknown as Untyped)(of, to, 'x')),
    fc
      .tuple(tie('vector'), label, label)
      .map(([of, to, from]) => (functions.labelReplace as unknown as Untyped)(of, to, '$1', from, /(.*)\.x/)),
    fc.constantFrom(
      functions.hour(),
      functions.minute(),
      functions.dayOfWeek(),
      functions.vectorOf('count', 1),
    ) as fc.Arbitrary<Vector>,
    fc
      .tuple(
        pick(arithmetic, 'add', 'subtract', 'multiply', 'divide'),
        tie('vector'),
        fc.oneof(number, scalar),
      )
      .chain(([call, left, right]) =>
        fc.boolean().map((turned) => (turned ? call(right, left) : call(left, right))),
      ),
    fc
      .tuple(
        pick(arithmetic, 'add', 'subtract', 'multiply', 'divide'),
        tie('vector'),
        tie('vector'),
        fc.option(match, { nil: undefined }),
      )
      .map(([call, left, right, by]) => call(left, right, by)),
    // One vector on both sides: a shared node.
    fc
      .tuple(pick(arithmetic, 'add', 'subtract', 'multiply', 'divide'), tie('vector'))
      .map(([call, both]) => call(both, both)),
    fc
      .tuple(tie('vector'), tie('vector'))
      .map(([part, whole]) => (arithmetic.ratio as unknown as Untyped)(part, whole)),
    fc
      .tuple(
        pick(comparisons, 'above', 'atLeast', 'below', 'atMost', 'equal', 'unequal'),
        tie('vector'),
        fc.oneof(number, tie('vector')),
        fc.boolean(),
      )
      .map(([call, left, right, bool]) => call(left, right, bool ? { bool } : undefined)),
    fc
      .tuple(
        pick(sets, 'and', 'unless', 'or'),
        tie('vector'),
        tie('vector'),
        fc.option(setMatch, { nil: undefined }),
      )
      .map(([call, left, right, by]) => call(left, right, by)),
  ),
})).vector;
