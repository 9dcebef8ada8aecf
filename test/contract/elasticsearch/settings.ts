import { isJson, type Json } from '../../../src/model/json.ts';
import { illegal } from './call.ts';

/** First words of the settings of an index; any other is refused. */
const known =
  /^index\.(number_of_(shards|replicas|routing_shards)|auto_expand_replicas|hidden|refresh_interval|lifecycle\.|default_pipeline|final_pipeline|mapping\.|codec|priority|query\.|routing\.|sort\.|analysis\.|max_|translog\.|merge\.|search\.|indexing\.|mode|blocks\.)/;

/** Flattens settings, puts `index.` before them and makes texts of them, as Elasticsearch does before it stores them. */
export function flattened(settings: Json): Readonly<Record<string, unknown>> {
  const flat: Record<string, unknown> = {};
  const walk = (path: string, value: unknown): void => {
    if (isJson(value))
      for (const [key, member] of Object.entries(value)) walk(path ? `${path}.${key}` : key, member);
    else
      flat[path.startsWith('index.') ? path : `index.${path}`] = Array.isArray(value)
        ? value.map(String)
        : String(value);
  };
  walk('', settings);
  for (const [key, value] of Object.entries(flat)) {
    if (!known.test(key))
      throw illegal(
        `unknown setting [${key}] please check that any required plugins are installed, or check the breaking changes documentation for removed settings`,
      );
    if (/^index\.number_of_/.test(key) && !/^\d+$/.test(String(value)))
      throw illegal(`Failed to parse value [${value}] for setting [${key}]`);
  }
  return flat;
}

/** The same as trees, which is how they are told. */
export function nested(flat: Readonly<Record<string, unknown>>): Json {
  const tree: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flat)) {
    const keys = path.split('.');
    let at = tree;
    for (const key of keys.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[keys.at(-1) ?? ''] = value;
  }
  return tree;
}

/** A template's settings, mappings and aliases as they are stored and told. */
export function templateStored({ settings, mappings, aliases, ...rest }: Json): Json {
  return {
    ...rest,
    ...(isJson(settings) && { settings: nested(flattened(settings)) }),
    ...(isJson(mappings) && { mappings }),
    // One routing is told as two.
    ...(isJson(aliases) && {
      aliases: Object.fromEntries(
        Object.entries(aliases).map(([name, alias]) => {
          const { routing, ...others } = isJson(alias) ? alias : {};
          return [
            name,
            routing === undefined ? others : { index_routing: routing, search_routing: routing, ...others },
          ];
        }),
      ),
    }),
  };
}
