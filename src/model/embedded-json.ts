import { isJson, type Json } from './json.ts';

/** Attributes of a data view that are JSON in a text, whatever their names. */
const ofDataViews = [
  'fieldAttrs',
  'fieldFormatMap',
  'fields',
  'runtimeFieldMap',
  'sourceFilters',
  'typeMeta',
];

type IsText = (key: string, depth: number) => boolean;

const textsOf = (type: string): IsText =>
  type === 'index-pattern'
    ? (key, depth) => depth === 0 && ofDataViews.includes(key)
    : (key) => key.endsWith('JSON');

/**
 * Attributes of a saved object with what Kibana keeps as text inside text taken apart, at every depth: two texts that say the
 * same are the same then. `withTexts` puts them together again.
 */
export const withoutTexts = (type: string, attributes: Json): Json =>
  opened(attributes, textsOf(type), 0) as Json;

/** The same with its texts written again, as Kibana wants them. */
export const withTexts = (type: string, attributes: Json): Json =>
  closed(attributes, textsOf(type), 0) as Json;

function opened(value: unknown, isText: IsText, depth: number): unknown {
  return mapped(value, (member, key) => {
    const inside = typeof member === 'string' && isText(key, depth) ? parsed(member) : member;
    return opened(inside, isText, depth + 1);
  });
}

function closed(value: unknown, isText: IsText, depth: number): unknown {
  return mapped(value, (member, key) => {
    const inside = closed(member, isText, depth + 1);
    return isText(key, depth) && typeof inside !== 'string' ? JSON.stringify(inside) : inside;
  });
}

/** Members of an object; items of a list are at the depth of the list. */
function mapped(value: unknown, change: (member: unknown, key: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapped(item, change));
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member, key)]));
}

/** What somebody broke is compared as it stands. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
