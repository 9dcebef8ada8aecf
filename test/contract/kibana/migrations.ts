import type { Json } from '../../../src/model/json.ts';
import { refuse } from './call.ts';
import type { Profile } from './profile.ts';

interface Stamped {
  readonly type: string;
  readonly id: string;
  readonly attributes: Json;
  readonly coreMigrationVersion?: string;
  readonly typeMigrationVersion?: string;
}

/** A document that is ahead of the server, in core or in its type. */
export function refuseNewer({ type, id, ...stamps }: Stamped, { newest, number }: Profile): void {
  const core = stamps.coreMigrationVersion;
  if (core !== undefined && isAfter(core, number))
    throw refuse(
      422,
      `Document "${id}" has a "coreMigrationVersion" which belongs to a more recent version of Kibana [${core}]. The current version is [${number}].`,
    );
  const last = newest[type] ?? '';
  const own = stamps.typeMigrationVersion;
  if (own !== undefined && isAfter(own, last))
    throw refuse(
      422,
      `Document "${id}" belongs to a more recent version of Kibana [${own}] when the last known version is [${last}].`,
    );
}

/** What a document becomes: one without a stamp is taken for the oldest, and Lens' old migrations stumble over a new one. */
export function migrated(
  { type, attributes, typeMigrationVersion = '' }: Stamped,
  { newest, migratesDashboards }: Profile,
): { readonly attributes: Json; readonly typeMigrationVersion: string } {
  if (type === 'lens' && typeMigrationVersion === '')
    throw refuse(500, "Cannot read properties of undefined (reading 'layers')");
  const last = newest[type] ?? typeMigrationVersion;
  if (type !== 'dashboard' || !migratesDashboards || typeMigrationVersion === last)
    return { attributes, typeMigrationVersion: last };
  return { attributes: rewritten(attributes), typeMigrationVersion: last };
}

/** Panels are taken apart and written again: the same, in other words, and with what older releases did not know. */
function rewritten(attributes: Json): Json {
  const again = (text: unknown): unknown =>
    typeof text === 'string' ? JSON.stringify(reversed(JSON.parse(text)), undefined, 1) : text;
  return {
    ...attributes,
    // Newer models have members of their own.
    sections: [],
    panelsJSON: again(attributes.panelsJSON),
    optionsJSON: again(attributes.optionsJSON),
  };
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

function isAfter(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => text.split('.').map(Number));
  for (const at of [0, 1, 2]) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
