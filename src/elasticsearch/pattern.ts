/** Whether a pattern of index names covers a name: `*` stands for any characters. */
export const matchesPattern = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`).test(name);

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Whether there is a name that both patterns cover. */
export function overlap(one: string, other: string): boolean {
  if (one === '' || other === '') return /^\**$/.test(one) && /^\**$/.test(other);
  if (one[0] === '*') return overlap(one.slice(1), other) || overlap(one, other.slice(1));
  if (other[0] === '*') return overlap(other, one);
  return one[0] === other[0] && overlap(one.slice(1), other.slice(1));
}
