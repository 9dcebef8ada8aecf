const widest = 100;
/** How much of what is equal stays in sight before and behind a difference. */
const around = 36;

/** One text cut to a width that a sentence bears. */
export const shortened = (text: string): string => (text.length > widest ? cut(text, 0, widest) : text);

/** Two texts cut around their first difference, so that both show it: `… by (job) (rate(a[5m])) …`. */
export function shortenedPair(before: string, after: string): [before: string, after: string] {
  if (before === after) return [shortened(before), shortened(after)];
  if (Math.max(before.length, after.length) <= widest) return [before, after];
  const shorter = Math.min(before.length, after.length);
  let first = 0;
  while (first < shorter && before[first] === after[first]) first++;
  let equal = 0;
  while (equal < shorter - first && before.at(-1 - equal) === after.at(-1 - equal)) equal++;
  const from = wordFrom(before, first - around, first);
  return [before, after].map((text) =>
    cut(text, from, Math.min(from + widest, text.length - equal + around)),
  ) as [string, string];
}

/** The beginning of a word that is near; places before the first difference are the same in both texts. */
function wordFrom(text: string, from: number, first: number): number {
  if (from <= 0) return 0;
  const word = /[\s,(]+/.exec(text.slice(from, first - around / 2));
  return word ? from + word.index + word[0].length : from;
}

/** A piece of a text with a mark where something is left out; a character of two halves is not cut in the middle. */
function cut(text: string, from: number, to: number): string {
  const isHalf = (at: number): boolean => /[\udc00-\udfff]/.test(text[at] ?? '');
  const start = isHalf(from) ? from - 1 : from;
  const end = isHalf(to) ? to + 1 : to;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}
