import type { LogCategory } from '#lib';
import { logLines } from '../../../catalog/monitoring.ts';
import type { Metrics } from '../metrics.ts';

/** What became of a line. */
export type Outcome = 'dropped' | 'mended' | 'refused' | 'written';

/** How many lines came to which end. */
export interface Tally {
  count(category: LogCategory, outcome: Outcome): void;
  /** A line that was counted under an outcome was lost afterwards. */
  lose(category: LogCategory, outcome: Outcome): void;
}

/** Counts lines, and tells the metric of them when the process has nothing else to do: it costs more than a line does. */
export function tally(metrics: Metrics | undefined): Tally {
  if (!metrics) return { count() {}, lose() {} };
  const lines = metrics.of(logLines);
  const counts = new Map<LogCategory, Map<Outcome, number>>();
  let isPlanned = false;
  const tell = (): void => {
    isPlanned = false;
    // A counter never goes back: what was counted too soon is taken off what comes next.
    for (const [category, outcomes] of counts)
      for (const [outcome, count] of outcomes)
        if (count > 0) {
          lines.inc({ category, outcome }, count);
          outcomes.set(outcome, 0);
        }
  };
  const add = (category: LogCategory, outcome: Outcome, more: number): void => {
    const outcomes = counts.get(category) ?? new Map<Outcome, number>();
    counts.set(category, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + more));
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(tell);
  };
  return {
    count: (category, outcome) => add(category, outcome, 1),
    lose(category, outcome) {
      add(category, outcome, -1);
      add(category, 'dropped', 1);
    },
  };
}
