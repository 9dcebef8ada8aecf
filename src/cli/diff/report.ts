import type { OutputsDiff } from '../../review/outputs/diff-outputs.ts';
import type { BacktestResult } from '../backtest/report.ts';

/** A dashboard as it looks in one version, in both of Grafana's faces: PNG. */
export interface Picture {
  readonly dark: Buffer;
  readonly light: Buffer;
  /** What whoever looks at it must know: series that the recording does not have. */
  readonly note?: string;
}

/** A dashboard whose picture differs. A version that is not there has none. */
export interface Pictured {
  readonly uid: string;
  readonly title: string;
  readonly before?: Picture;
  readonly after?: Picture;
}

/** An alert that was replayed over recorded data in both versions, or why it was not. */
export interface Replayed {
  readonly alert: string;
  readonly result?: BacktestResult;
  readonly note?: string;
  /** Whether both versions fire at the same times. */
  readonly isSame: boolean;
}

/** All that `npm run diff` found out. */
export interface DiffReport {
  readonly diff: OutputsDiff;
  readonly backtests: readonly Replayed[];
  readonly pictures: readonly Pictured[];
}

/** Whether anything differs in meaning. */
export const hasChanges = ({ diff }: DiffReport): boolean =>
  diff.changes.length > 0 || diff.series.length > 0;

/** The alerts that fire at the same times in both versions, and those that fire in neither. */
export function unchanged(backtests: readonly Replayed[]): {
  readonly still: readonly string[];
  readonly silent: readonly string[];
} {
  const same = backtests.filter(({ isSame, note }) => isSame && !note);
  const fires = ({ result }: Replayed): boolean =>
    result?.versions.some(({ replays }) => replays.some(({ firings }) => firings.length > 0)) ?? false;
  const names = (of: readonly Replayed[]): readonly string[] => of.map(({ alert }) => alert);
  return { still: names(same.filter(fires)), silent: names(same.filter((one) => !fires(one))) };
}

/** Over which data alerts were replayed, as words behind a comma: `, over 24 h of the simulator`; nothing where none was. */
export function replayedOver(backtests: readonly Replayed[]): string {
  const [data] = backtests.flatMap(({ result }) => result?.data ?? []);
  return data === undefined ? '' : `, over ${data}`;
}
