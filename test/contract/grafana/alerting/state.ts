/** Who manages an object of alerting: nobody, a client of the API, or a file. */
export type Provenance = '' | 'api' | 'file' | 'converted_prometheus';

export type Json = Readonly<Record<string, unknown>>;

export interface ContactPoint {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  /** Secrets included, in the clear: replies take them out. */
  readonly settings: Json;
  readonly disableResolveMessage: boolean;
  readonly provenance: Provenance;
}

export interface Template {
  readonly name: string;
  readonly template: string;
  readonly provenance: Provenance;
}

export interface MuteTiming {
  readonly name: string;
  readonly time_intervals: readonly unknown[];
  readonly provenance: Provenance;
}

/** What the Alertmanager of an org is configured with. */
export interface AlertmanagerState {
  /** How many calls it will still refuse before it is up. */
  notReady: number;
  readonly contactPoints: Map<string, ContactPoint>;
  readonly templates: Map<string, Template>;
  readonly muteTimings: Map<string, MuteTiming>;
  policies: { readonly tree: Json; readonly provenance: Provenance };
}

export interface AlertRule {
  readonly id: number;
  readonly uid: string;
  readonly folderUid: string;
  readonly group: string;
  /** Every other field of the API's rule, as storage has it. */
  readonly fields: Json;
  readonly updated: string;
  readonly provenance: Provenance;
}

/** Rules in the order of evaluation, and the interval of each group in seconds, by `folderUid/title`. */
export interface RuleState {
  readonly rules: Map<string, AlertRule>;
  readonly intervals: Map<string, number>;
}

/** The tree that a new org begins with, and that DELETE brings back. */
export const defaultTree: Json = {
  receiver: 'grafana-default-email',
  group_by: ['grafana_folder', 'alertname'],
};

/** The contact point of that tree, which mails nobody. */
export const defaultContactPoint: ContactPoint = {
  uid: 'default-email',
  name: 'grafana-default-email',
  type: 'email',
  settings: { addresses: '<example@email.com>' },
  disableResolveMessage: false,
  provenance: '',
};

/** The Alertmanager of a new org. */
export const freshAlertmanager = (notReady: number): AlertmanagerState => ({
  notReady,
  contactPoints: new Map([[defaultContactPoint.uid, defaultContactPoint]]),
  templates: new Map(),
  muteTimings: new Map(),
  policies: { tree: defaultTree, provenance: '' },
});
