/** What a process imports to be observable: metrics by definition, and an endpoint to read them from. */
export { type Address, type Endpoint, listen } from './endpoint.ts';
export { folded, type LabelSet } from './guard.ts';
export type { CounterHandle, GaugeHandle, Handle, HistogramHandle, LabelsFor } from './handle.ts';
export { createMetrics, type Metrics, type MetricsOptions } from './metrics.ts';
export type { Family, Sample } from './reader.ts';
export { pseudonym, type UserMode, type UserOptions } from './users.ts';
