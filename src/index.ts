/** The public face of the engine: what definitions import as "#lib". Everything else in src/ is private to it. */
export * from './builders/metric.ts';
export * from './builders/rules.ts';
export { secondsOf } from './model/duration.ts';
export { exitCode, Failure } from './model/failure.ts';
export type { LabelSpec, LabelSpecs, LabelsIn } from './model/label.ts';
export type { Counter, Gauge, Histogram, Job, Metric } from './model/metric.ts';
export * from './promql/aggregate.ts';
export * from './promql/arithmetic.ts';
export * from './promql/comparison.ts';
export * from './promql/functions.ts';
export { print } from './promql/print.ts';
export * from './promql/range.ts';
export { raw } from './promql/raw.ts';
export { anyOf, matching, not, notMatching, offset, where } from './promql/select.ts';
export * from './promql/sets.ts';
export * from './promql/units.ts';
export * from './promql/windows.ts';
