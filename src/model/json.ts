/** An object as it stands in JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and neither a list nor null. */
export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two values are the same JSON: the order of keys and members that are `undefined` make no difference. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    for (let index = 0; index < left.length; index++)
      if (!same(left[index] ?? null, right[index] ?? null)) return false;
    return true;
  }
  const [one, other] = [left as Record<string, unknown>, right as Record<string, unknown>];
  let seen = 0;
  for (const key in one) {
    const member = one[key];
    if (member === undefined) continue;
    const counterpart = other[key];
    // Most members are texts and numbers, for which no call is worth its while: there are millions of them.
    if (member !== counterpart && !same(member, counterpart)) return false;
    seen++;
  }
  for (const key in other) if (other[key] !== undefined) seen--;
  return seen === 0;
}

/** JSON with sorted keys and nothing between its parts. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) {
    let text = '[';
    for (const item of value) text += `${text.length > 1 ? ',' : ''}${canonical(item)}`;
    return `${text}]`;
  }
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined || typeof member === 'function') continue;
    text += `${text.length > 1 ? ',' : ''}${named(key)}${canonical(member)}`;
  }
  return `${text}}`;
}

const names = new Map<string, string>();

/** `"key":`; the same few hundred keys are in every dashboard. */
function named(key: string): string {
  const name = names.get(key) ?? `${JSON.stringify(key)}:`;
  names.set(key, name);
  return name;
}
