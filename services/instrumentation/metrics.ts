import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { LabelSpecs, Metric } from '#lib';
import { cardinalityOverflow } from '../../catalog/monitoring.ts';
import { createGuard, type LabelSet } from './guard.ts';
import type { Handle } from './handle.ts';
import { labelSets } from './label-sets.ts';
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

/** What a prom-client metric does with a label set and a value. */
interface Instrument {
  record(labels: LabelSet, value: number): void;
  remove(labels: LabelSet): void;
}

function instrument(metric: Metric, registry: Registry): Instrument {
  const { name, help } = metric;
  const config = { name, help, labelNames: Object.keys(metric.declared), registers: [registry] };
  switch (metric.kind) {
    case 'counter': {
      const counter = new Counter(config);
      return { record: (labels, by) => counter.inc(labels, by), remove: (labels) => counter.remove(labels) };
    }
    case 'histogram': {
      const histogram = new Histogram({ ...config, buckets: [...metric.buckets] });
      return {
        record: (labels, value) => histogram.observe(labels, value),
        remove: (labels) => histogram.remove(labels),
      };
    }
    case 'gauge': {
      const gauge = new Gauge(config);
      // A gauge without labels starts at 0, which is a statement. It has made none yet.
      gauge.remove({});
      return {
        record: (labels, value) => gauge.set(labels, value),
        remove: (labels) => gauge.remove(labels),
      };
    }
  }
}

const isOpen = (metric: Metric): boolean => {
  const specs: LabelSpecs = metric.declared;
  return Object.values(specs).some((spec) => !spec.closed);
};

/**
 * A registry that holds the catalog's metrics and accepts their labels only. Counters whose labels are all closed exist from
 * the start, at 0: `increase()` cannot see a series that is born at 1.
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ ...options.labels });
  let countOverflow = (_metric: string): void => {};

  const handleOf = (metric: Metric): AnyHandle => {
    const target = instrument(metric, registry);
    // The overflow counter has a budget too, but counting its own overflow would never end.
    const overflow = metric.name === cardinalityOverflow.name ? () => {} : () => countOverflow(metric.name);
    const guard = createGuard(metric, {
      users: options.users ?? {},
      overflow,
      expire: (set) => target.remove(set),
    });
    const record = (labels: Record<string, unknown>, value: number): void => {
      const possible = Number.isFinite(value) && (metric.kind !== 'counter' || value >= 0);
      if (possible) target.record(guard.admit(labels ?? {}), value);
      else overflow();
    };
    if (metric.kind === 'counter') {
      for (const set of labelSets(metric.declared, metric.budget) ?? []) record(set, 0);
    }
    return {
      inc: (labels, by = 1) => record(labels, by),
      set: record,
      observe: record,
      remove: (labels) => {
        const set = guard.release(labels ?? {});
        if (set) target.remove(set);
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
    contentType: registry.contentType,
  };
}
