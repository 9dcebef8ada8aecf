import type { Resource } from './resource.ts';

type Json = Readonly<Record<string, unknown>>;

/** When indices become read-only, smaller, and are deleted, in the words of `PUT /_ilm/policy/<id>`. */
export interface LifecyclePolicySpec {
  readonly phases: Readonly<
    Partial<
      Record<
        'hot' | 'warm' | 'cold' | 'frozen' | 'delete',
        { readonly min_age?: string; readonly actions: Json }
      >
    >
  >;
  readonly _meta?: Json;
}

/** Where snapshots are kept. Keys to the store are in the servers' keystore, never here. */
export interface SnapshotRepositorySpec {
  readonly type: string;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/** When snapshots are taken, of what, and how long they are kept, in the words of `PUT /_slm/policy/<id>`. */
export interface SnapshotPolicySpec {
  /** Cron with seconds, in UTC. */
  readonly schedule: string;
  readonly name: string;
  readonly repository: string;
  readonly config: Json;
  readonly retention: {
    readonly expire_after?: string;
    readonly min_count?: number;
    readonly max_count?: number;
  };
}

/** What happens to a document before it is indexed. */
export interface IngestPipelineSpec {
  readonly description?: string;
  readonly processors: readonly Json[];
  readonly on_failure?: readonly Json[];
  readonly version?: number;
  readonly _meta?: Json;
}

/** Settings, mappings and aliases that index templates are composed of. */
export interface ComponentTemplateSpec {
  readonly template: { readonly settings?: Json; readonly mappings?: Json; readonly aliases?: Json };
  readonly version?: number;
  readonly _meta?: Json;
}

/** What new indices of some names are like. Of all templates that match, the one with the highest priority counts, alone. */
export interface IndexTemplateSpec {
  readonly index_patterns: readonly string[];
  readonly composed_of: readonly string[];
  readonly priority: number;
  readonly template?: ComponentTemplateSpec['template'];
  /** Whether what it describes are data streams, and how they behave. */
  readonly data_stream?: Json;
  readonly version?: number;
  readonly _meta?: Json;
}

/** Every kind of resource of Elasticsearch with what it holds. Ids are names. */
export interface ElasticsearchSpecs {
  readonly 'lifecycle-policy': LifecyclePolicySpec;
  readonly 'snapshot-repository': SnapshotRepositorySpec;
  readonly 'snapshot-policy': SnapshotPolicySpec;
  readonly 'ingest-pipeline': IngestPipelineSpec;
  readonly 'component-template': ComponentTemplateSpec;
  readonly 'index-template': IndexTemplateSpec;
}

/** A resource of Elasticsearch. */
export type ElasticsearchResource = {
  [Kind in keyof ElasticsearchSpecs]: Resource<Kind, ElasticsearchSpecs[Kind]>;
}[keyof ElasticsearchSpecs];

/** A space of Kibana: a set of saved objects with rights of its own. */
export interface SpaceSpec {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly color?: string;
  readonly disabledFeatures?: readonly string[];
}

/** A role, in the words of Kibana's `PUT /api/security/role/<id>`: what it may do with indices, and with Kibana. */
export interface RoleSpec {
  readonly metadata?: Json;
  readonly elasticsearch: {
    readonly cluster: readonly string[];
    readonly indices: readonly {
      readonly names: readonly string[];
      readonly privileges: readonly string[];
    }[];
    readonly run_as: readonly string[];
  };
  readonly kibana: readonly Json[];
}

/** Points from a saved object to another. */
export interface SavedObjectReference {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/**
 * A saved object of Kibana as a line of an export has it. What Kibana keeps as text inside text (`panelsJSON`) is text here, too.
 * The two versions say which migrations it has behind it: the oldest server that is to import it must know them.
 */
export interface SavedObjectSpec {
  readonly type: 'dashboard' | 'index-pattern' | 'lens' | 'search' | 'tag';
  readonly id: string;
  readonly attributes: Json;
  readonly references: readonly SavedObjectReference[];
  readonly coreMigrationVersion: string;
  readonly typeMigrationVersion: string;
  readonly managed: boolean;
}

/** A dashboard in the words of Kibana's dashboards API, which 9.4 and later have. */
export interface KibanaDashboardSpec {
  readonly id: string;
  readonly data: Json;
}

/** Every kind of resource of Kibana with what it holds. The id of a saved object is `<type>/<id>`. */
export interface KibanaSpecs {
  readonly space: SpaceSpec;
  readonly role: RoleSpec;
  readonly 'saved-object': SavedObjectSpec;
  readonly 'kibana-dashboard': KibanaDashboardSpec;
}

/** A resource of Kibana. */
export type KibanaResource = {
  [Kind in keyof KibanaSpecs]: Resource<Kind, KibanaSpecs[Kind]>;
}[keyof KibanaSpecs];
