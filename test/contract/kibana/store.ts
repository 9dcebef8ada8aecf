import type { Json } from '../../../src/model/json.ts';

// What the server remembers. Plain data in maps, for tests to arrange and to look at.

export interface Reference {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

export interface SavedObject {
  readonly type: string;
  readonly id: string;
  /** Spaces that it is in; `*` is all of them. */
  readonly namespaces: readonly string[];
  readonly attributes: Json;
  readonly references: readonly Reference[];
  readonly coreMigrationVersion: string;
  readonly typeMigrationVersion: string;
  readonly managed: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly updated_by?: string;
  /** Of the index that Kibana keeps it in. */
  readonly version: string;
  /** Set on a copy that an import made. */
  readonly originId?: string;
  /** What the dashboards API was sent. */
  readonly data?: Json;
}

export interface Store {
  readonly spaces: Map<string, Json>;
  readonly roles: Map<string, Json>;
  readonly objects: SavedObject[];
  /** The last number that was given out. */
  last: number;
}

export const emptyStore = (): Store => ({
  spaces: new Map([
    ['default', { id: 'default', name: 'Default', color: '#00BFB3', disabledFeatures: [], _reserved: true }],
  ]),
  roles: new Map([
    [
      'kibana_admin',
      {
        metadata: { _reserved: true },
        elasticsearch: { cluster: [], indices: [], run_as: [] },
        kibana: [{ base: ['all'], feature: {}, spaces: ['*'] }],
      },
    ],
  ]),
  objects: [],
  last: 0,
});

/** A moment later than every one before: tests are faster than clocks. */
export const moment = (store: Store): string => new Date(Date.now() + ++store.last).toISOString();

/** Types that may be in several spaces at once; of the others an id is in one space only. */
const shareable = ['index-pattern'];

export const isShareable = (type: string): boolean => shareable.includes(type);

export const objectIn = (store: Store, space: string, type: string, id: string): SavedObject | undefined =>
  store.objects.find(
    (one) =>
      one.type === type && one.id === id && (one.namespaces.includes(space) || one.namespaces.includes('*')),
  );

/** Puts an object in the place of the one that has its type and id in its space. */
export function keep(store: Store, object: SavedObject): void {
  const [space = 'default'] = object.namespaces;
  const before = objectIn(store, space, object.type, object.id);
  if (before) store.objects.splice(store.objects.indexOf(before), 1, object);
  else store.objects.push(object);
}
