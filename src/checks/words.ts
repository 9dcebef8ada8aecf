export { durationOf as duration } from '../model/duration.ts';

/** `a, b and c`; `nothing` when there is nothing. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? 'nothing';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
