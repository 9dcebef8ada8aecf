import { same } from '../model/json.ts';

/**
 * The same JSON as `value`, made of the very parts of `like` wherever those are the same, and `like` itself where all of it is.
 * What a server has of a thousand dashboards then takes the memory of what differs, and whoever compares the two again passes
 * over the rest.
 */
export function sharing(value: unknown, like: unknown): unknown {
  if (same(value, like)) return like;
  if (Array.isArray(value) && Array.isArray(like))
    return value.map((item, index) => sharing(item, like[index]));
  if (!isRecord(value) || !isRecord(like)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      Object.hasOwn(like, key) ? sharing(member, like[key]) : member,
    ]),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
