import { isJson, type Json } from '../../model/json.ts';

/** The type of every field of a mapping by its path, fields of fields included; an object has no entry but those inside it. */
export function mappedFields(mappings: Json): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (properties: unknown, path: string): void => {
    if (!isJson(properties)) return;
    for (const [name, field] of Object.entries(properties)) {
      if (!isJson(field)) continue;
      const at = path ? `${path}.${name}` : name;
      if (isJson(field.properties)) walk(field.properties, at);
      else found.set(at, String(field.type ?? 'object'));
      walk(field.fields, at);
    }
  };
  walk(mappings.properties, '');
  return found;
}

/**
 * Where two mappings cannot both be right: the same field with two types, or a field in one that is an object in the other.
 * An alias that points elsewhere is of no concern here.
 */
export function conflicts(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): readonly { readonly field: string; readonly was: string; readonly is: string }[] {
  const [was, is] = [withObjects(one), withObjects(other)];
  return [...is].flatMap(([field, type]) => {
    const before = was.get(field);
    return before !== undefined && before !== type ? [{ field, was: before, is: type }] : [];
  });
}

/** The same with an entry for each object. */
const withObjects = (fields: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...fields, ...[...objectsIn(fields)].map((path) => [path, 'object'] as const)]);

/** Paths that have fields below them. */
function objectsIn(fields: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const field of fields.keys())
    for (let dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
      const above = field.slice(0, dot);
      // What is a field itself holds fields of fields, and is no object.
      if (!fields.has(above)) found.add(above);
    }
  return found;
}
