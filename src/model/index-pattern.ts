/** Whether the name of an index fits a pattern: `*` stands for any characters. */
export const fits = (pattern: string, name: string): boolean => overlap(pattern, name);

/** Whether there is a name that fits both of two patterns. */
export function overlap(one: string, two: string): boolean {
  // Which of one's letters may be reached after so many of two's: patterns are short, a table of yes and no is enough.
  const known = new Map<number, boolean>();
  const from = (left: number, right: number): boolean => {
    const key = left * (two.length + 1) + right;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, false);
    const answer =
      left === one.length && right === two.length
        ? true
        : one[left] === '*'
          ? from(left + 1, right) || (right < two.length && from(left, right + 1))
          : two[right] === '*'
            ? from(left, right + 1) || (left < one.length && from(left + 1, right))
            : left < one.length && one[left] === two[right] && from(left + 1, right + 1);
    known.set(key, answer);
    return answer;
  };
  return from(0, 0);
}
