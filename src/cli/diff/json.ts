import { sentence } from '../../review/sentence.ts';
import { headline } from './markdown.ts';
import { type DiffReport, hasChanges } from './report.ts';

/** The report as a program reads it, with values in full. */
export function diffJson(report: DiffReport): unknown {
  const { diff, backtests, pictures } = report;
  return {
    before: diff.before,
    after: diff.after,
    changed: hasChanges(report),
    summary: headline(report),
    files: diff.files,
    changes: diff.changes.map(({ kind, name, path, change, edits, also }) => ({
      kind,
      name,
      path,
      change,
      ...(also && { also }),
      edits: edits.map((edit) => ({ ...edit, text: sentence(edit) })),
    })),
    series: diff.series,
    backtests,
    pictures: pictures.map(({ uid, before, after }) => ({
      uid,
      versions: [...(before ? ['before'] : []), ...(after ? ['after'] : [])],
    })),
    notes: diff.notes,
  };
}
