import { printKql } from '../../kql/print.ts';
import type { Bucket, Measure, MeasureOperation, Quotient, Value } from '../../model/kibana-chart.ts';
import type { KqlNode } from '../../model/kql.ts';
import { flatFields, type LogView } from '../../model/log.ts';

/** A column of a Lens layer, in Kibana's words. */
export type Column = Readonly<Record<string, unknown>>;

/** A question as Kibana's objects hold it. */
export const query = (node?: KqlNode): { readonly language: 'kuery'; readonly query: string } => ({
  language: 'kuery',
  query: node ? printKql(node) : '',
});

/** Kibana's names of operations. */
export const operationNames: Readonly<Record<MeasureOperation, string>> = {
  average: 'average',
  count: 'count',
  lastValue: 'last_value',
  max: 'max',
  median: 'median',
  min: 'min',
  percentile: 'percentile',
  sum: 'sum',
  uniqueCount: 'unique_count',
};

const records = '___records___';

/** The columns of a value by id. The first shows it; what a quotient is made of stands in others, which nobody sees. */
export function valueColumns(id: string, value: Value, view: LogView): Readonly<Record<string, Column>> {
  if (value.type === 'measure') return { [id]: { ...measureColumn(value, view), customLabel: true } };
  const formula = formulaOf(value);
  const part = (of: Measure): Column => ({
    ...measureColumn(of, view),
    label: `Part of ${value.label}`,
    customLabel: true,
    ...(of.op === 'count' && { params: { emptyAsNull: false } }),
  });
  const [x0, x1, x2] = [`${id}X0`, `${id}X1`, `${id}X2`];
  return {
    [id]: {
      label: value.label,
      customLabel: true,
      dataType: 'number',
      isBucketed: false,
      operationType: 'formula',
      params: {
        formula,
        isFormulaBroken: false,
        format: value.isShare
          ? { id: 'percent', params: { decimals: 1 } }
          : { id: 'number', params: { decimals: 2 } },
      },
      references: [x2],
      scale: 'ratio',
    },
    [x0]: part(value.part),
    [x1]: part(value.whole),
    [x2]: {
      label: `Part of ${value.label}`,
      customLabel: true,
      dataType: 'number',
      isBucketed: false,
      operationType: 'math',
      params: {
        tinymathAst: {
          type: 'function',
          name: 'divide',
          args: [x0, x1],
          location: { min: 0, max: formula.length },
          text: formula,
        },
      },
      references: [x0, x1],
      scale: 'ratio',
    },
  };
}

/** `count(kql='level: "ERROR"') / count()`. */
export const formulaOf = ({ part, whole }: Quotient): string => `${call(part)} / ${call(whole)}`;

function call({ op, field, percentile, where }: Measure): string {
  const given = [
    ...(field ? [field] : []),
    ...(percentile === undefined ? [] : [`percentile=${percentile}`]),
    ...(where ? [`kql='${printKql(where).replaceAll("'", "\\'")}'`] : []),
  ];
  return `${operationNames[op]}(${given.join(', ')})`;
}

function measureColumn({ op, field, percentile, where, label }: Measure, view: LogView): Column {
  const present: KqlNode | undefined = op === 'lastValue' && field ? { type: 'exists', field } : undefined;
  const filter = present && where ? ({ type: 'all', of: [present, where] } as const) : (present ?? where);
  return {
    label,
    dataType: op === 'lastValue' ? dataType(field, view) : 'number',
    isBucketed: false,
    operationType: operationNames[op],
    params: params(op, percentile, view),
    scale: op === 'lastValue' && dataType(field, view) === 'string' ? 'ordinal' : 'ratio',
    sourceField: field ?? records,
    ...(filter && { filter: query(filter) }),
  };
}

function params(op: MeasureOperation, percentile: number | undefined, { timeField }: LogView): Column {
  if (op === 'percentile') return { percentile };
  // The moment of a line decides which one is the newest.
  if (op === 'lastValue') return { showArrayValues: false, sortField: timeField };
  return { emptyAsNull: true };
}

function dataType(field: string | undefined, { fields }: LogView): string {
  const kind = flatFields(fields).find(([path]) => path === field)?.[1].kind;
  return kind === 'keyword' ? 'string' : kind === 'boolean' ? 'boolean' : 'number';
}

/** The column of a group. `largest` is the id of the value that orders it, where one can. */
export function bucketColumn(bucket: Bucket, view: LogView, largest: string | undefined): Column {
  const common = { label: bucket.label, isBucketed: true, customLabel: true };
  switch (bucket.type) {
    case 'overTime':
      return {
        ...common,
        dataType: 'date',
        operationType: 'date_histogram',
        params: { dropPartials: false, includeEmptyRows: true, interval: bucket.every },
        scale: 'interval',
        sourceField: view.timeField,
      };
    case 'terms':
      return {
        ...common,
        dataType: dataType(bucket.field, view),
        operationType: 'terms',
        params: {
          size: bucket.size,
          orderBy: largest ? { type: 'column', columnId: largest } : { type: 'alphabetical', fallback: true },
          orderDirection: largest ? 'desc' : 'asc',
          otherBucket: bucket.others,
          missingBucket: false,
          parentFormat: { id: 'terms' },
        },
        scale: 'ordinal',
        sourceField: bucket.field,
      };
    case 'filters':
      return {
        ...common,
        dataType: 'string',
        operationType: 'filters',
        params: { filters: bucket.filters.map(({ label, where }) => ({ input: query(where), label })) },
        scale: 'ordinal',
      };
    case 'ranges':
      return {
        ...common,
        dataType: 'string',
        operationType: 'range',
        params: {
          type: 'range',
          maxBars: 'auto',
          ranges: rangesOf(bucket.bounds).map(([from, to]) => ({ from, to, label: '' })),
          parentFormat: {
            id: 'range',
            params: { id: 'range', template: 'arrow_right', replaceInfinity: true },
          },
        },
        scale: 'ordinal',
        sourceField: bucket.field,
      };
    default:
      return bucket satisfies never;
  }
}

/** The stretches between bounds; `null` has no end. */
export const rangesOf = (bounds: readonly number[]): readonly (readonly [number | null, number | null])[] =>
  [null, ...bounds].map((from, at) => [from, bounds[at] ?? null]);
