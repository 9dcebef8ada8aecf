import type { Place } from '../model/node.ts';
import type { Problem } from '../model/problem.ts';

/** How a report looks. */
export interface ReportStyle {
  readonly colour: boolean;
  /** Characters that a line of a query may take; 100 unless told. */
  readonly width?: number;
}

const codes = { error: 31, warning: 33, path: 1, place: 31, quiet: 2 } as const;

/** Problems as a person reads them: by place, each with the wrong part of its query underlined, and a count at the end. No line end behind it. */
export function formatProblems(problems: readonly Problem[], style: ReportStyle): string {
  const paint = (as: keyof typeof codes, text: string): string =>
    style.colour ? `\u001b[${codes[as]}m${text}\u001b[0m` : text;
  const lines: string[] = [];
  for (const [path, found] of byPath(problems)) {
    lines.push(paint('path', path));
    for (const { severity, message, query, fix, check } of found) {
      lines.push(`  ${paint(severity, severity.padEnd(7))}  ${message}`);
      if (query) {
        const { line, mark } = excerpt(query.text, query.place, style.width ?? 100);
        lines.push(indent(line), indent(paint('place', mark)));
      }
      lines.push(indent(`fix: ${fix}`), indent(paint('quiet', `see src/checks/${check}.md`)));
    }
    lines.push('');
  }
  lines.push(tally(problems));
  return lines.join('\n');
}

/** Problems as a program reads them. */
export function problemsAsJson(problems: readonly Problem[]): string {
  return JSON.stringify({ problems, ...counts(problems) }, null, 2);
}

function byPath(problems: readonly Problem[]): Map<string, Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const place = placeOf(problem);
    const group = groups.get(place);
    if (group) group.push(problem);
    else groups.set(place, [problem]);
  }
  return groups;
}

/** A query of a panel is shown by its text, so that its letter is no place of its own: the panel is. */
const placeOf = ({ path }: Problem): string => path.replace(/^(dashboards\/[^›]+ › .+) › [A-Z]{1,2}$/, '$1');

const indent = (text: string): string => `           ${text}`;

/** The line of a query that holds a place, cropped around it, and the line of carets below. */
function excerpt(
  text: string,
  [from, to]: Place,
  width: number,
): { readonly line: string; readonly mark: string } {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
  const [first, last] = [from - start, Math.max(from - start + 1, Math.min(to, end) - start)];
  const whole = text.slice(start, end).replaceAll('\t', ' ');
  // The beginning of the place stays in sight, with a quarter of the line before it.
  const left =
    whole.length <= width || last <= width
      ? 0
      : Math.max(0, Math.min(first - Math.floor(width / 4), whole.length - width));
  const right = Math.min(whole.length, left + width);
  const before = left > 0 ? '…' : '';
  const line = `${before}${whole.slice(left, right)}${right < whole.length ? '…' : ''}`;
  return {
    line,
    mark: `${' '.repeat(before.length + first - left)}${'^'.repeat(Math.max(1, Math.min(last, right) - first))}`,
  };
}

function counts(problems: readonly Problem[]): { readonly errors: number; readonly warnings: number } {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: problems.length - errors };
}

function tally(problems: readonly Problem[]): string {
  const { errors, warnings } = counts(problems);
  const say = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return problems.length === 0 ? 'No problems.' : `${say(errors, 'error')}, ${say(warnings, 'warning')}`;
}
