import { lstatSync, readFileSync } from 'node:fs';
import { longest } from '../../src/cli/diff/markdown.ts';

// Text that a stranger wrote, on its way into a comment that is ours.

/** Backticks in a row that anybody needs; a fence is longer than the longest run. */
const ticks = 40;
/** Lines that are shown before anybody asks for them. */
const short = 60;

/** A file of at most so many bytes; nothing where there is none, where it is empty, or where it is something else than a file. */
export function readSmall(path: string, bytes: number): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() && found.size > 0 && found.size <= bytes ? readFileSync(path, 'utf8') : undefined;
}

/**
 * The text as a stranger's: behind a line of ours, and between two fences that nothing in it can close. There no name calls anybody,
 * no picture is loaded, nothing is a link, and nothing is hidden, since GitHub reads what is between fences as letters.
 */
export function fenced(text: string, summary: string): string {
  const plain = text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    // Signs that nobody sees, or that turn the letters around them about.
    .replaceAll(/(?![\n\t\u200d])[\p{Cc}\p{Cf}]/gu, '\ufffd')
    .replaceAll(new RegExp(`\`{${ticks},}`, 'g'), '`'.repeat(ticks))
    .trim();
  const shown = plain.length <= longest ? plain : cut(plain);
  const runs = [...shown.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  const state = shown.split('\n').length <= short ? ' open' : '';
  const rest = shown === plain ? '' : '\n\nThe rest of it does not fit.';
  return `<details${state}><summary>${summary}</summary>\n\n${fence}markdown\n${shown}\n${fence}\n\n</details>${rest}`;
}

/** The beginning, in whole lines. A report fits by itself; this is for one that somebody made longer. */
const cut = (text: string): string => text.slice(0, text.lastIndexOf('\n', longest) + 1 || longest).trimEnd();
