import { structuredPatch } from 'diff';

/** A run of lines that differs between two texts. Lines count from 1 in the later text, of removed ones in the earlier. */
export interface ChangedLines {
  readonly from: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The lines that differ between two texts, in order. */
export function changedLines(before: string, after: string): readonly ChangedLines[] {
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context: 0 });
  return hunks.map(({ oldStart, newStart, lines }) => {
    const those = (sign: string): readonly string[] =>
      lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
    const added = those('+');
    return { from: added.length > 0 ? newStart : oldStart, removed: those('-'), added };
  });
}
