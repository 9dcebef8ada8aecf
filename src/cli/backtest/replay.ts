import type { AlertVersion } from '../../engine/alert-version.ts';
import { backtest } from '../../engine/backtest.ts';
import { Failure } from '../../model/failure.ts';
import { formatValue } from '../format-value.ts';
import type { Past } from './past.ts';
import type { BacktestResult } from './report.ts';

interface Side {
  /** `main (3f2a91c)`. */
  readonly revision: string;
}

/** The two revisions that are compared. */
export interface Sides<Of extends Side = Side> {
  readonly before: Of;
  readonly after: Of;
}

/** Replays both versions of an alert over a past, as far back as the whole of what they look at is known. */
export async function replay(
  alert: string,
  past: Past,
  sides: Sides,
  waits: readonly number[] | undefined,
  progress: (done: number, of: number) => void,
): Promise<BacktestResult> {
  const { before, after, what } = past;
  const lookback = Math.max(...[before, after].map((version) => version?.lookback ?? 0));
  // What a window reads beyond the beginning of the data is not known, and half a window is another question.
  const from = past.from + lookback;
  if (from >= past.to) throw tooShort(alert, lookback, past.to - past.from);
  const span = { from, to: past.to, ...(waits && { waits }) };
  const found = await backtest(before, after, past.server, span, progress);
  return {
    alert,
    data: what,
    from,
    to: past.to,
    notes: notesOf(past, sides),
    versions: (['before', 'after'] as const).flatMap((which) => {
      const replays = found[which];
      return replays ? [{ which, revision: sides[which].revision, replays }] : [];
    }),
  };
}

/** Says that an alert looks back further than there is data. */
export function tooShort(alert: string, lookback: number, length: number): Failure {
  return new Failure(`the data is too short for ${alert}`, {
    why: `it looks back ${span(lookback)}, and there are ${span(length)} of data`,
    next: `--hours ${Math.ceil(lookback / 3600) + 24}, or --prometheus URL of a server that has more`,
  });
}

function notesOf({ before, after, missing }: Past, sides: Sides): readonly string[] {
  const gone = (version: AlertVersion | undefined, { revision }: Side): readonly string[] =>
    version ? [] : [`there is no such alert in ${revision}`];
  return [
    ...gone(before, sides.before),
    ...gone(after, sides.after),
    ...missing.map((name) => `the data has no ${name}, so what needs it cannot fire`),
  ];
}

const span = (seconds: number): string => formatValue(seconds, 'seconds');
