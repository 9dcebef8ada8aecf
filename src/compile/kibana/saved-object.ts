import type { SavedObjectReference, SavedObjectSpec } from '../../model/elastic-resource.ts';
import type { KibanaTag } from '../../model/kibana.ts';

/**
 * The migrations that each type has behind it. Kibana refuses what has more of them than it knows, and runs those that are
 * missing: these are what 8.8 knows, and everything since takes them.
 */
const migrations: Readonly<Record<SavedObjectSpec['type'], string>> = {
  dashboard: '8.7.0',
  'index-pattern': '8.0.0',
  lens: '8.6.0',
  search: '8.0.0',
  tag: '8.0.0',
};

/** A saved object with its stamps, its references in the order of their names. */
export function savedObject(
  of: Pick<SavedObjectSpec, 'attributes' | 'id' | 'type'> & {
    readonly references?: readonly SavedObjectReference[];
  },
): SavedObjectSpec {
  return {
    ...of,
    references: [...(of.references ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
    coreMigrationVersion: '8.8.0',
    typeMigrationVersion: migrations[of.type],
    managed: false,
  };
}

/** How an object says that it has a tag. */
export const tagged = (tags: readonly KibanaTag[]): readonly SavedObjectReference[] =>
  tags.map(({ id }) => ({ id, name: `tag-ref-${id}`, type: 'tag' }));

/** JSON on one line whose bytes depend on the value alone: what Kibana keeps as text inside of text, and lines of an export. */
export const line = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
