/** A rule as it stands in a rule file, of whichever revision. Durations are seconds. */
export interface WrittenRule {
  readonly type: 'alert' | 'record';
  /** Of the alert, or of the recorded series. */
  readonly name: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Evaluation interval of its group. */
  readonly interval: number;
  readonly for: number;
  readonly keepFiringFor: number;
}
