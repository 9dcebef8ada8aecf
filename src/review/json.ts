/** An object as it stands in JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and neither a list nor null. */
export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two values mean the same JSON: the order of keys and members that are `undefined` do not count. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left))
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((one, index) => same(one ?? null, right[index] ?? null))
    );
  if (!isJson(left) || !isJson(right)) return false;
  for (const key in left) if (!same(left[key], right[key])) return false;
  for (const key in right) if (left[key] === undefined && right[key] !== undefined) return false;
  return true;
}

/** JSON on one line with sorted keys: equal text for what is the same. */
export function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => compact(one ?? null)).join(',')}]`;
  if (!isJson(value)) return JSON.stringify(value) ?? 'undefined';
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${compact(value[key])}`);
  return `{${members.join(',')}}`;
}
