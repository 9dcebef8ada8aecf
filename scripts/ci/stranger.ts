import { lstatSync, readFileSync } from 'node:fs';

// Text that a pull request wrote, on its way into a comment that is ours.

/** GitHub takes 65,536 characters in a comment; what stands around the text needs some. */
const most = 60_000;

/** A file of at most so many bytes; nothing where there is none, or where it is something else than a file. */
export function readSmall(path: string, bytes: number): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() && found.size <= bytes ? readFileSync(path, 'utf8') : undefined;
}

/**
 * The text with what must not work in a comment taken out: it calls nobody by name, hides nothing, and loads no picture. Pictures
 * and links of a report lead to files beside it, which a comment does not have.
 */
export function tamed(text: string): string {
  const plain = text
    .replaceAll(/<!--[\s\S]*?(-->|$)/g, '')
    .replaceAll(/<picture\b[\s\S]*?<\/picture>/gi, '')
    .replaceAll(/<img\b[^>]*>/gi, '')
    .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\[([^\]]*)\]\((?!https?:)[^)]*\)/g, '$1')
    // A space of no width behind the sign, so that nobody is told.
    .replaceAll(/@(?=[A-Za-z0-9])/g, '@\u200b');
  return plain.length <= most ? plain : cut(plain);
}

/** The beginning, whole lines of it, with what was open closed. */
function cut(text: string): string {
  const head = text.slice(0, text.lastIndexOf('\n', most) + 1 || most);
  const isOpen = (head.match(/^\s*```/gm) ?? []).length % 2 === 1;
  const folds = (head.match(/<details\b/gi) ?? []).length - (head.match(/<\/details>/gi) ?? []).length;
  return `${head}${isOpen ? '\n```\n' : ''}${'\n</details>\n'.repeat(Math.max(0, folds))}\nThe rest is in the artifact.\n`;
}
