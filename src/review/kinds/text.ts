import type { Comparison } from '../comparison.ts';
import { changedLines } from '../lines.ts';
import { quoted } from '../words.ts';

/** What differs in a text, line by line. */
export function compareText(of: Comparison): void {
  compareLines(of, 'text');
  of.rest();
}

/** What differs in a member that is a text of several lines. */
export function compareLines(of: Comparison, key: string): void {
  of.structure(key, (before, after) => {
    if (typeof before !== 'string' || typeof after !== 'string') return;
    for (const { from, removed, added } of changedLines(before, after)) {
      const last = from + (added.length || removed.length) - 1;
      const what = last > from ? `lines ${from} to ${last}` : `line ${from}`;
      const [was, is] = [trimmed(removed), trimmed(added)];
      // Where only blanks differ, they have to be seen.
      if (was === is) of.differing(what, removed.join('\n'), added.join('\n'), quoted);
      else of.differing(what, was, is, (text) => (text === '' ? 'an empty line' : String(text)));
    }
  });
}

/** Lines in one, without what indents them: `{{ end }} ↵ {{ end }}`. */
const trimmed = (lines: readonly string[]): string | undefined =>
  lines.length > 0 ? lines.map((line) => line.trim()).join(' ↵ ') : undefined;
