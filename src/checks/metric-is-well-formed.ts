import type { LabelSpecs } from '../model/label.ts';
import type { Job, Metric } from '../model/metric.ts';
import { jobPath, metricPath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';
import { grouped } from './grouped.ts';
import { list } from './words.ts';

/** What a check of a declaration says: the message, and what to write instead. */
type Fault = readonly [message: string, fix: string];

/** Whether Prometheus takes a name for a metric that is scraped: colons are kept for recording rules. */
export const isMetricName = (name: string): boolean => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);

/** A metric can be registered, exposed and scraped as it is declared. */
export const metricIsWellFormed: Check = {
  id: 'metric-is-well-formed',
  severity: 'error',
  *project({ project }): Iterable<Finding> {
    for (const metric of project.metrics)
      for (const [message, fix] of faults(metric)) yield { path: metricPath(project, metric), message, fix };
    for (const job of project.prometheus.jobs)
      for (const [message, fix] of inLabels(job.labels, job)) yield { path: jobPath(job), message, fix };
  },
};

function* faults(metric: Metric): Iterable<Fault> {
  const { name, declared, budget, job } = metric;
  if (!isMetricName(name))
    yield [
      name.includes(':')
        ? `"${name}" has a colon, which belongs to the names of recording rules`
        : `Prometheus refuses the metric name "${name}"`,
      'write letters, digits and underscores, and begin with a letter',
    ];
  yield* inLabels(declared, job);
  for (const label of Object.keys(declared))
    if (label in job.labels && !reserved.has(label))
      yield [
        `the label ${label} is set by the job ${job.name} on every series`,
        'remove it here, or call it something else',
      ];
  // A label without a budget leaves none for the metric: that is told at the label.
  const blameless = Object.values(declared).every((label) => isCount(label.budget) || label.closed);
  const empty = Object.values(declared).some((label) => label.closed && label.values.length === 0);
  if (!isCount(budget) && blameless && !empty)
    yield [`the budget is ${budget}`, 'write a whole number of label sets, 1 or more'];
  if (metric.kind === 'histogram') yield* inBuckets(metric.buckets);
}

/** Labels that the scrape sets: Prometheus renames those of a process to exported_job and exported_instance. */
const reserved = new Set(['job', 'instance']);
/** Labels that make a histogram and a summary what they are: a metric of ours with one of them cannot be registered. */
const structural = new Set(['le', 'quantile']);

function* inLabels(labels: LabelSpecs, { emitter }: Job): Iterable<Fault> {
  for (const [label, { values, closed, budget }] of Object.entries(labels)) {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label))
      yield [
        `Prometheus refuses the label name "${label}"`,
        'write letters, digits and underscores, and begin with a letter',
      ];
    else if (label.startsWith('__'))
      yield [
        `Prometheus drops the label ${label}: names that begin with __ are its own`,
        `call it ${label.replace(/^_+/, '') || 'something else'}`,
      ];
    else if (reserved.has(label))
      yield [
        `the label ${label} is set by the scrape`,
        `remove it, or call it something else: it would become exported_${label}`,
      ];
    else if (structural.has(label) && emitter === 'ours')
      yield [
        `the label ${label} belongs to ${label === 'le' ? 'the buckets of histograms' : 'summaries'}`,
        'call it something else',
      ];
    const twice = [...grouped(values, (value) => value)].flatMap(([value, same]) =>
      same.length > 1 ? [value] : [],
    );
    if (twice.length > 0)
      yield [`the label ${label} lists ${list(twice)} more than once`, 'list each value once'];
    // Some tools write an empty value where others write none.
    if (values.includes('') && emitter === 'ours')
      yield [
        `the label ${label} has an empty value, which is the same as no label`,
        'write a word for it, such as none',
      ];
    if (closed && values.length === 0)
      yield [`the label ${label} has no values`, 'list them in oneOf(), or write upTo() for an open set'];
    else if (!closed && !isCount(budget))
      yield [
        `the label ${label} has a budget of ${budget}`,
        'write in upTo() how many values there may be, 1 or more',
      ];
  }
}

function* inBuckets(buckets: readonly number[]): Iterable<Fault> {
  const endless = buckets.filter((bound) => !Number.isFinite(bound));
  const falls = buckets.findIndex((bound, at) => at > 0 && bound <= (buckets[at - 1] ?? bound));
  if (buckets.length === 0) yield ['the histogram has no buckets', 'write the bounds that matter, ascending'];
  else if (endless.length > 0)
    yield [
      `the bucket bound ${endless[0]} is not finite`,
      'leave it out: the bucket of everything, +Inf, is always there',
    ];
  else if (falls > 0)
    yield [
      `the bucket bounds do not ascend: ${buckets[falls]} comes after ${buckets[falls - 1]}`,
      `write ${[...new Set(buckets)].sort((a, b) => a - b).join(', ')}`,
    ];
}

const isCount = (budget: number): boolean => Number.isInteger(budget) && budget >= 1;
