import type { LabelSpecs, Labels } from './label.ts';
import type { Unit } from './unit.ts';
import type { Selector } from './vector.ts';

/** An endpoint that Prometheus scrapes. */
export interface Job<out Name extends string = string, out Has extends LabelSpecs = LabelSpecs> {
  readonly name: Name;
  /** `host:port` of each target in production. */
  readonly targets: readonly string[];
  /** Scrape interval, a PromQL duration. No rate window on its metrics may be shorter than four of these. */
  readonly interval: string;
  readonly path: string;
  /** Labels that the process puts on every one of its series (registry defaults), beside `job` and `instance`. */
  readonly labels: Has;
  /** Who writes the metrics: code of this project, or a tool whose names we only declare. */
  readonly emitter: 'ours' | 'tool';
  readonly help: string;
}

/** What every metric of the catalog says of itself. */
export interface MetricFacts<out Name extends string = string, out Declared extends LabelSpecs = LabelSpecs> {
  readonly name: Name;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly unit: Unit;
  /** The labels that the emitting code sets; `job`, `instance` and the job's own labels come on top. */
  readonly declared: Declared;
  /** The most label sets that one process may expose. */
  readonly budget: number;
  readonly job: Job;
  /** Other names under which the specification asks for it. */
  readonly aliases: readonly string[];
}

/** A total that only grows. Select it by name and `rate` it. */
export interface Counter<
  out Name extends string = string,
  out Declared extends LabelSpecs = LabelSpecs,
  out Has extends Labels = Labels,
  out Of extends Unit = Unit,
> extends MetricFacts<Name, Declared>,
    Selector<Name, Has, Of, 'anywhere', 'counter'> {
  readonly name: Name;
  readonly kind: 'counter';
  readonly unit: Of;
}

/** A value that goes up and down. */
export interface Gauge<
  out Name extends string = string,
  out Declared extends LabelSpecs = LabelSpecs,
  out Has extends Labels = Labels,
  out Of extends Unit = Unit,
> extends MetricFacts<Name, Declared>,
    Selector<Name, Has, Of, 'anywhere', 'gauge'> {
  readonly name: Name;
  readonly kind: 'gauge';
  readonly unit: Of;
}

/** A classic histogram: not a series itself, but three counters. */
export interface Histogram<
  out Name extends string = string,
  out Declared extends LabelSpecs = LabelSpecs,
  out Has extends Labels = Labels,
  out Of extends Unit = Unit,
  out Bound extends number = number,
> extends MetricFacts<Name, Declared> {
  readonly kind: 'histogram';
  readonly unit: Of;
  /** Upper bounds of the buckets, in `unit`, without `+Inf`. A threshold that is compared must be one of them. */
  readonly buckets: readonly Bound[];
  /** `<name>_bucket`: feed `histogramQuantile(q, sum(rate(x.bucket, w), { by: ['le'] }))`. */
  readonly bucket: Selector<
    `${Name}_bucket`,
    Has & { readonly le: `${Bound}` | '+Inf' },
    Of,
    'anywhere',
    'bucketCounter'
  >;
  /** `<name>_sum`: the total of all observed values. */
  readonly sum: Selector<`${Name}_sum`, Has, Of, 'anywhere', 'counter'>;
  /** `<name>_count`: how many values were observed. */
  readonly count: Selector<`${Name}_count`, Has, 'count', 'anywhere', 'counter'>;
}

/** A metric of the catalog. */
export type Metric = Counter | Gauge | Histogram;

/** How many series one label set of a metric is: a histogram has one per bucket, one for `+Inf`, the sum and the count. */
export const seriesPerSet = (metric: Metric): number =>
  metric.kind === 'histogram' ? metric.buckets.length + 3 : 1;
