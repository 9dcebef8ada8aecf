import { isJson, same } from '../model/json.ts';

/** Whether a value has everything that another has, and perhaps more members; lists are of one length. */
export function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(whole) && Array.isArray(part))
    return whole.length === part.length && part.every((item, index) => contains(whole[index], item));
  if (!isJson(whole) || !isJson(part)) return same(whole, part);
  return Object.entries(part).every(([key, member]) => member === undefined || contains(whole[key], member));
}
