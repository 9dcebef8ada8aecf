import { createHash, type Hash } from 'node:crypto';

/** Whether two values are the same JSON: the order of keys and members that are `undefined` make no difference. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => same(item, right[index]));
  }
  const [one, other] = [left as Record<string, unknown>, right as Record<string, unknown>];
  let seen = 0;
  for (const key in one) {
    if (one[key] === undefined) continue;
    if (!same(one[key], other[key])) return false;
    seen++;
  }
  for (const key in other) if (other[key] !== undefined) seen--;
  return seen === 0;
}

/** What stands for a value: the same for the same JSON, whatever the order of its keys. Twenty hexadecimal digits. */
export function digest(value: unknown): string {
  const hash = createHash('sha256');
  feed(value, hash);
  return hash.digest('hex').slice(0, 20);
}

function feed(value: unknown, hash: Hash): void {
  hash.update(canonical(value));
}

/** JSON with sorted keys and nothing between its parts. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined && typeof member !== 'function')
      members.push(`${JSON.stringify(key)}:${canonical(member)}`);
  }
  return `{${members.join(',')}}`;
}
