import { printKql } from '../../kql/print.ts';
import type { Bucket, Measure, Value } from '../../model/kibana-chart.ts';
import type { KqlNode } from '../../model/kql.ts';
import type { LogView } from '../../model/log.ts';
import { hex } from './colours.ts';
import { formulaOf, operationNames, rangesOf } from './columns.ts';

type Json = Readonly<Record<string, unknown>>;

/** A question, in the words of the dashboards API. */
export const apiQuery = (node: KqlNode): Json => ({ expression: printKql(node), language: 'kql' });

/** A value, in the words of the dashboards API: what Lens works out of a formula is not spelled out there. */
export function apiValue(value: Value, { timeField }: LogView): Json {
  if (value.type === 'quotient')
    return {
      operation: 'formula',
      formula: formulaOf(value),
      label: value.label,
      format: { type: value.isShare ? 'percent' : 'number', decimals: value.isShare ? 1 : 2 },
    };
  const { op, field, percentile, where, label }: Measure = value;
  return {
    operation: operationNames[op],
    label,
    ...(field && { field }),
    ...(percentile !== undefined && { percentile }),
    ...((op === 'count' || op === 'sum' || op === 'uniqueCount') && { empty_as_null: true }),
    ...(op === 'lastValue' && { time_field: timeField }),
    ...(where && { filter: apiQuery(where) }),
  };
}

/** Where a value is drawn, and in which colour. */
export const apiDrawn = ({ colour, isOnRight }: Value): Json => ({
  ...(colour && { color: apiColour(hex[colour]) }),
  ...(isOnRight && { axis: 'y2' }),
});

/** One colour for all values. */
export const apiColour = (color: string): Json => ({ type: 'static', color });

/** A group, in the words of the dashboards API. `largest` is the place of the value that orders it, where one can. */
export function apiBucket(bucket: Bucket, { timeField }: LogView, largest: number): Json {
  const { label } = bucket;
  switch (bucket.type) {
    case 'overTime':
      return {
        operation: 'date_histogram',
        label,
        field: timeField,
        suggested_interval: bucket.every,
        include_empty_rows: true,
        drop_partial_intervals: false,
      };
    case 'terms':
      return {
        operation: 'terms',
        label,
        fields: [bucket.field],
        limit: bucket.size,
        rank_by:
          largest >= 0
            ? { type: 'metric', metric_index: largest, direction: 'desc' }
            : { type: 'alphabetical', direction: 'asc' },
        ...(bucket.others && { other_bucket: { include_documents_without_field: false } }),
      };
    case 'filters':
      return {
        operation: 'filters',
        label,
        filters: bucket.filters.map((one) => ({ label: one.label, filter: apiQuery(one.where) })),
      };
    case 'ranges':
      return {
        operation: 'range',
        label,
        field: bucket.field,
        ranges: rangesOf(bucket.bounds).map(([from, to]) => ({
          ...(from !== null && { gt: from }),
          ...(to !== null && { lte: to }),
        })),
      };
    default:
      return bucket satisfies never;
  }
}
