import { isJson, type Json } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import { plain } from '../words.ts';

/** What a value is shown as: `down (red)`. `index` is where it stands among the others. */
interface Mapping {
  readonly key: string;
  readonly shown: Json;
}

/** What differs in the value mappings of a field, value by value. */
export function compareMappings(of: Comparison): void {
  of.structure('mappings', (left, right) => {
    const [before, after] = [mappingsOf(left ?? []), mappingsOf(right ?? [])];
    if (!before || !after) return;
    const keys = new Set([...before, ...after].map(({ key }) => key));
    for (const key of keys) {
      const [was, is] = [before, after].map((list) => list.find((one) => one.key === key)?.shown);
      of.differing(`mapping ${key}`, was, is, inWords);
    }
  });
}

function inWords(shown: unknown): string {
  if (!isJson(shown) || typeof shown.text !== 'string') return plain(shown);
  return shown.color === undefined ? shown.text : `${shown.text} (${plain(shown.color)})`;
}

/** One for each value, range, pattern or special value; `undefined` for a shape that is not known. */
function mappingsOf(mappings: unknown): readonly Mapping[] | undefined {
  if (!Array.isArray(mappings)) return undefined;
  const found: Mapping[] = [];
  for (const mapping of mappings) {
    if (!isJson(mapping) || !isJson(mapping.options)) return undefined;
    const { type, options } = mapping;
    const { result, from, to, pattern, match, ...others } = options;
    const key =
      type === 'range' ? `${from ?? '-∞'} to ${to ?? '∞'}` : type === 'regex' ? `/${pattern}/` : `${match}`;
    if (type === 'value') {
      for (const [value, shown] of Object.entries(options)) {
        if (!isJson(shown)) return undefined;
        const { index, ...rest } = shown;
        found.push({ key: value, shown: rest });
      }
    } else if (isJson(result) && Object.keys(others).length === 0) {
      const { index, ...rest } = result;
      found.push({ key, shown: rest });
    } else return undefined;
  }
  // Two with the same key would hide one another.
  return new Set(found.map(({ key }) => key)).size === found.length ? found : undefined;
}
