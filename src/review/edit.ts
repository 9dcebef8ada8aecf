/** One difference between two versions of a resource. */
export interface Edit {
  /** Where, in the reader's words, outermost first: `['panel Error rate', 'query A']`; empty for the resource itself. */
  readonly at: readonly string[];
  readonly change: 'added' | 'removed' | 'changed' | 'moved';
  /** What it is that differs: `expression`, `unit`, `threshold critical`, `title`, `route severity="critical"`. */
  readonly what: string;
  /**
   * How it was and how it is, as the reader writes it: PromQL on one line, `5 %`, `300 ms`. Long values are shortened around
   * the first difference. Two texts that are the same mean the same, and were written differently.
   */
  readonly before?: string;
  readonly after?: string;
}
