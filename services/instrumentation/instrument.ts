import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Metric } from '#lib';
import type { LabelSet } from './guard.ts';
import type { RawSample } from './reader.ts';

/** What a prom-client metric does with a label set and a value. */
export interface Instrument {
  record(labels: LabelSet, value: number): void;
  /** Makes the series of a label set exist before anything happened to it. */
  begin(labels: LabelSet): void;
  remove(labels: LabelSet): void;
  samples(): Promise<readonly RawSample[]>;
}

/** Creates the prom-client metric of a definition, in a registry. */
export function instrument(metric: Metric, registry: Registry): Instrument {
  const { name, help } = metric;
  const config = { name, help, labelNames: Object.keys(metric.declared), registers: [registry] };
  switch (metric.kind) {
    case 'counter': {
      const counter = new Counter(config);
      return {
        record: (labels, by) => counter.inc(labels, by),
        begin: (labels) => counter.inc(labels, 0),
        remove: (labels) => counter.remove(labels),
        samples: async () => (await counter.get()).values,
      };
    }
    case 'histogram': {
      const histogram = new Histogram({ ...config, buckets: [...metric.buckets] });
      return {
        record: (labels, value) => histogram.observe(labels, value),
        begin: (labels) => histogram.zero(labels),
        remove: (labels) => histogram.remove(labels),
        samples: async () => (await histogram.get()).values,
      };
    }
    case 'gauge': {
      const gauge = new Gauge(config);
      // A gauge without labels starts at 0, which is a statement. It has made none yet.
      gauge.remove({});
      return {
        record: (labels, value) => gauge.set(labels, value),
        // A gauge that has not been set has nothing to say.
        begin: () => {},
        remove: (labels) => gauge.remove(labels),
        samples: async () => (await gauge.get()).values,
      };
    }
  }
}
