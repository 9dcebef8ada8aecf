import type { ElasticsearchResource, KibanaResource } from '../../../src/model/elastic-resource.ts';
import type { Json } from '../../../src/model/json.ts';
import type { Project } from '../../../src/model/project.ts';
import { definitions } from '../definitions.ts';

/** What differs from one state of the definitions to the next. */
export interface State {
  readonly revision?: 1 | 2;
  readonly dashboards?: readonly string[];
  readonly pipelines?: readonly string[];
  readonly space?: string;
  /** With a Lens object that is written as of 8.9. */
  readonly late?: true;
}

/** A small logging system with every kind of resource of Elasticsearch and Kibana, and nothing for Grafana but a folder. */
export function loggingSystem(state: State = {}): Project {
  const base = definitions({ dashboards: [] });
  return {
    ...base,
    datasources: [],
    elasticsearch: elasticsearch(state),
    kibana: kibana(state),
  };
}

function elasticsearch({ revision = 1, pipelines = ['logs'] }: State): readonly ElasticsearchResource[] {
  return [
    {
      kind: 'snapshot-repository',
      id: 'archive',
      spec: { type: 's3', settings: { bucket: 'logs', base_path: `revision-${revision}`, compress: true } },
    },
    {
      kind: 'snapshot-policy',
      id: 'daily',
      spec: {
        schedule: `0 ${revision} 1 * * ?`,
        name: '<daily-{now/d}>',
        repository: 'archive',
        config: { indices: ['logs-*'], include_global_state: false },
        retention: { expire_after: '90d' },
      },
    },
    {
      kind: 'lifecycle-policy',
      id: 'logs',
      spec: {
        phases: {
          hot: { actions: { set_priority: { priority: 100 } } },
          delete: {
            min_age: `${revision}0d`,
            actions: { wait_for_snapshot: { policy: 'daily' }, delete: {} },
          },
        },
        _meta: { owner: 'team' },
      },
    },
    ...pipelines.map(
      (id): ElasticsearchResource => ({
        kind: 'ingest-pipeline',
        id,
        spec: { description: `Revision ${revision}`, processors: [{ set: { field: 'by', value: id } }] },
      }),
    ),
    {
      kind: 'component-template',
      id: 'logs-settings',
      spec: {
        template: {
          settings: {
            number_of_shards: 5,
            number_of_replicas: revision,
            lifecycle: { name: 'logs' },
            default_pipeline: 'logs',
          },
        },
      },
    },
    {
      kind: 'component-template',
      id: 'logs-mappings',
      spec: {
        template: {
          mappings: {
            dynamic: false,
            properties: {
              '@timestamp': { type: 'date' },
              level: { type: 'keyword', ignore_above: 64 * revision },
              duration: { type: 'float' },
            },
          },
          aliases: { everything: { routing: 'a' } },
        },
        _meta: { revision },
      },
    },
    {
      kind: 'index-template',
      id: 'logs',
      spec: {
        index_patterns: ['logs-*', 'logs'],
        composed_of: ['logs-settings', 'logs-mappings'],
        priority: 510,
        version: revision,
      },
    },
    {
      kind: 'index-template',
      id: 'traces',
      spec: {
        index_patterns: ['our-traces-*'],
        composed_of: [],
        priority: 510 + revision,
        data_stream: {},
        template: { settings: { index: { number_of_shards: '1' } } },
      },
    },
  ];
}

