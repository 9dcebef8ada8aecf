import type { KqlNode } from './kql.ts';
import type { LogUnit } from './log.ts';

/** What is worked out of a group of lines. The operations have Kibana's names, but for the case. */
export type MeasureOperation =
  | 'average'
  | 'count'
  | 'lastValue'
  | 'max'
  | 'median'
  | 'min'
  | 'percentile'
  | 'sum'
  | 'uniqueCount';

/** A colour of the house. Green, orange and red are verdicts; blue and grey say nothing. */
export type KibanaColour = 'blue' | 'green' | 'grey' | 'orange' | 'purple' | 'red';

/** One number worked out of the lines of a view. */
export interface Measure<out View extends string = string> {
  readonly type: 'measure';
  /** Id of the view. */
  readonly view: View;
  readonly op: MeasureOperation;
  /** Absent of a count: that counts lines. */
  readonly field?: string;
  /** Of a percentile: 95. */
  readonly percentile?: number;
  /** Only these lines. */
  readonly where?: KqlNode;
  readonly label: string;
  readonly unit?: LogUnit;
  readonly colour?: KibanaColour;
  /** Drawn against the axis on the right. */
  readonly isOnRight?: boolean;
}

/** One number divided by another. A share is shown in percent. */
export interface Quotient<out View extends string = string> {
  readonly type: 'quotient';
  readonly view: View;
  readonly part: Measure<View>;
  readonly whole: Measure<View>;
  readonly label: string;
  readonly isShare: boolean;
  readonly colour?: KibanaColour;
  readonly isOnRight?: boolean;
}

/** What a chart shows the size of. */
export type Value<View extends string = string> = Measure<View> | Quotient<View>;

/** How the lines of a view are put into groups. */
export type Bucket<View extends string = string> = { readonly view: View } & Grouping;

type Grouping =
  /** By time; `every` is a fixed length such as `1h`, or as Kibana sees fit. */
  | { readonly type: 'overTime'; readonly every: string; readonly label: string }
  /** By the values of a field, the largest groups first. */
  | {
      readonly type: 'terms';
      readonly field: string;
      readonly size: number;
      /** Whether what is left over makes a group of its own. */
      readonly others: boolean;
      readonly label: string;
    }
  /** By questions, in the order given. */
  | {
      readonly type: 'filters';
      readonly filters: readonly { readonly label: string; readonly where: KqlNode }[];
      readonly label: string;
    }
  /** By size: below the first bound, between each two, and from the last one up. */
  | {
      readonly type: 'ranges';
      readonly field: string;
      readonly bounds: readonly number[];
      readonly label: string;
    };

/** Where a value turns from good to worrying to bad. */
export interface KibanaThresholds {
  readonly worse: 'above' | 'below';
  readonly warning?: number;
  readonly critical: number;
}

/** A line across a chart. */
export interface ReferenceLine {
  readonly label: string;
  readonly at: number;
  readonly colour: KibanaColour;
}

/** What a panel draws. Which saved object or which API call it becomes is the compiler's business. */
export type Chart =
  | {
      readonly type: 'metric';
      readonly value: Value;
      readonly secondary?: Value;
      readonly thresholds?: KibanaThresholds;
    }
  | {
      readonly type: 'xy';
      readonly shape: 'area' | 'bar' | 'line';
      readonly stacking: 'none' | 'share' | 'stacked';
      readonly isHorizontal: boolean;
      readonly by: Bucket;
      readonly split?: Bucket;
      readonly values: readonly Value[];
      readonly lines: readonly ReferenceLine[];
    }
  | {
      readonly type: 'table';
      readonly by: readonly Bucket[];
      readonly values: readonly Value[];
      /** Rows on a page. */
      readonly page: number;
    }
  | {
      readonly type: 'pie';
      readonly shape: 'donut' | 'pie';
      readonly by: readonly Bucket[];
      readonly value: Value;
    }
  | { readonly type: 'heatmap'; readonly by: Bucket; readonly against: Bucket; readonly value: Value };
