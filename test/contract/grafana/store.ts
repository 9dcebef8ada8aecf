import { createHash } from 'node:crypto';
import type { AlertmanagerState, RuleState } from './alerting/state.ts';

// What the server remembers. Plain data in maps, one set per org, for tests to arrange and to look at.

/** Who wrote something last, and when. */
export interface Authorship {
  created: string;
  createdBy: string;
  updated: string;
  updatedBy: string;
}

export interface Folder extends Authorship {
  readonly id: number;
  readonly uid: string;
  title: string;
  description: string;
  /** Empty at the root. */
  parentUid: string;
  version: number;
}

export interface DashboardVersion {
  readonly id: number;
  readonly version: number;
  readonly parentVersion: number;
  readonly restoredFrom: number;
  readonly created: string;
  readonly createdBy: string;
  readonly message: string;
  /** The dashboard as JSON without id and version; equal neighbours share one string. */
  readonly text: string;
}

export interface Dashboard extends Authorship {
  readonly id: number;
  uid: string;
  title: string;
  /** Empty at the root. */
  folderUid: string;
  tags: readonly string[];
  version: number;
  /** The dashboard as JSON without id and version, which storage keeps. */
  text: string;
  /** Newest last, twenty at most. */
  versions: DashboardVersion[];
  /** Uids of the library panels in it. */
  libraryPanels: readonly string[];
  /** Set for what a file provisions. */
  provisioned?: { readonly file: string; readonly allowUiUpdates: boolean };
  /** The app that brought it. */
  plugin?: string;
}

export interface Datasource {
  readonly id: number;
  uid: string;
  name: string;
  type: string;
  access: string;
  url: string;
  user: string;
  database: string;
  basicAuth: boolean;
  basicAuthUser: string;
  withCredentials: boolean;
  isDefault: boolean;
  jsonData: Readonly<Record<string, unknown>>;
  /** Never leaves the server. */
  secrets: Readonly<Record<string, string>>;
  version: number;
  readOnly: boolean;
}

export interface LibraryElement extends Authorship {
  readonly id: number;
  uid: string;
  name: string;
  folderUid: string;
  kind: number;
  model: Readonly<Record<string, unknown>>;
  version: number;
}

export interface Annotation {
  readonly id: number;
  dashboardUid: string;
  panelId: number;
  time: number;
  timeEnd: number;
  text: string;
  tags: readonly string[];
  readonly login: string;
  readonly created: number;
  updated: number;
}

/** What search knows of a dashboard or a folder. */
export interface Indexed {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
  readonly type: 'dash-db' | 'dash-folder';
  readonly tags: readonly string[];
  readonly folderUid: string;
}

/** A write that search does not show yet; `hit` is absent for what was deleted. */
export interface PendingHit {
  readonly uid: string;
  readonly hit?: Indexed;
  readonly at: number;
  readonly write: number;
}

export interface Org {
  readonly id: number;
  name: string;
  readonly folders: Map<string, Folder>;
  readonly dashboards: Map<string, Dashboard>;
  readonly datasources: Map<string, Datasource>;
  readonly libraryElements: Map<string, LibraryElement>;
  readonly annotations: Map<number, Annotation>;
  readonly alertmanager: AlertmanagerState;
  readonly rules: RuleState;
  readonly index: Map<string, Indexed>;
  readonly pending: PendingHit[];
}

export interface Store {
  readonly orgs: Map<number, Org>;
  /** The last number that was given out. */
  lastId: number;
  /** Requests that wrote something, so far. */
  writes: number;
}

export const nextId = (store: Store): number => ++store.lastId;

/** A uid for what came without one: no two alike, the same ones in each run. */
export const newUid = (store: Store): string =>
  createHash('sha256')
    .update(`uid ${nextId(store)}`)
    .digest('hex')
    .slice(0, 14);

export const emptyOrg = (id: number, name: string, alertmanager: AlertmanagerState): Org => ({
  id,
  name,
  folders: new Map(),
  dashboards: new Map(),
  datasources: new Map(),
  libraryElements: new Map(),
  annotations: new Map(),
  alertmanager,
  rules: { rules: new Map(), intervals: new Map() },
  index: new Map(),
  pending: [],
});

/** The org of that number. Throws where there is none: that is a mistake of the test. */
export function orgOf(store: Store, id: number): Org {
  const org = store.orgs.get(id);
  if (!org) throw new Error(`the contract server has no org ${id}`);
  return org;
}
