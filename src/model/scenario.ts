import type { Duration } from './duration.ts';
import type { AlertRule, Recording } from './rule.ts';

/** A stretch of the course of a series. One without `lasts` goes on until the scenario ends. */
export type Stretch =
  | { readonly course: 'hold'; readonly value: number; readonly lasts?: Duration }
  | { readonly course: 'grow'; readonly perMinute: number; readonly lasts?: Duration }
  | { readonly course: 'ramp'; readonly to: number; readonly lasts: Duration }
  | { readonly course: 'gap'; readonly lasts?: Duration };

/** A series that goes in: scraped, or recorded by a rule that is not looked at. */
export interface Feed {
  readonly series: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly course: readonly Stretch[];
}

/** One alert as it is sent. */
export interface Fired {
  /** The labels that the query leaves; those of the rule come on top. */
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Needed only where the description has more in it than labels. */
  readonly description?: string;
}

/** What must come out. */
export type Expectation =
  /** From then on, and not one evaluation before. */
  | {
      readonly type: 'fires';
      readonly alert: AlertRule;
      readonly at: Duration;
      readonly as: readonly Fired[];
    }
  /** Not once from the beginning until then. */
  | { readonly type: 'quiet'; readonly alert: AlertRule; readonly until: Duration }
  /** Not at that moment, whatever was before. */
  | { readonly type: 'silent'; readonly alert: AlertRule; readonly at: Duration }
  /** Until then, and no longer. */
  | { readonly type: 'ends'; readonly alert: AlertRule; readonly at: Duration }
  | {
      readonly type: 'records';
      readonly rule: Recording;
      readonly at: Duration;
      readonly labels: Readonly<Record<string, string>>;
      /** Absent where the series must be absent. To a millionth. */
      readonly value?: number;
    };

/** Series in, alerts out. */
export interface Scenario {
  /** A sentence: what happens, and what follows. */
  readonly title: string;
  /** How often series have a sample and rules are evaluated. */
  readonly every: Duration;
  readonly given: readonly Feed[];
  readonly expect: readonly Expectation[];
}

/** The scenarios of a subject: those of the rule file of the same name. */
export interface ScenarioFile {
  readonly name: string;
  readonly scenarios: readonly Scenario[];
}
