import type { Secret } from './datasource.ts';

/**
 * What a server holds, or should hold. `id` is ours and never a number of the server: a uid, or the name where the server
 * knows things by name only. `needs` are the references of what must be there first.
 */
export interface Resource<Kind extends string = string, Spec = unknown> {
  readonly kind: Kind;
  readonly id: string;
  readonly spec: Spec;
  readonly needs?: readonly string[];
}

/** What a resource is called in plans, needs and inventories: `dashboard/executive-overview`. */
export const refOf = ({ kind, id }: Pick<Resource, 'kind' | 'id'>): string => `${kind}/${id}`;

/** A folder of Grafana. `parentUid` only where the server nests folders. */
export interface FolderSpec {
  readonly uid: string;
  readonly title: string;
  readonly parentUid?: string;
}

/** A dashboard of Grafana in the classic schema, and the uid of its folder. */
export interface DashboardSpec {
  readonly folderUid: string;
  readonly dashboard: Readonly<Record<string, unknown>>;
}

/** A data source of Grafana, in the words of its API. Secrets are names of variables, resolved when they are sent. */
export interface DatasourceSpec {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly access: 'proxy' | 'direct';
  readonly url: string;
  readonly isDefault: boolean;
  readonly basicAuth: boolean;
  /** No secret to the server, which tells it; what was observed is hidden all the same. */
  readonly basicAuthUser?: Secret | string;
  /** Set by hand only: ours have none of them. */
  readonly user?: string;
  readonly database?: string;
  readonly withCredentials?: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData: Readonly<Record<string, Secret>>;
}

/** A library panel of Grafana. */
export interface LibraryPanelSpec {
  readonly uid: string;
  readonly name: string;
  readonly folderUid: string;
  readonly model: Readonly<Record<string, unknown>>;
}

/** One integration of a contact point. A setting that is a secret is a `Secret`, resolved when it is sent. */
export interface Integration {
  readonly uid: string;
  /** Grafana's name of it: `slack`, `pagerduty`, `email`, `webhook`. */
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly disableResolveMessage: boolean;
}

/**
 * A contact point of Grafana: every integration that shares its name. On a server each integration is a resource of its own,
 * `<name>/<uid>`, with one integration in it.
 */
export interface ContactPointSpec {
  readonly name: string;
  readonly integrations: readonly Integration[];
}

/** A notification template of Grafana. Its id is the name. */
export interface TemplateSpec {
  readonly name: string;
  readonly template: string;
}

/** A mute timing of Grafana. Its id is the name. */
export interface MuteTimingSpec {
  readonly name: string;
  readonly time_intervals: readonly Readonly<Record<string, unknown>>[];
}

/** A node of Grafana's notification policies. The root has no matchers. There is one tree; its id is `policies`. */
export interface PolicySpec {
  readonly receiver?: string;
  readonly group_by?: readonly string[];
  readonly object_matchers?: readonly (readonly [label: string, operator: string, value: string])[];
  readonly continue?: boolean;
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly routes?: readonly PolicySpec[];
}

/** A Grafana-managed rule, in the words of the provisioning API. */
export interface GrafanaRule {
  readonly uid: string;
  readonly title: string;
  readonly condition: string;
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly noDataState: 'Alerting' | 'NoData' | 'OK' | 'KeepLast';
  readonly execErrState: 'Alerting' | 'Error' | 'OK' | 'KeepLast';
  /** A Prometheus duration, `0s` where it fires at once. */
  readonly for: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly isPaused: boolean;
}

/** A group of Grafana-managed rules. Its id is `<folderUid>/<title>`; `interval` is in seconds, a multiple of 10. */
export interface RuleGroupSpec {
  readonly folderUid: string;
  readonly title: string;
  readonly interval: number;
  readonly rules: readonly GrafanaRule[];
}

/** Every kind of resource of Grafana with what it holds. */
export interface GrafanaSpecs {
  readonly folder: FolderSpec;
  readonly datasource: DatasourceSpec;
  readonly 'library-panel': LibraryPanelSpec;
  readonly dashboard: DashboardSpec;
  readonly template: TemplateSpec;
  readonly 'contact-point': ContactPointSpec;
  readonly 'mute-timing': MuteTimingSpec;
  readonly policies: PolicySpec;
  readonly 'rule-group': RuleGroupSpec;
}

/** A resource of Grafana. */
export type GrafanaResource = {
  [Kind in keyof GrafanaSpecs]: Resource<Kind, GrafanaSpecs[Kind]>;
}[keyof GrafanaSpecs];
