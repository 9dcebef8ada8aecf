import { type AlertVersion, alertVersion, treeOf } from '../../engine/alert-version.ts';
import { Failure } from '../../model/failure.ts';
import { canonical } from '../../model/json.ts';
import type { WrittenRule } from '../../model/written-rule.ts';
import { meaning } from '../../promql/meaning.ts';
import type { OpenLocal, Past } from '../backtest/past.ts';
import { replay, type Sides } from '../backtest/replay.ts';
import { isSame } from '../backtest/report.ts';
import { Progress } from '../deploy/progress.ts';
import { formatValue } from '../format-value.ts';
import type { Replayed } from './report.ts';

/** The rules of a revision. */
interface Side {
  readonly revision: string;
  readonly rules: readonly WrittenRule[];
}

/** What replaying needs. */
export interface ReplayOptions {
  readonly openLocal: OpenLocal;
  readonly hours: number;
  readonly seed: number;
  readonly say: (line: string) => void;
  readonly interruption: () => AbortSignal;
}

/** An alert in both versions, where it is there. */
interface Both {
  readonly alert: string;
  readonly before?: AlertVersion;
  readonly after?: AlertVersion;
}

/** Replays the alerts that fire by other rules than before, all of them over one recording. Words alone change no firing. */
export async function replayedAlerts(
  sides: Sides<Side>,
  options: ReplayOptions,
): Promise<readonly Replayed[]> {
  const { hours, seed } = options;
  const notes: Replayed[] = [];
  const changed: Both[] = [];
  for (const alert of alertsOf(sides)) {
    try {
      const both = versions(alert, sides);
      const back = lookback(both);
      if (isAlike(both)) continue;
      if (back >= hours * 3600)
        notes.push({
          alert,
          isSame: false,
          note: `it looks back ${formatValue(back, 'seconds')}, and ${hours} h are replayed: --hours ${Math.ceil(back / 3600) + 24}`,
        });
      else if (readsOf(both).length === 0)
        notes.push({ alert, isSame: false, note: 'it reads no series, so there is nothing to replay' });
      else changed.push(both);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      notes.push({
        alert,
        isSame: false,
        note: [error.message, error.detail.why].filter(Boolean).join(': '),
      });
    }
  }
  if (changed.length === 0) return notes;
  const before = together(changed.flatMap((one) => one.before ?? []));
  const after = together(changed.flatMap((one) => one.after ?? []));
  const past = await options.openLocal({
    ...options,
    seed,
    ...(before && { before }),
    ...(after && { after }),
  });
  const bar = new Progress('replaying');
  try {
    const found: Replayed[] = [];
    for (const [at, both] of changed.entries()) {
      bar.show(at, changed.length);
      const result = await replay(both.alert, pastOf(past, both), sides, undefined, () => {});
      const [one, other] = result.versions;
      found.push({ alert: both.alert, result, isSame: Boolean(one && other && isSame(one, other)) });
    }
    return [...found, ...notes];
  } finally {
    bar.clear();
    await past.close();
  }
}

const alertsOf = ({ before, after }: Sides<Side>): readonly string[] =>
  [
    ...new Set(
      [...after.rules, ...before.rules].flatMap(({ type, name }) => (type === 'alert' ? [name] : [])),
    ),
  ].sort();

function versions(alert: string, sides: Sides<Side>): Both {
  const [before, after] = [alertVersion(alert, sides.before.rules), alertVersion(alert, sides.after.rules)];
  return { alert, ...(before && { before }), ...(after && { after }) };
}

const lookback = ({ before, after }: Both): number => Math.max(before?.lookback ?? 0, after?.lookback ?? 0);
const readsOf = ({ before, after }: Both): readonly string[] => [
  ...(before?.reads ?? []),
  ...(after?.reads ?? []),
];

/** Whether two versions fire by the same rules, down to what is scraped. */
function isAlike({ before, after }: Both): boolean {
  const said = ({ alerts, recordings }: AlertVersion): string =>
    canonical([alerts.map(firesBy), recordings.map(firesBy).map(canonical).sort()]);
  return before !== undefined && after !== undefined && said(before) === said(after);
}

const firesBy = (rule: WrittenRule): unknown => ({
  expr: meaning(treeOf(rule)),
  ...(rule.type === 'record' ? { name: rule.name, labels: rule.labels } : {}),
  interval: rule.interval,
  for: rule.for,
  keepFiringFor: rule.keepFiringFor,
});

/** Several alerts as one that has all of their definitions. */
function together(all: readonly AlertVersion[]): AlertVersion | undefined {
  if (all.length === 0) return undefined;
  return {
    name: all.map(({ name }) => name).join(', '),
    alerts: all.flatMap(({ alerts }) => alerts),
    recordings: [...new Set(all.flatMap(({ recordings }) => recordings))],
    reads: [...new Set(all.flatMap(({ reads }) => reads))],
    lookback: Math.max(...all.map((one) => one.lookback)),
  };
}

/** The past of all as that of one: its own definitions, as the store has them. */
function pastOf(past: Past, both: Both): Past {
  const own = (side: 'before' | 'after'): AlertVersion | undefined => {
    const [all, one] = [past[side], both[side]];
    return all && one && { ...one, alerts: all.alerts.filter(({ name }) => name === both.alert) };
  };
  const { before: _, after: __, ...rest } = past;
  const [before, after] = [own('before'), own('after')];
  const read = new Set(readsOf(both));
  return {
    ...rest,
    ...(before && { before }),
    ...(after && { after }),
    missing: past.missing.filter((name) => read.has(name)),
  };
}
