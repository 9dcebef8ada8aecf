import { quiet } from './quoted.ts';

/** `$name`, `${name}`, `${name:format}` and the older `[[name]]`, as Grafana replaces them in the text of a query. */
const variable =
  /\$\{([a-zA-Z_]\w*)(?:\.[^}:]+)?(?::[^}]*)?\}|\$([a-zA-Z_]\w*)|\[\[([a-zA-Z_]\w*)(?:[.:][^\]]*)?\]\]/g;

/** The names of the Grafana variables in a text, in order: `['env']` for `"$env"`. A `$` before anything else is no variable. */
export function variablesIn(text: string): readonly string[] {
  if (!hasMarks(text)) return none;
  // The same few matchers and windows stand in tens of thousands of queries.
  const names =
    known.get(text) ??
    Array.from(text.matchAll(variable), ([, braced, plain, older]) => (braced ?? plain ?? older) as string);
  known.set(text, names);
  return names;
}

const none: readonly string[] = [];
const known = new Map<string, readonly string[]>();

const hasMarks = (text: string): boolean => text.includes('$') || text.includes('[[');

/**
 * The text with every variable outside strings replaced by something of the same length and of the sort that may stand
 * there: a duration in a window or after `offset`, digits inside a number, a name elsewhere. Offsets hold.
 */
export function maskVariables(text: string): string {
  if (!hasMarks(text)) return text;
  let masked = '';
  let done = 0;
  for (const { index, 0: string } of text.matchAll(quiet)) {
    masked = maskPiece(masked, text.slice(done, index)) + string;
    done = index + string.length;
  }
  return maskPiece(masked, text.slice(done));
}

function maskPiece(before: string, piece: string): string {
  if (!hasMarks(piece)) return before + piece;
  let masked = before;
  let done = 0;
  for (const { index, 0: name } of piece.matchAll(variable)) {
    masked += piece.slice(done, index);
    done = index + name.length;
    masked += stand(masked, name.length, piece[done]);
  }
  return masked + piece.slice(done);
}

function stand(before: string, length: number, next: string | undefined): string {
  const inNumber = /[\d.]$/.test(before) || /@\s*$/.test(before);
  const inDuration = /(?:\[[^[\]]*|\boffset\s+-?)$/i.test(before);
  if (inNumber && !/[a-zA-Z_:]\w*$/.test(before)) return '1'.repeat(length);
  if (!inDuration) return 'v'.repeat(length);
  // `[${__range_s}s]`: the unit follows the variable.
  return next && /[a-z]/.test(next) ? '1'.repeat(length) : `${'1'.repeat(length - 1)}m`;
}
