import type { Place } from './node.ts';

/** Something wrong in the definitions. Checks yield them; only `cli/` prints them. */
export interface Problem {
  /** Id of the check: a claim, such as `rate-needs-counter`. Its page is src/checks/<id>.md. */
  readonly check: string;
  readonly severity: 'error' | 'warning';
  /** Where: `dashboards/operations-monitoring.ts › Error rate › A`, `alerts/commands.ts › group › rule`. */
  readonly path: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  /** The query, and the part of it that is wrong. */
  readonly query?: { readonly text: string; readonly place: Place };
}

/** A problem that the authors looked at and decided to live with. */
export interface Exception {
  /** Id of the check. */
  readonly check: string;
  /** Path of the problem, or the beginning of it. */
  readonly path: string;
  /** Why the claim does not hold here. */
  readonly reason: string;
}
