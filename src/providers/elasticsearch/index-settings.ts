import { isJson, type Json } from '../../model/json.ts';

/**
 * Settings of an index as Elasticsearch gives them back, whatever way they were written: flat, behind `index.`, and every value a
 * text. So `number_of_shards: 5` and `{ index: { number_of_shards: '5' } }` are the same.
 */
export function indexSettings(settings: Json): Json {
  const flat: Record<string, unknown> = {};
  const walk = (path: string, value: unknown): void => {
    if (isJson(value))
      for (const [key, member] of Object.entries(value)) walk(path ? `${path}.${key}` : key, member);
    else flat[path.startsWith('index.') ? path : `index.${path}`] = texts(value);
  };
  walk('', settings);
  return flat;
}

/** The same with every number and flag as the text that Elasticsearch may make of it. */
export function texts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(texts);
  if (isJson(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, texts(member)]));
  return value === undefined ? undefined : String(value);
}