function kibana(state: State): readonly KibanaResource[] {
  const { revision = 1, dashboards = ['operations'], space, late } = state;
  return [
    ...(space ? [{ kind: 'space', id: space, spec: { id: space, name: `Space ${revision}` } } as const] : []),
    {
      kind: 'role',
      id: 'log-reader',
      spec: {
        elasticsearch: {
          cluster: ['monitor'],
          indices: [{ names: ['logs-*'], privileges: ['read', 'view_index_metadata'] }],
          run_as: [],
        },
        kibana: [
          { spaces: ['default'], base: ['read'] },
          { spaces: ['*'], feature: { discover: revision === 1 ? ['read'] : ['all'] } },
        ],
      },
    },
    saved('tag', 'team', '8.0.0', { name: 'team', description: '', color: `#4DD2C${revision}` }),
    saved('index-pattern', 'logs', '8.0.0', {
      title: 'logs-*',
      name: `Logs ${revision}`,
      timeFieldName: '@timestamp',
      fieldAttrs: JSON.stringify({ level: { customLabel: 'Level', count: 1 }, message: { count: 1 } }),
      fieldFormatMap: JSON.stringify({ duration: { id: 'number' } }),
      fields: '[]',
      runtimeFieldMap: '{}',
      sourceFilters: '[]',
      typeMeta: '{}',
    }),
    saved(
      'search',
      'errors',
      '8.0.0',
      {
        title: `Errors ${revision}`,
        description: '',
        columns: ['level'],
        sort: [['@timestamp', 'desc']],
        kibanaSavedObjectMeta: {
          searchSourceJSON: JSON.stringify({
            query: { query: 'level: "error"', language: 'kuery' },
            filter: [],
            indexRefName: 'kibanaSavedObjectMeta.searchSourceJSON.index',
          }),
        },
      },
      [reference('index-pattern', 'logs', 'kibanaSavedObjectMeta.searchSourceJSON.index')],
    ),
    ...(late ? [saved('lens', 'late', '8.9.0', { title: 'Late' })] : []),
    ...dashboards.flatMap((id) => [dashboard(id, revision), asResource(id, revision)]),
  ];
}

const reference = (type: string, id: string, name: string) => ({ id, name, type });

function saved(
  type: 'dashboard' | 'index-pattern' | 'lens' | 'search' | 'tag',
  id: string,
  typeMigrationVersion: string,
  attributes: Json,
  references: readonly ReturnType<typeof reference>[] = [],
): KibanaResource {
  return {
    kind: 'saved-object',
    id: `${type}/${id}`,
    spec: {
      type,
      id,
      attributes,
      references,
      coreMigrationVersion: '8.8.0',
      typeMigrationVersion,
      managed: false,
    },
  };
}

/** A dashboard as a line of an import. Two lead to each other, in a circle. */
function dashboard(id: string, revision: number): KibanaResource {
  return saved(
    'dashboard',
    id,
    '8.7.0',
    {
      title: `Board ${id}`,
      description: `Revision ${revision}`,
      optionsJSON: JSON.stringify({ useMargins: true, syncColors: false }),
      panelsJSON: JSON.stringify([
        {
          version: '8.8.0',
          type: 'lens',
          gridData: { x: 0, y: 0, w: 24, h: 8, i: 'p0' },
          panelIndex: 'p0',
          title: `Volume ${revision}`,
          embeddableConfig: { attributes: { visualizationType: 'lnsMetric' }, enhancements: {} },
        },
      ]),
      timeRestore: false,
      kibanaSavedObjectMeta: { searchSourceJSON: '{"query":{"query":"","language":"kuery"},"filter":[]}' },
      version: 1,
    },
    [
      reference('tag', 'team', 'tag-ref-team'),
      reference('index-pattern', 'logs', 'p0:indexpattern-datasource-layer-l1'),
      reference('dashboard', id === 'operations' ? 'details' : 'operations', 'p0:drilldown'),
    ],
  );
}

/** The same dashboard in the words of the dashboards API. */
const asResource = (id: string, revision: number): KibanaResource => ({
  kind: 'kibana-dashboard',
  id,
  spec: {
    id,
    data: {
      title: `Board ${id}`,
      description: `Revision ${revision}`,
      options: { sync_colors: false },
      panels: [
        {
          type: 'markdown',
          grid: { x: 0, y: 0, w: 24, h: 8 },
          config: { content: `Revision ${revision}` },
        },
      ],
      tags: ['team'],
    },
  },
});
