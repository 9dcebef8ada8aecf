import type { Counter, Histogram, LabelsIn, Metric } from '#lib';

/** The labels that code must give with a value: exactly the declared ones, each with a value it can have. */
export type LabelsFor<Of extends Metric> = [keyof Of['declared']] extends [never]
  ? Readonly<Record<string, never>>
  : LabelsIn<Of['declared']>;

/** What code can do with a counter. */
export interface CounterHandle<Given> {
  /** Adds `by`, one unless told otherwise. Zero only makes the series exist. */
  inc(labels: Given, by?: number): void;
}

/** What code can do with a gauge. */
export interface GaugeHandle<Given> {
  set(labels: Given, value: number): void;
  /** Takes the series out of the exposition: for what exists no longer, such as an old version. */
  remove(labels: Given): void;
}

/** What code can do with a histogram. */
export interface HistogramHandle<Given> {
  /** Records one value, in the metric's unit. */
  observe(labels: Given, value: number): void;
}

/** What code can do with a metric of the catalog. None of it throws. */
export type Handle<Of extends Metric> = Of extends Counter
  ? CounterHandle<LabelsFor<Of>>
  : Of extends Histogram
    ? HistogramHandle<LabelsFor<Of>>
    : GaugeHandle<LabelsFor<Of>>;
