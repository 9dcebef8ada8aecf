import type { Json } from '../../model/json.ts';
import type { WrittenRule } from '../../model/written-rule.ts';
import type { FileSet, OutputsDiff } from '../../review/outputs/diff-outputs.ts';
import { kindOfFile } from '../../review/outputs/file-kinds.ts';
import type { Sides } from '../backtest/replay.ts';
import type { Pictured } from './report.ts';
import { rulesOf } from './rules.ts';

/** A dashboard to be drawn in both versions, where it is there. */
export interface ToDraw {
  readonly uid: string;
  readonly title: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** What drawing needs. */
export interface DrawOptions {
  readonly dashboards: readonly ToDraw[];
  /** The rules of both revisions: one recording holds what both would have recorded. */
  readonly rules: Sides<Side>;
  /** All dashboards, for panels that list them. */
  readonly listed: Readonly<Record<'before' | 'after', () => readonly Json[]>>;
  /** Faces to draw. */
  readonly themes: readonly ('dark' | 'light')[];
  readonly seed: number;
  readonly say: (line: string) => void;
  readonly interruption: () => AbortSignal;
}

interface Side {
  readonly revision: string;
  readonly rules: readonly WrittenRule[];
}

/** Draws dashboards from a recording, and answers with those that look different. */
export type DrawDashboards = (options: DrawOptions) => Promise<readonly Pictured[]>;

/** The dashboards that differ, as they stand in their files; a number that only became another is as it was. */
export const toDraw = ({ changes }: OutputsDiff): readonly ToDraw[] =>
  changes.flatMap(({ kind, name, path, before, after }) => {
    if (kind !== 'dashboard') return [];
    const [was, is] = [before, after].map(
      (spec) => (spec as { readonly dashboard: Json } | undefined)?.dashboard,
    );
    const uid = path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/, '');
    return [{ uid, title: name, ...(was && { before: was }), ...(is && { after: is }) }];
  });

/** Every dashboard of a revision. */
export const dashboardsOf = (files: FileSet): readonly Json[] =>
  [
    ...files
      .texts([...files.digests.keys()].filter((path) => kindOfFile(path).name === 'dashboard'))
      .values(),
  ].map((text) => JSON.parse(text));

/** The rules of both revisions. */
export const ruleSides = (before: FileSet, after: FileSet): Sides<Side> => ({
  before: { revision: before.revision, rules: rulesOf(before) },
  after: { revision: after.revision, rules: rulesOf(after) },
});
