import { durationOf, secondsOf } from '../model/duration.ts';
import type { Node } from '../model/node.ts';
import { print } from './print.ts';

/** Lists of a node whose order means nothing. */
const unordered = new Set(['matchers', 'labels', 'include']);
/** Members of a node that are durations. */
const durations = new Set(['window', 'step', 'offset']);

/**
 * A text that is the same for queries that mean the same: matchers and labels in order, durations in one spelling.
 * `up{b="1",a="2"}[60s]` and `up{a="2",b="1"}[1m]` both give the second.
 */
export const meaning = (node: Node): string => print(plain(node, '') as Node);

function plain(value: unknown, key: string): unknown {
  if (typeof value === 'string') return durations.has(key) ? spelled(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => plain(item, ''));
    return unordered.has(key) ? items.toSorted((one, other) => (text(one) < text(other) ? -1 : 1)) : items;
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member, name)]));
}

/** Places of a text that was parsed are no part of what it means. */
const text = (item: unknown): string =>
  JSON.stringify(item, (name, member: unknown) => (name === 'place' ? undefined : member));

function spelled(duration: string): string {
  const seconds = secondsOf(duration);
  return Number.isNaN(seconds) ? duration : durationOf(seconds);
}
