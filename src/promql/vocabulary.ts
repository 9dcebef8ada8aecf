import { secondsOf } from '../model/duration.ts';
import type { LabelSpec, LabelSpecs } from '../model/label.ts';
import type { Metric } from '../model/metric.ts';
import { once } from '../model/once.ts';
import type { Project } from '../model/project.ts';
import type { RuleFile } from '../model/prometheus.ts';
import type { Recording } from '../model/rule.ts';
import type { Sample, Vector } from '../model/vector.ts';
import { print } from './print.ts';

/** What is known of the series of one name. A thing that is absent is not known, which never counts against a query. */
export interface Known {
  readonly name: string;
  readonly sample?: Sample;
  readonly labels?: LabelSpecs;
  /** Seconds between two samples. */
  readonly interval?: number;
  /** Bounds of the histogram whose buckets these are, in ascending order. */
  readonly buckets?: readonly number[];
  /** The metric of the catalog that exposes it. */
  readonly metric?: Metric;
  /** The rules that write it. */
  readonly recordings?: readonly Recording[];
}

/** The series of a project, by name. */
export type Vocabulary = ReadonlyMap<string, Known>;

const open: LabelSpec = { values: [], closed: false, budget: 1000 };
const oneOf = (values: readonly string[]): LabelSpec => ({ values, closed: true, budget: values.length });

/** All series that Prometheus has: those of the catalog, those it makes itself, and those that rules record. */
export function vocabularyOf(project: Project): Vocabulary {
  const known = new Map<string, Known>();
  for (const one of [...builtIn(project), ...project.metrics.flatMap(exposed), ...recorded(project)])
    known.set(one.name, one);
  return known;
}

/** The series that one metric exposes: a histogram is three counters. */
const exposed = once((metric: Metric): readonly Known[] => {
  const interval = secondsOf(metric.job.interval);
  const of = (name: string, { sample, labels }: Vector): Known => ({
    name,
    sample,
    labels,
    interval,
    metric,
  });
  if (metric.kind !== 'histogram') return [of(metric.name, metric)];
  return [
    { ...of(metric.bucket.name, metric.bucket), buckets: metric.buckets },
    of(metric.sum.name, metric.sum),
    of(metric.count.name, metric.count),
  ];
});

/** `up` and its like, which Prometheus writes for every target, and the alerts that it evaluates. */
function builtIn({ prometheus, rules }: Project): Known[] {
  const interval = Math.max(
    secondsOf(prometheus.interval),
    ...prometheus.jobs.map((job) => secondsOf(job.interval)),
  );
  const jobs = prometheus.jobs.map((job) => job.name);
  const labels = { job: jobs.length > 0 ? oneOf(jobs) : open, instance: open };
  const scraped = [
    'up',
    'scrape_duration_seconds',
    'scrape_samples_scraped',
    'scrape_samples_post_metric_relabeling',
    'scrape_series_added',
  ];
  const evaluation = Math.max(
    0,
    ...rules.flatMap((file) => file.groups).map((group) => secondsOf(group.interval)),
  );
  return [
    ...scraped.map((name): Known => ({ name, sample: 'gauge', labels, interval })),
    { name: 'ALERTS', sample: 'gauge', interval: evaluation },
    { name: 'ALERTS_FOR_STATE', sample: 'gauge', interval: evaluation },
  ];
}

function recorded({ rules }: Project): Known[] {
  const known = new Map<string, Known>();
  for (const one of rules.flatMap(recordedBy)) {
    const before = known.get(one.name);
    known.set(one.name, before ? either(before, one) : one);
  }
  return [...known.values()];
}

const recordedBy = once(({ groups }: RuleFile): readonly Known[] =>
  groups.flatMap(({ interval, rules }) =>
    rules.flatMap((rule) => (rule.type === 'record' ? [recordedAs(rule, secondsOf(interval))] : [])),
  ),
);

function recordedAs(rule: Recording, interval: number): Known {
  const constant = Object.entries(rule.labels).map(([label, value]) => [label, oneOf([value])] as const);
  return {
    name: rule.record,
    sample: rule.query.sample,
    labels: { ...rule.query.labels, ...Object.fromEntries(constant) },
    interval,
    recordings: [rule],
  };
}

/** The names of which one vocabulary says something else than another, or which only one of them has. */
export function differing(one: Vocabulary, other: Vocabulary): Set<string> {
  const names = new Set<string>();
  for (const [name, known] of one) if (!saysTheSame(known, other.get(name))) names.add(name);
  for (const name of other.keys()) if (!one.has(name)) names.add(name);
  return names;
}

function saysTheSame(one: Known, other: Known | undefined): boolean {
  if (one === other) return true;
  const text = ({ metric, recordings = [], ...rest }: Known): string =>
    JSON.stringify([rest, recordings.map(({ query, labels }) => [print(query.node), labels])]);
  return other !== undefined && one.metric === other.metric && text(one) === text(other);
}

/** Every label that some series has. */
export const labelNames: (of: Vocabulary) => ReadonlySet<string> = once(
  (vocabulary: Vocabulary) =>
    new Set([...vocabulary.values()].flatMap((one) => Object.keys(one.labels ?? {}))),
);

/** What holds of series that two rules write under one name. */
function either(one: Known, other: Known): Known {
  return {
    name: one.name,
    ...(one.sample === other.sample && { sample: one.sample }),
    labels: mergeLabels(one.labels ?? {}, other.labels ?? {}),
    interval: Math.max(one.interval ?? 0, other.interval ?? 0),
    recordings: [...(one.recordings ?? []), ...(other.recordings ?? [])],
  };
}

/** The labels of either of two sets of series, with the values of both. */
export function mergeLabels(one: LabelSpecs, other: LabelSpecs): LabelSpecs {
  const merged: Record<string, LabelSpec> = { ...one };
  for (const [label, spec] of Object.entries(other)) {
    const mine = merged[label];
    if (!mine || mine === spec) merged[label] = spec;
    else {
      const values = [...new Set([...mine.values, ...spec.values])];
      const closed = mine.closed && spec.closed;
      merged[label] = { values, closed, budget: closed ? values.length : mine.budget + spec.budget };
    }
  }
  return merged;
}
