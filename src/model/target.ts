/** Where a value is that no file of the repository may hold: a variable of the environment, or a file. */
export type Credential = { readonly variable: string } | { readonly file: string };

/** A Grafana server and how to speak to it. */
export interface GrafanaServer {
  /** Address with its sub-path, such as `https://example.org/grafana`; from the environment where it is no one's business. */
  readonly url: string | Credential;
  /** A service account's token, or a user's name and password. */
  readonly auth:
    | { readonly token: Credential }
    | { readonly user: Credential; readonly password: Credential };
  /** Organisation; that of the token where absent. */
  readonly orgId?: number;
  /** PEM file of the authority that signed the server's certificate. */
  readonly caFile?: string;
  /** Headers that a proxy in front of it asks for. */
  readonly headers?: Readonly<Record<string, Credential>>;
  /** Proxy to go through, such as `http://proxy.example:3128`; from the environment where it has a password in it. */
  readonly proxy?: string | Credential;
  /** Longest wait for one answer; 30 unless told. */
  readonly timeoutSeconds?: number;
  /** Requests at a time; 8 unless told. */
  readonly concurrency?: number;
}

/** What becomes of one of our data sources on a target: another address, or one that is there already. */
export type DatasourceMapping = { readonly url: string } | { readonly existing: string };

/** A named server to deploy to. */
export interface Target {
  readonly name: string;
  readonly grafana: GrafanaServer;
  /** Folder instead of the project's; `parentUid` where it is to be inside another. */
  readonly folder?: { readonly uid: string; readonly title: string; readonly parentUid?: string };
  /** By the uid of our data source. */
  readonly datasources?: Readonly<Record<string, DatasourceMapping>>;
  /**
   * What of alerting this Grafana does: nothing unless told, since Prometheus and Alertmanager do it and two that do it tell
   * everybody everything twice.
   */
  readonly alerting?: 'notifications' | 'notifications and rules';
  /** Value sent for a secret whose variable is not set. Only for servers to try things on. */
  readonly placeholder?: string;
}
