import { secondsOf } from '../model/duration.ts';
import type { LabelSpec, LabelSpecs, LabelsIn } from '../model/label.ts';
import type { Counter, Gauge, Histogram, Job } from '../model/metric.ts';
import type { Unit } from '../model/unit.ts';

/** A label whose values are all known: any other value is a compile error. `oneOf('success', 'failure')`. */
export function oneOf<const Value extends string>(...values: readonly Value[]): LabelSpec<Value> {
  return { values, closed: true, budget: values.length };
}

/** A label whose values are not known beforehand, at most `budget` of them at a time; the rest are examples. */
export function upTo(budget: number, ...examples: readonly string[]): LabelSpec<string> {
  return { values: examples, closed: false, budget };
}

/** A scrape endpoint. `labels` are those its process puts on all of its series. */
export function job<const Name extends string, const Has extends LabelSpecs = Record<never, never>>(
  spec: Omit<Job<Name, Has>, 'labels' | 'path'> & { readonly labels?: Has; readonly path?: string },
): Job<Name, Has> {
  return { path: '/metrics', ...spec, labels: (spec.labels ?? {}) as Has };
}

/**
 * Stands for any of several endpoints: the job of a series that each of them has, such as `up`. It is not scraped itself,
 * and its `job` label is the closed set of their names.
 */
export function anyJob<From extends Job, const Has extends LabelSpecs = Record<never, never>>(
  jobs: readonly From[],
  spec: Pick<Job, 'emitter' | 'help'> & { readonly labels?: Has },
): Job<string, Has & { readonly job: LabelSpec<From['name']> }> {
  const slowest = jobs.reduce((a, b) => (secondsOf(b.interval) > secondsOf(a.interval) ? b : a));
  return {
    ...spec,
    name: jobs.map((each) => each.name).join('|'),
    targets: jobs.flatMap((each) => each.targets),
    interval: slowest.interval,
    path: slowest.path,
    labels: { ...spec.labels, job: oneOf(...jobs.map((each) => each.name as From['name'])) } as never,
  };
}

/** What the catalog asks of every metric. */
export interface MetricSpec<
  Name extends string,
  Declared extends LabelSpecs,
  Of extends Unit,
  From extends Job,
> {
  /** Full name as exposed, with the unit and, for a counter, `_total` at its end. */
  readonly name: Name;
  /** One sentence: what is counted or measured, and when. */
  readonly help: string;
  readonly unit: Of;
  readonly labels?: Declared;
  /** The endpoint that exposes it. */
  readonly job: From;
  /** The most label sets one process may expose; default: the product of the labels' own budgets. */
  readonly budget?: number;
  /** Other names under which the specification asks for it. */
  readonly aliases?: readonly string[];
}

/** Every label a series has once Prometheus scraped it. */
type Scraped<Declared extends LabelSpecs, From extends Job> = LabelsIn<Declared> &
  LabelsIn<From['labels']> & { readonly job: From['name']; readonly instance: string };

const scraped = (declared: LabelSpecs, from: Job): LabelSpecs => ({
  ...declared,
  job: oneOf(from.name),
  instance: upTo(from.targets.length, ...from.targets),
  ...from.labels,
});

function facts<Name extends string, Declared extends LabelSpecs, Of extends Unit, From extends Job>(
  spec: MetricSpec<Name, Declared, Of, From>,
) {
  const declared = (spec.labels ?? {}) as Declared;
  const product = Object.values(declared).reduce((sets, label) => sets * label.budget, 1);
  return {
    name: spec.name,
    help: spec.help,
    unit: spec.unit,
    declared,
    budget: spec.budget ?? product,
    job: spec.job,
    aliases: spec.aliases ?? [],
    labels: scraped(declared, spec.job),
    node: { type: 'selector', metric: spec.name, matchers: [] },
  } as const;
}

/** Declares a counter. Its name ends in `_total`. */
export function counter<
  const Name extends string,
  Of extends Unit,
  From extends Job,
  const Declared extends LabelSpecs = Record<never, never>,
>(spec: MetricSpec<Name, Declared, Of, From>): Counter<Name, Declared, Scraped<Declared, From>, Of> {
  return { ...facts(spec), kind: 'counter', sample: 'counter' };
}

/** Declares a gauge. */
export function gauge<
  const Name extends string,
  Of extends Unit,
  From extends Job,
  const Declared extends LabelSpecs = Record<never, never>,
>(spec: MetricSpec<Name, Declared, Of, From>): Gauge<Name, Declared, Scraped<Declared, From>, Of> {
  return { ...facts(spec), kind: 'gauge', sample: 'gauge' };
}

/** Declares a histogram with fixed buckets, whose bounds are in the metric's unit. */
export function histogram<
  const Name extends string,
  Of extends Unit,
  From extends Job,
  const Bound extends number,
  const Declared extends LabelSpecs = Record<never, never>,
>(
  spec: MetricSpec<Name, Declared, Of, From> & { readonly buckets: readonly Bound[] },
): Histogram<Name, Declared, Scraped<Declared, From>, Of, Bound> {
  const { labels, node, ...rest } = facts(spec);
  const part = <Suffix extends string>(suffix: Suffix) => ({
    name: `${spec.name}_${suffix}` as const,
    node: { ...node, metric: `${spec.name}_${suffix}` },
    labels,
  });
  return {
    ...rest,
    kind: 'histogram',
    buckets: spec.buckets,
    bucket: {
      ...part('bucket'),
      labels: { ...labels, le: oneOf(...spec.buckets.map(String), '+Inf') },
      unit: spec.unit,
      sample: 'bucketCounter',
    },
    sum: { ...part('sum'), unit: spec.unit, sample: 'counter' },
    count: { ...part('count'), unit: 'count', sample: 'counter' },
  } as never;
}
