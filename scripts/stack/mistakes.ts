import { readFileSync } from 'node:fs';
import type { Mistake } from '../../services/viewer/index.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Problem } from '../../src/model/problem.ts';

/** What a build failed on, in the form in which the page shows it. */
export function mistakeOf(error: unknown): Mistake {
  if (!(error instanceof Failure))
    return {
      place: 'a fault in Sightline itself',
      message: error instanceof Error ? error.message : String(error),
      next: 'the terminal shows where',
    };
  const { why, next } = error.detail;
  // A definition that cannot be loaded names its place first.
  const [, place = '', rest] = /^([\w./-]+\.ts(?::\d+(?::\d+)?)?): (.*)$/s.exec(error.message) ?? [];
  return { place, message: rest ?? error.message, ...(why !== undefined && { why }), next };
}

/** The errors among problems, each with the line that it is about. */
export const mistakesOf = (problems: readonly Problem[]): readonly Mistake[] =>
  problems
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message, query, fix }) => ({
      place: placed(path),
      message,
      ...(query && { why: `in the query ${query.text.replaceAll(/\s+/g, ' ')}` }),
      next: fix,
    }));

/** The errors that the compiler of types prints. */
export const typeMistakes = (output: string): readonly Mistake[] =>
  [...output.matchAll(/^([^\s(]+)\((\d+),(\d+)\): error TS\d+: (.*(?:\n {2}.*)*)/gm)].map(
    ([, file, line, column, message = '']) => ({
      place: `${file}:${line}:${column}`,
      // The first line says what does not fit, the last one why: there stands what a refusal has to say.
      message: message.split('\n')[0] ?? '',
      ...(message.includes('\n') && { why: message.split('\n').at(-1)?.trim() ?? '' }),
      next: `mend ${file}`,
    }),
  );

/** A path of definitions with the line of the innermost name in it: `dashboards/errors.ts:41 › Error share › A`. */
function placed(path: string): string {
  const [file = '', ...names] = path.split(' › ');
  let lines: readonly string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return path;
  }
  // Letters of queries and other short names stand everywhere.
  for (const name of names.filter((one) => one.length > 2).toReversed()) {
    const at = lines.findIndex((line) => line.includes(`'${name}'`) || line.includes(`\`${name}\``));
    if (at >= 0) return [`${file}:${at + 1}`, ...names].join(' › ');
  }
  return path;
}
