/** What a process imports to be observable: metrics by definition, and an endpoint to read them from. */
export { type Address, type Endpoint, listen } from './endpoint.ts';
export { folded, type LabelSet } from './guard.ts';
export type { CounterHandle, GaugeHandle, Handle, HistogramHandle, LabelsFor } from './handle.ts';
export { type LogFileOptions, logFile } from './logs/log-file.ts';
export { createLogger, type EventInput, type Logger, type LoggerOptions } from './logs/logger.ts';
export type { Lost, Sink } from './logs/sink.ts';
export { type Slip, slipText } from './logs/slip.ts';
export { sinkTo } from './logs/stream.ts';
export { createMetrics, type Metrics, type MetricsOptions } from './metrics.ts';
export type { Family, Sample } from './reader.ts';
export { pseudonym, type UserMode, type UserOptions } from './users.ts';
