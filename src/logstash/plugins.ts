/** What every filter can do once it has worked. */
interface Decoration {
  readonly add_field?: Readonly<Record<string, string>>;
  readonly remove_field?: readonly string[];
  readonly add_tag?: readonly string[];
  readonly remove_tag?: readonly string[];
}

/** TLS, in the names that all plugins have since 8.8; the older ones are gone in 9. */
interface Tls {
  readonly ssl_enabled: true;
  readonly ssl_certificate_authorities?: readonly string[];
  readonly ssl_certificate?: string;
  readonly ssl_key?: string;
}

/** The plugins that we use with the options that we use: a misspelt option does not compile. */
export interface PluginOptions {
  readonly beats: Tls & {
    readonly id: string;
    readonly port: number;
    readonly ssl_client_authentication: 'none' | 'optional' | 'required';
  };
  readonly dead_letter_queue: {
    readonly id: string;
    readonly path: string;
    readonly pipeline_id: string;
    readonly commit_offsets: boolean;
    /** Removes what has been read; from 8.4 on, and only where offsets are committed. */
    readonly clean_consumed: boolean;
  };
  readonly date: Decoration & {
    /** The field, then the formats to try: `ISO8601`, or letters of Joda's. */
    readonly match: readonly [field: string, ...formats: string[]];
    readonly target?: string;
    /** Of times that do not tell theirs. */
    readonly timezone?: string;
    readonly tag_on_failure?: readonly string[];
  };
  readonly fingerprint: Decoration & {
    readonly source: string;
    readonly target: string;
    readonly method: 'SHA256';
    /** Makes it a keyed hash. */
    readonly key?: string;
  };
  readonly grok: Decoration & {
    readonly match: Readonly<Record<string, string | readonly string[]>>;
    readonly pattern_definitions?: Readonly<Record<string, string>>;
    /** Fields whose value gives way; the value of any other becomes a list. */
    readonly overwrite?: readonly string[];
    readonly tag_on_failure?: readonly string[];
  };
  /** What it does to one event it does in this order, whatever the order in the file. */
  readonly mutate: Decoration & {
    readonly rename?: Readonly<Record<string, string>>;
    readonly replace?: Readonly<Record<string, string>>;
    /** Field, regular expression, replacement, and so on. */
    readonly gsub?: readonly string[];
    readonly uppercase?: readonly string[];
    readonly strip?: readonly string[];
    readonly copy?: Readonly<Record<string, string>>;
  };
  readonly elasticsearch: Tls & {
    readonly id: string;
    readonly hosts: readonly string[];
    readonly api_key: string;
    readonly ssl_verification_mode: 'full' | 'none';
    readonly index: string;
    readonly action: 'create';
    readonly data_stream: false;
    readonly ilm_enabled: false;
    readonly manage_template: false;
  };
}
