import type { SavedObjectReference, SavedObjectSpec } from '../../model/elastic-resource.ts';
import { withoutTexts, withTexts } from '../../model/embedded-json.ts';
import { isJson, type Json } from '../../model/json.ts';
import type { Observed } from '../../model/provider.ts';

/**
 * A saved object in the form in which two are compared: texts taken apart, references in order, and without what changes by itself.
 * Which migrations it has behind it, and who manages it, is the server's to say once it is there.
 */
export function compared(
  { type, id, attributes, references, ...stamps }: SavedObjectSpec,
  actual?: Observed<SavedObjectSpec>,
): SavedObjectSpec {
  const { coreMigrationVersion, typeMigrationVersion, managed } = actual?.spec ?? stamps;
  const open = withoutTexts(type, attributes);
  return {
    type,
    id,
    attributes: type === 'index-pattern' ? dataView(open) : open,
    references: [...references].sort(byName).map(({ id, name, type }) => ({ id, name, type })),
    coreMigrationVersion,
    typeMigrationVersion,
    managed,
  };
}

/** Without what differs from one release to the next. */
export function content({ type, id, attributes, references }: SavedObjectSpec): unknown {
  return { type, id, attributes, references };
}

/** A line of an import. What was observed is sent like what was defined: a rollback sends that. */
export const lineOf = ({ attributes, ...rest }: SavedObjectSpec): string =>
  JSON.stringify({ ...rest, attributes: withTexts(rest.type, attributes) });

/** How often a field was clicked is no part of a data view, and what is empty may be told or not. */
function dataView(attributes: Json): Json {
  const attrs = isJson(attributes.fieldAttrs)
    ? Object.entries(attributes.fieldAttrs).flatMap(([field, of]) => {
        const { count, ...rest } = isJson(of) ? of : {};
        return Object.keys(rest).length > 0 ? [[field, rest] as const] : [];
      })
    : [];
  const all = { ...attributes, fieldAttrs: Object.fromEntries(attrs) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => !isEmpty(value)));
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const byName = (left: SavedObjectReference, right: SavedObjectReference): number =>
  key(left) < key(right) ? -1 : 1;
const key = ({ name, type, id }: SavedObjectReference): string => `${name} ${type} ${id}`;
