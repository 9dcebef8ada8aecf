import type { TreeCursor } from '@lezer/common';
import type { Place } from '../model/node.ts';

/** Thrown inside the parser and caught by it. */
export class SyntaxRefusal extends Error {
  constructor(
    message: string,
    readonly place: Place,
  ) {
    super(message);
  }
}

/** Gives up on a text. */
export function refuse(message: string, place: Place): never {
  throw new SyntaxRefusal(message, place);
}

/** Refuses the text at the first place where the grammar stumbled, in words that name what is there. */
export function refuseErrors(cursor: TreeCursor, text: string): void {
  do {
    if (!cursor.type.isError) continue;
    const { from, to } = cursor;
    const quote = unclosed(text);
    if (quote >= 0) refuse('the string does not end', [quote, text.length]);
    const left = text.slice(from).trimStart();
    if (left === '')
      refuse('the query ends too early', [Math.max(0, text.trimEnd().length - 1), text.trimEnd().length]);
    const start = text.length - left.length;
    // A name before "(" that is no function: the grammar stumbles over the parenthesis, the reader over the name.
    const name = /(\w+)\s*$/.exec(text.slice(0, start))?.[1];
    if (name && left.startsWith('('))
      refuse(`${name} is not a function of PromQL`, [
        text.lastIndexOf(name, start),
        text.lastIndexOf(name, start) + name.length,
      ]);
    const word = /^(?:[\w:]+|\S)/.exec(text.slice(start))?.[0] ?? '';
    refuse(`${word} is not expected here`, [start, Math.max(to, start + word.length)]);
  } while (cursor.next());
}

/** Where a string begins that never ends; -1 where all do. */
function unclosed(text: string): number {
  const closed = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|`[^`]*`|#[^\n]*/g;
  return text.replaceAll(closed, (quoted) => ' '.repeat(quoted.length)).search(/["'`]/);
}
