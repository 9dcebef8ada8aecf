import { isJson, type Json } from '../../../src/model/json.ts';
import type { Answer } from '../elasticsearch/serve.ts';
import { type Call, ok, type Route, refuse } from './call.ts';
import { migrated, refuseNewer } from './migrations.ts';
import {
  isShareable,
  keep,
  moment,
  objectIn,
  type Reference,
  type SavedObject,
  type Store,
} from './store.ts';

const icons: Readonly<Record<string, string>> = {
  dashboard: 'dashboardApp',
  lens: 'lensApp',
  search: 'discoverApp',
  'index-pattern': 'indexPatternApp',
  tag: 'tag',
};
/** Only references to these are looked up; any other may lead nowhere. */
const lookedUp = ['index-pattern', 'search'];

interface Line {
  readonly type: string;
  readonly id: string;
  readonly attributes: Json;
  readonly references: readonly Reference[];
  readonly coreMigrationVersion?: string;
  readonly typeMigrationVersion?: string;
  readonly managed?: boolean;
}

/** What an import says of an object that it does not take. */
interface Trouble {
  readonly type: string;
  readonly [more: string]: unknown;
}

export const importRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/saved_objects/_import', handle: (call) => imported(call) },
];

function imported(call: Call): Answer {
  const { query, store, space, profile } = call;
  const flag = (name: string): boolean => query.get(name) === 'true';
  if (flag('overwrite') && flag('createNewCopies'))
    throw refuse(400, 'cannot use [overwrite] with [createNewCopies]');
  const lines = linesOf(fileIn(call));
  refuseTwice(lines);
  const known = lines.filter(({ type }) => type in icons);
  const errors: Json[] = lines
    .filter(({ type }) => !(type in icons))
    .map((line) => told(line, { type: 'unsupported_type' }));
  const troubled = known.map((line) => [line, trouble(line, lines, call)] as const);
  errors.push(...troubled.flatMap(([line, found]) => (found ? [told(line, found)] : [])));
  const good = troubled.flatMap(([line, found]) => (found ? [] : [line]));
  // One that is too new is nobody's error but everybody's: the request as a whole is refused.
  for (const line of known) refuseNewer(line, profile);
  // Nothing is written where something might be settled and sent again, although the rest is told as if it had been.
  const isHeldBack = troubled.some(([, found]) => found);
  const results = good.map((line) => {
    const there = objectIn(store, space, line.type, line.id);
    const copy = there ? undefined : copyOf(line, store, space);
    if (!isHeldBack) write(line, copy ?? line.id, call);
    return { ...told(line), ...(there && { overwrite: true }), ...(copy && { destinationId: copy }) };
  });
  // Lists that are empty are left out.
  return ok({
    successCount: results.length,
    success: errors.length === 0,
    warnings: [],
    ...(results.length > 0 && { successResults: results }),
    ...(errors.length > 0 && { errors }),
  });
}

/** The one part of the form, whose name must end as such files do. */
function fileIn({ body, header }: Call): string {
  const boundary = /boundary=(\S+)/.exec(header('content-type') ?? '')?.[1];
  if (!boundary)
    throw refuse(400, '[request body.file]: expected value of type [Stream] but got [undefined]');
  const part = body.split(`--${boundary}`)[1] ?? '';
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const name = /filename="([^"]*)"/.exec(head)?.[1] ?? '';
  if (!/\.ndjson$/i.test(name))
    throw refuse(400, `Invalid file extension ${name.slice(name.lastIndexOf('.'))}`);
  return rest.join('\r\n\r\n').replace(/\r\n$/, '');
}

function linesOf(text: string): readonly Line[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      try {
        return JSON.parse(line) as Json;
      } catch (error) {
        throw refuse(400, (error as Error).message);
      }
    })
    .filter((line) => !('exportedCount' in line))
    .map((line) => ({ attributes: {}, references: [], ...line }) as unknown as Line);
}

function refuseTwice(lines: readonly Line[]): void {
  const names = lines.map(({ type, id }) => `${type}:${id}`);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) throw refuse(400, `Non-unique import objects detected: [${twice.join(',')}]`);
}

function trouble(line: Line, all: readonly Line[], { store, space, query }: Call): Trouble | undefined {
  const lost = line.references.filter(
    ({ type, id }) =>
      lookedUp.includes(type) &&
      !objectIn(store, space, type, id) &&
      !all.some((other) => other.type === type && other.id === id),
  );
  if (lost.length > 0)
    return { type: 'missing_references', references: lost.map(({ type, id }) => ({ type, id })) };
  if (query.get('overwrite') !== 'true' && objectIn(store, space, line.type, line.id))
    return { type: 'conflict' };
  return undefined;
}

/** An id that another space has already, of a type that is in one space only: Kibana makes a copy with another id. */
function copyOf({ type, id }: Line, store: Store, space: string): string | undefined {
  const elsewhere = store.objects.find((one) => one.type === type && one.id === id);
  if (!elsewhere || isShareable(type) || elsewhere.namespaces.includes(space)) return undefined;
  return `copy-${++store.last}-${id}`;
}

function write(line: Line, id: string, { store, space, profile }: Call): void {
  const at = moment(store);
  const { attributes, typeMigrationVersion } = migrated(line, profile);
  const object: SavedObject = {
    type: line.type,
    id,
    namespaces: [space],
    // What was there is replaced as a whole, dates included.
    attributes,
    references: line.references,
    coreMigrationVersion: '8.8.0',
    typeMigrationVersion,
    managed: line.managed ?? false,
    created_at: at,
    updated_at: at,
    ...(profile.updatedBy && { updated_by: 'u_contract_0' }),
    version: Buffer.from(`[${store.last},1]`).toString('base64'),
    ...(id !== line.id && { originId: line.id }),
  };
  keep(store, object);
}

function told({ type, id, attributes }: Line, error?: Trouble): Json {
  const title = type === 'index-pattern' ? (attributes.name ?? attributes.title) : attributes.title;
  return {
    type,
    id,
    meta: { ...(isJson(attributes) && title !== undefined && { title }), icon: icons[type] ?? '' },
    ...(error && { error }),
  };
}
