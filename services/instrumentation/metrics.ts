import { Registry } from 'prom-client';
import type { LabelSpecs, Metric } from '#lib';
import { cardinalityOverflow } from '../../catalog/monitoring.ts';
import { createGuard, type LabelSet } from './guard.ts';
import type { Handle } from './handle.ts';
import { instrument } from './instrument.ts';
import { labelSets } from './label-sets.ts';
import { createReader, type Family, type Reader } from './reader.ts';
import type { UserOptions } from './users.ts';

/** What an instrumented process says about itself. */
export interface MetricsOptions {
  /** The metrics of this process, such as `exposedBy(framework)`. The overflow counter is always among them. */
  readonly metrics: readonly Metric[];
  /** Labels on every series, such as `{ environment: 'production' }`. */
  readonly labels: LabelSet;
  readonly users?: UserOptions;
}

/** The metrics of a process, by their definitions. */
export interface Metrics {
  /** The handle of a metric. One that this process does not expose gives a handle that only counts the attempt. */
  of<Of extends Metric>(metric: Of): Handle<Of>;
  /** Everything recorded so far, in Prometheus' text format. */
  exposition(): Promise<string>;
  /** The same as values: for who reads it every minute of a day. */
  families(): Promise<readonly Family[]>;
  /** Content type of the exposition. */
  readonly contentType: string;
}

/** A handle before it is typed by its definition. */
interface AnyHandle {
  inc(labels: Record<string, unknown>, by?: number): void;
  set(labels: Record<string, unknown>, value: number): void;
  remove(labels: Record<string, unknown>): void;
  observe(labels: Record<string, unknown>, value: number): void;
}

const isOpen = (metric: Metric): boolean => {
  const specs: LabelSpecs = metric.declared;
  return Object.values(specs).some((spec) => !spec.closed);
};

/**
 * A registry that holds the catalog's metrics and accepts their labels only. Counters and histograms whose labels are all
 * closed exist from the start, at 0: `increase()` cannot see a series that is born at 1.
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ ...options.labels });
  const readers: { readonly metric: Metric; readonly reader: Reader }[] = [];
  let countOverflow = (_metric: string): void => {};

  const handleOf = (metric: Metric): AnyHandle => {
    const target = instrument(metric, registry);
    const reader = createReader(metric.name, target.samples, options.labels);
    readers.push({ metric, reader });
    const forget = (set: LabelSet): void => {
      target.remove(set);
      reader.removed();
    };
    // The overflow counter has a budget too, but counting its own overflow would never end.
    const overflow = metric.name === cardinalityOverflow.name ? () => {} : () => countOverflow(metric.name);
    const guard = createGuard(metric, {
      users: options.users ?? {},
      overflow,
      expire: forget,
    });
    const record = (labels: Record<string, unknown>, value: number): void => {
      const possible = Number.isFinite(value) && (metric.kind !== 'counter' || value >= 0);
      if (possible) target.record(guard.admit(labels ?? {}), value);
      else overflow();
    };
    for (const set of labelSets(metric.declared, metric.budget) ?? []) target.begin(guard.admit(set));
    return {
      inc: (labels, by = 1) => record(labels, by),
      set: record,
      observe: record,
      remove: (labels) => {
        const set = guard.release(labels ?? {});
        if (set) forget(set);
      },
    };
  };

  const own = options.metrics.filter((metric) => metric.name !== cardinalityOverflow.name);
  const counter = handleOf(cardinalityOverflow);
  countOverflow = (metric) => counter.inc({ metric });
  const handles = new Map(own.map((metric) => [metric.name, handleOf(metric)]));
  handles.set(cardinalityOverflow.name, counter);
  for (const metric of own.filter(isOpen)) counter.inc({ metric: metric.name }, 0);

  return {
    of(metric) {
      const known = handles.get(metric.name);
      const counts = () => countOverflow(metric.name);
      const absent: AnyHandle = { inc: counts, set: counts, remove: () => {}, observe: counts };
      return (known ?? absent) as never;
    },
    exposition: () => registry.metrics(),
    families: () =>
      Promise.all(
        readers.map(async ({ metric, reader }) => ({
          name: metric.name,
          type: metric.kind,
          help: metric.help,
          samples: await reader.read(),
        })),
      ),
    contentType: registry.contentType,
  };
}
