/** The values a label may take. */
export interface LabelSpec<Value extends string = string> {
  /** All values when `closed`, examples of them otherwise. */
  readonly values: readonly Value[];
  /** Whether a value outside `values` is a mistake. */
  readonly closed: boolean;
  /** The most values that may be seen at once: what the cardinality budget of a metric is computed from. */
  readonly budget: number;
}

/** Label name to the union of its values (`string` where the set is open). A type-level map only. */
export type Labels = Readonly<Record<string, string>>;

/** Label name to what is known of its values at run time. */
export type LabelSpecs = Readonly<Record<string, LabelSpec>>;

/** The type-level labels that a set of specs stands for. */
export type LabelsIn<Specs extends LabelSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends LabelSpec<infer Value> ? Value : never;
};
