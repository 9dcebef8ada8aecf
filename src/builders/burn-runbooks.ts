import { type Duration, durationOf, secondsOf } from '../model/duration.ts';
import type { Burn, Objective } from '../model/objective.ts';
import type { Runbook, RunbookQuestion } from '../model/runbook.ts';
import type { Vector } from '../model/vector.ts';
import { loose } from './loose.ts';
import { type RunbookSpec, runbook } from './runbook.ts';

const period: Duration = '30d';

/** How to begin, by how fast the budget burns. */
const beginning: Readonly<Record<Burn['severity'], string>> = {
  critical: 'Stop the damage before looking for its cause: undo what was changed last.',
  high: 'There are hours, not days: find the cause today, and undo what was changed last where it fits in time.',
  medium:
    'Nothing has to happen at once. Open an issue with the answers to the questions, and plan the repair.',
};

/**
 * The runbooks of an objective's alerts. What follows from its target and its table of burn rates is worked out; what is
 * about its events is written by a person, once for all of its speeds.
 */
export function burnRunbooks(of: Objective, spec: RunbookSpec): readonly Runbook[] {
  const budget = Number((1 - of.target).toPrecision(12));
  return of.alerts.map((alert) => {
    const rows = of.burns.filter(({ severity }) => severity === alert.severity);
    const severity = alert.severity as Burn['severity'];
    return runbook(alert, {
      ...spec,
      meaning: `${promise(of, budget)} It burns ${rows.map(pace).join(', or ')}. ${spec.meaning}`,
      impact: `${spec.impact} ${cost(rows)}`,
      diagnosis: [isBadNow(of, budget), ...spec.diagnosis, ...budgetQuestions(of, budget, rows)],
      mitigation: [beginning[severity], ...spec.mitigation],
    });
  });
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(4))} %`;

const promise = ({ title, target, objective }: Objective, budget: number): string =>
  `The objective \`${objective}\`, "${title}", promises ${percent(target)} over ${period}, so ${percent(budget)} may be bad: the error budget.`;

/** The share of bad events at which a row comes true is what its query compares with; this says what it would lead to. */
const pace = ({ factor, long, short }: Burn): string =>
  `${factor === 1 ? 'faster than it can last' : `more than ${factor} times as fast as it may`} over ${long} and still over the last ${short}`;

function cost(rows: readonly Burn[]): string {
  const [fastest] = rows as readonly [Burn, ...Burn[]];
  const spent = (fastest.factor * secondsOf(fastest.long)) / secondsOf(period);
  const hours = Math.round(secondsOf(period) / fastest.factor / 3600);
  return `At the least pace that it fires at, ${fastest.long} cost${/^1\D/.test(fastest.long) ? 's' : ''} ${percent(spent)} of the budget, and a full budget is gone after ${durationOf(hours * 3600)}.`;
}

const isBadNow = (of: Objective, budget: number): RunbookQuestion => ({
  ask: 'Which share is bad right now?',
  query: loose.divide(of.bad, loose.above(of.total, 0)),
  tells: `Above ${percent(budget)} it still goes on. Nothing means that there is nothing to count.`,
});

/** For afterwards: they do not tell what to do. */
function budgetQuestions(of: Objective, budget: number, rows: readonly Burn[]): readonly RunbookQuestion[] {
  const windows = [...new Set(rows.flatMap(({ long, short }) => [long, short]))];
  const all: readonly Vector[] = windows.map((window) =>
    loose.withLabel(loose.divide(of.errors[window], budget), 'window', window),
  );
  return [
    {
      ask: 'How much of the budget is left?',
      query: of.budgetLeft,
      tells:
        '1 is all of it, 0 none, and below 0 the promise is broken already. The budget returns only as the bad days leave the window of 30 days.',
    },
    {
      ask: `How fast does it burn, over ${windows.join(', ')}?`,
      query: all.reduce((one, other) => loose.or(one, other)),
      tells:
        'The pace by window; 1 is the pace at which the budget lasts. A short window far below the long one means that the worst is over.',
    },
  ];
}
