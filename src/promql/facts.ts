import type { LabelSpecs } from '../model/label.ts';
import type { Sample } from '../model/vector.ts';
import type { Value } from './signature.ts';

/** What is known of an expression before it ever runs. A thing that is absent is not known, which is no mistake. */
export interface Facts {
  readonly value: Value;
  /** The labels that the result carries, and what they can be. */
  readonly labels: LabelSpecs | undefined;
  readonly sample: Sample | undefined;
  /** Bounds of the histogram whose buckets these are, or (a gauge) whose quantile this is. */
  readonly bounds: readonly number[] | undefined;
}

/** Facts of one shape, whatever is known: there are hundreds of thousands of them. */
export const facts = (
  value: Value,
  labels?: LabelSpecs,
  sample?: Sample,
  bounds?: readonly number[],
): Facts => ({ value, labels, sample, bounds });
