import type { Comparison } from '../comparison.ts';
import { changedLines } from '../lines.ts';

/**
 * What differs in a pipeline of Logstash, line by line, each with the blocks that it stands in. Comments and what indents a
 * line are nothing to Logstash.
 */
export function comparePipelineText(of: Comparison): void {
  of.structure('text', (before, after) => {
    if (typeof before !== 'string' || typeof after !== 'string') return;
    const [was, is] = [linesOf(before), linesOf(after)];
    const text = (lines: readonly Line[]): string => lines.map((one) => `${one.text}\n`).join('');
    for (const { from, removed, added } of changedLines(text(was), text(is))) {
      const blocks = (added.length > 0 ? is : was)[from - 1]?.blocks ?? [];
      const place = of.inside(of.before, of.after, [...of.at, ...blocks]);
      const joined = (lines: readonly string[]) => (lines.length > 0 ? lines.join(' ↵ ') : undefined);
      place.differing(
        removed.length + added.length > 2 ? 'lines' : 'line',
        joined(removed),
        joined(added),
        String,
      );
    }
    // The same lines with other comments.
    if (text(was) === text(is)) of.silence('text');
  });
}

interface Line {
  readonly text: string;
  /** What opens the blocks around it: `filter`, `if [level] == "INFO"`. */
  readonly blocks: readonly string[];
}

function linesOf(text: string): readonly Line[] {
  const open: string[] = [];
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      if (/^[}\]]/.test(line)) open.pop();
      const blocks = [...open];
      if (/[{[]$/.test(line)) open.push(line.replace(/^} /, '').replace(/( =>)? [{[]$/, ''));
      return { text: line, blocks };
    });
}
