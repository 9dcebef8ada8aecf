import { diffWordsWithSpace } from 'diff';

/** A piece of a text, and whether the other text has something else there. */
export interface Marked {
  readonly text: string;
  readonly isOther: boolean;
}

/** Two texts, each with what is not in the other marked word by word. */
export function marked(
  before: string,
  after: string,
): readonly [before: readonly Marked[], after: readonly Marked[]] {
  const pieces = diffWordsWithSpace(before, after);
  const side = (other: 'added' | 'removed', own: 'added' | 'removed'): readonly Marked[] =>
    pieces
      .filter((piece) => !piece[other])
      .map((piece) => ({ text: piece.value, isOther: piece[own] === true }));
  return [side('added', 'removed'), side('removed', 'added')];
}
