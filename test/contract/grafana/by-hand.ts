import type { ContactPoint, Provenance } from './alerting/state.ts';
import { now, type World } from './call.ts';
import { saveDashboard } from './dashboard-save.ts';
import { reindex } from './search-index.ts';
import { type Dashboard, type Datasource, nextId, type Org, orgOf } from './store.ts';

type Json = Readonly<Record<string, unknown>>;

/** Where a hand reaches: org 1 without. */
interface Somewhere {
  readonly org?: number;
}

/** What people and files do to a server beside its API's clients. */
export class ByHand {
  constructor(private readonly world: World) {}

  private place(org = 1): World & { readonly org: Org } {
    return { ...this.world, org: orgOf(this.world.store, org) };
  }

  /** A user opens a dashboard in the browser, edits and saves it: a version of theirs, without a message. */
  saveDashboard(
    uid: string,
    edit: (dashboard: Json) => Json,
    { login = 'marie', org }: Somewhere & { readonly login?: string } = {},
  ): Dashboard {
    const place = this.place(org);
    const stored = known(place.org.dashboards.get(uid), `dashboard ${uid}`);
    return saveDashboard(place, {
      dashboard: { ...edit(JSON.parse(stored.text)), uid, id: stored.id, version: stored.version },
      folderUid: stored.folderUid,
      message: '',
      overwrite: false,
      login,
    });
  }

  /** A user makes a dashboard in the browser. */
  createDashboard(
    dashboard: Json,
    {
      folderUid = '',
      login = 'marie',
      org,
    }: Somewhere & { readonly folderUid?: string; readonly login?: string } = {},
  ): Dashboard {
    return saveDashboard(this.place(org), { dashboard, folderUid, message: '', overwrite: false, login });
  }

  /** A user deletes a dashboard in the browser. */
  deleteDashboard(uid: string, { org }: Somewhere = {}): void {
    const place = this.place(org);
    known(place.org.dashboards.get(uid), `dashboard ${uid}`);
    place.org.dashboards.delete(uid);
    reindex(place, uid);
  }

  /** A file of Grafana's provisioning brings a dashboard. Too short a refresh is rewritten to the minimum, not refused. */
  provisionDashboard(
    dashboard: Json,
    {
      folderUid = '',
      allowUiUpdates = false,
      org,
    }: Somewhere & { folderUid?: string; allowUiUpdates?: boolean } = {},
  ): Dashboard {
    const place = this.place(org);
    const stored = place.org.dashboards.get(String(dashboard.uid));
    if (stored) delete stored.provisioned;
    const minimum = this.world.settings.minRefreshSeconds;
    const seconds = /^(\d+)s$/.exec(String(dashboard.refresh))?.[1];
    const refresh = seconds !== undefined && Number(seconds) < minimum ? { refresh: `${minimum}s` } : {};
    const saved = saveDashboard(place, {
      dashboard: { ...dashboard, ...refresh },
      folderUid,
      message: '',
      overwrite: true,
      login: '',
    });
    saved.provisioned = { file: `${saved.uid}.json`, allowUiUpdates };
    return saved;
  }

  /** Somebody turns knobs of a data source in the browser, which counts its version up. */
  editDatasource(
    uid: string,
    change: Partial<Omit<Datasource, 'id' | 'version'>>,
    { org }: Somewhere = {},
  ): void {
    const place = this.place(org);
    const stored = known(place.org.datasources.get(uid), `data source ${uid}`);
    Object.assign(stored, change, { version: stored.version + 1 });
  }

  /** Somebody edits a rule in the browser: some of its fields, in the words of the API. */
  editRule(uid: string, change: Json, { org }: Somewhere = {}): void {
    const { rules } = this.place(org).org.rules;
    const stored = known(rules.get(uid), `rule ${uid}`);
    rules.set(uid, { ...stored, fields: { ...stored.fields, ...change }, updated: now() });
  }

  /** Somebody replaces the tree of policies in the browser, which leaves no provenance. */
  editPolicies(edit: (tree: Json) => Json, { org }: Somewhere = {}): void {
    const { alertmanager } = this.place(org).org;
    alertmanager.policies = { tree: edit(alertmanager.policies.tree), provenance: '' };
  }

  /** Somebody edits a contact point in the browser. */
  editContactPoint(uid: string, change: Partial<ContactPoint>, { org }: Somewhere = {}): void {
    const { contactPoints } = this.place(org).org.alertmanager;
    contactPoints.set(uid, { ...known(contactPoints.get(uid), `contact point ${uid}`), ...change });
  }

  /** A file brings a contact point. */
  provisionContactPoint(
    point: Pick<ContactPoint, 'uid' | 'name' | 'type' | 'settings'>,
    { org }: Somewhere = {},
  ): void {
    const { contactPoints } = this.place(org).org.alertmanager;
    contactPoints.set(point.uid, { disableResolveMessage: false, ...point, provenance: 'file' });
  }

  /** A rule becomes one that a file, or nobody, manages. */
  setProvenance(ruleUid: string, provenance: Provenance, { org }: Somewhere = {}): void {
    const { rules } = this.place(org).org.rules;
    rules.set(ruleUid, { ...known(rules.get(ruleUid), `rule ${ruleUid}`), provenance });
  }

  /** A file brings a data source that is not editable: the API refuses to write it. */
  provisionDatasource(
    datasource: Pick<Datasource, 'uid' | 'name' | 'type' | 'url'> & Partial<Datasource>,
    { org }: Somewhere = {},
  ): void {
    const place = this.place(org);
    place.org.datasources.set(datasource.uid, {
      access: 'proxy',
      user: '',
      database: '',
      basicAuth: false,
      basicAuthUser: '',
      withCredentials: false,
      isDefault: false,
      jsonData: {},
      secrets: {},
      version: 1,
      readOnly: true,
      ...datasource,
      id: nextId(this.world.store),
    });
  }
}

/** A test that reaches for what is not there is wrong. */
function known<Item>(item: Item | undefined, what: string): Item {
  if (item === undefined) throw new Error(`the contract server has no ${what}`);
  return item;
}
