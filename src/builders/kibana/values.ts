import { Failure } from '../../model/failure.ts';
import type { KibanaColour, Measure, MeasureOperation, Quotient } from '../../model/kibana-chart.ts';
import type { Kql } from '../../model/kql.ts';
import type { LogView } from '../../model/log.ts';
import type { FieldsOf, Needs, Numeric, Other, Whole } from './fields.ts';
import { asked, fieldAt } from './questions.ts';

/** What can be said of any number that a chart shows. */
export interface ValueOptions {
  /** What it is called in the chart; made from the operation and the field where absent. */
  readonly label?: string;
  readonly colour?: KibanaColour;
  /** Drawn against the axis on the right. */
  readonly isOnRight?: boolean;
}

/** What can be said of a number that is worked out of lines. */
export interface MeasureOptions<Id extends string = string> extends ValueOptions {
  /** Only these lines. */
  readonly where?: Kql<Id>;
}

type Reckons<Verb extends string, Fields, Id extends string> = <
  const Path extends FieldsOf<Fields, Numeric> | Other,
>(
  field: Needs<Verb, Fields, Path, Numeric, 'use count() or uniqueCount()'> & Path,
  options?: MeasureOptions<Id>,
) => Measure<Id>;

/** Numbers worked out of the lines of a view. */
export interface Values<Fields, Id extends string> {
  /** How many lines there are. */
  readonly count: (options?: MeasureOptions<Id>) => Measure<Id>;
  /** How many values of the field there are; an estimate above some thousands. */
  readonly uniqueCount: <const Path extends FieldsOf<Fields, Whole> | Other>(
    field: Needs<'uniqueCount', Fields, Path, Whole, 'use count() with a question'> & Path,
    options?: MeasureOptions<Id>,
  ) => Measure<Id>;
  readonly average: Reckons<'average', Fields, Id>;
  readonly sum: Reckons<'sum', Fields, Id>;
  readonly min: Reckons<'min', Fields, Id>;
  readonly max: Reckons<'max', Fields, Id>;
  readonly median: Reckons<'median', Fields, Id>;
  /** Below this are so many of a hundred: `percentile('duration_ms', 95)`. */
  readonly percentile: <const Path extends FieldsOf<Fields, Numeric> | Other>(
    field: Needs<'percentile', Fields, Path, Numeric, 'use count() or uniqueCount()'> & Path,
    percentile: number,
    options?: MeasureOptions<Id>,
  ) => Measure<Id>;
  /** What the field held in the newest line that has it. */
  readonly lastValue: <const Path extends FieldsOf<Fields, Whole> | Other>(
    field: Needs<'lastValue', Fields, Path, Whole, 'a saved search shows text'> & Path,
    options?: MeasureOptions<Id>,
  ) => Measure<Id>;
  /** One number among another of the same kind, in percent. Prints a Lens formula, `count(kql='...') / count()`. */
  readonly ratio: (part: Measure<Id>, whole: Measure<Id>, options?: ValueOptions) => Quotient<Id>;
  /** One number for each of another: lines for each session. */
  readonly divide: (part: Measure<Id>, whole: Measure<Id>, options?: ValueOptions) => Quotient<Id>;
}

const names: Readonly<Record<MeasureOperation, string>> = {
  average: 'Average',
  count: 'Lines',
  lastValue: 'Last',
  max: 'Highest',
  median: 'Median',
  min: 'Lowest',
  percentile: 'Percentile',
  sum: 'Sum',
  uniqueCount: 'Different values',
};

/** The numbers that can be worked out of a view. */
export function values<Fields, Id extends string>(view: LogView<Fields, Id>): Values<Fields, Id> {
  const measure = (
    op: MeasureOperation,
    field: string | undefined,
    { where, label, ...rest }: MeasureOptions = {},
    percentile?: number,
  ): Measure => {
    const unit = field && op !== 'uniqueCount' ? fieldAt(view, field)?.unit : undefined;
    return {
      type: 'measure',
      view: view.id,
      op,
      label: label ?? named(op, field, percentile),
      ...(field && { field }),
      ...(percentile !== undefined && { percentile }),
      ...(where && { where: asked(view, where) }),
      ...(unit && { unit }),
      ...rest,
    };
  };
  const reckons = (op: MeasureOperation) => (field: string, options?: MeasureOptions) =>
    measure(op, field, options);
  return {
    count: (options?: MeasureOptions) => measure('count', undefined, options),
    uniqueCount: reckons('uniqueCount'),
    average: reckons('average'),
    sum: reckons('sum'),
    min: reckons('min'),
    max: reckons('max'),
    median: reckons('median'),
    lastValue: reckons('lastValue'),
    percentile: (field: string, percentile: number, options?: MeasureOptions) =>
      measure('percentile', field, options, share(percentile)),
    ratio: (part: Measure, whole: Measure, options: ValueOptions = {}) =>
      quotient(part, whole, true, options),
    divide: (part: Measure, whole: Measure, options: ValueOptions = {}) =>
      quotient(part, whole, false, options),
  } as unknown as Values<Fields, Id>;
}

const quotient = (
  part: Measure,
  whole: Measure,
  isShare: boolean,
  { label = `${part.label} of ${whole.label}`, ...rest }: ValueOptions,
): Quotient => ({ type: 'quotient', view: part.view, part, whole, label, isShare, ...rest });

function named(op: MeasureOperation, field: string | undefined, percentile: number | undefined): string {
  if (op === 'percentile') return `${field}, p${percentile}`;
  return field ? `${names[op]} of ${field}` : names[op];
}

function share(percentile: number): number {
  if (percentile > 0 && percentile < 100) return percentile;
  throw new Failure(`there is no percentile ${percentile}`, {
    why: 'a percentile lies between 0 and 100: 95 is the value that 95 of 100 stay below',
    next: 'write percentile(field, 95)',
  });
}
