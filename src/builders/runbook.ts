import type { Labels } from '../model/label.ts';
import type { AlertRule } from '../model/rule.ts';
import type { Runbook, RunbookQuestion } from '../model/runbook.ts';
import type { Unit } from '../model/unit.ts';
import type { Vector } from '../model/vector.ts';

/** A query that a person can run by hand: without variables of a dashboard, and no counter that was never rated. */
export type RunByHand = Vector<Labels, Unit, 'anywhere', 'gauge'>;

/** What a runbook says. */
export interface RunbookSpec {
  readonly meaning: string;
  readonly impact: string;
  readonly diagnosis: readonly [RunbookQuestion, ...RunbookQuestion[]];
  readonly mitigation: readonly [string, ...string[]];
  readonly responses?: readonly string[];
  readonly escalation?: string;
}

/** What to read when an alert fires. Alerts of one name share a page, whichever of them is given. */
export function runbook({ alert }: AlertRule, spec: RunbookSpec): Runbook {
  return { alert, responses: [], ...spec };
}

/** A step of the diagnosis: a question, the query that answers it, and what the answer tells. */
export const ask = (question: string, query: RunByHand, tells: string): RunbookQuestion => ({
  ask: question,
  query,
  tells,
});
