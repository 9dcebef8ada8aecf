/** A value read from the environment by Grafana when it starts. Never the value itself. */
export interface Secret {
  /** Name of the environment variable. */
  readonly env: string;
}

/** A Grafana data source. */
export interface Datasource {
  readonly uid: string;
  readonly name: string;
  /** Plugin id, such as `prometheus`. */
  readonly type: string;
  readonly url: string;
  readonly isDefault?: boolean;
  readonly basicAuth?: { readonly user: Secret; readonly password: Secret };
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData: Readonly<Record<string, Secret>>;
  /** Uids of data sources that this one links to. */
  readonly links: readonly string[];
}
