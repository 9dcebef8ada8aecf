/** Where a value is that no file of the repository may hold: a variable of the environment, or a file. */
export type Credential = { readonly variable: string } | { readonly file: string };

/** Where a server is, and the way to it. */
export interface Connection {
  /** Address with its sub-path, such as `https://example.org/grafana`; from the environment where it is no one's business. */
  readonly url: string | Credential;
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

/** A user's name and password. */
export interface Login {
  readonly user: Credential;
  readonly password: Credential;
}

/** A Grafana server and how to speak to it. */
export interface GrafanaServer extends Connection {
  /** A service account's token, or a user's name and password. */
  readonly auth: { readonly token: Credential } | Login;
  /** Organisation; that of the token where absent. */
  readonly orgId?: number;
}

/** An Elasticsearch server and how to speak to it. */
export interface ElasticsearchServer extends Connection {
  /** An API key as Elasticsearch encodes it (`encoded` in the answer that made it), or a user's name and password. */
  readonly auth: { readonly apiKey: Credential } | Login;
}

/** A Kibana server and how to speak to it. */
export interface KibanaServer extends ElasticsearchServer {
  /** Id of the space that saved objects go to; the default one where absent. */
  readonly space?: string;
  /**
   * At the end of the ids of all that goes there, such as `-staging`. Spaces of one Kibana share their ids: where two of them get
   * the same definitions, one target needs it.
   */
  readonly idSuffix?: string;
  /**
   * Where the servers that Kibana links to are for its readers, by the address in `kibana/house.ts`:
   * `{ 'http://grafana:3000': 'https://grafana.staging.example' }`.
   */
  readonly addresses?: Readonly<Record<string, string>>;
}

/** What becomes of one of our data sources on a target: another address, or one that is there already. */
export type DatasourceMapping = { readonly url: string } | { readonly existing: string };

/** A name for servers that are deployed to together: a Grafana, an Elasticsearch with its Kibana, or both. */
export interface Target {
  readonly name: string;
  readonly grafana?: GrafanaServer;
  readonly elastic?: {
    /** Keeps the list of what is ours, of its Kibana as well. */
    readonly elasticsearch: ElasticsearchServer;
    readonly kibana?: KibanaServer;
  };
  /** Grafana's folder instead of the project's; `parentUid` where it is to be inside another. */
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
