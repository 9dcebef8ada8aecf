import type { ElasticsearchResource } from '../model/elastic-resource.ts';
import type { Project } from '../model/project.ts';
import type { TraceStore } from '../model/trace-store.ts';

/** Where a resource is put, in an order in which nothing comes before what it refers to. */
export const elasticsearchPaths = {
  'snapshot-repository': '/_snapshot/',
  'snapshot-policy': '/_slm/policy/',
  'lifecycle-policy': '/_ilm/policy/',
  'ingest-pipeline': '/_ingest/pipeline/',
  'component-template': '/_component_template/',
  'index-template': '/_index_template/',
} as const satisfies Readonly<Record<ElasticsearchResource['kind'], string>>;

/** The part of the page that says how the files get to the server, and what Jaeger does itself. */
export function sendingSection({
  elasticsearch = [],
  kibana = [],
  traceStores = [],
}: Project): readonly string[] {
  const puts = Object.entries(elasticsearchPaths)
    .filter(([kind]) => elasticsearch.some((one) => one.kind === kind))
    .map(([kind, path]) => `put ${kind} ${path}`);
  const hasRoles = kibana.some(({ kind }) => kind === 'role');
  return [
    '## How it gets there',
    '',
    'Each file is the body of one `PUT`; its name is the name of the resource. What others refer to comes first.',
    '',
    '```sh',
    'cd generated/elasticsearch',
    'put() { for file in "$1"/*.json; do curl -sS --fail-with-body -X PUT "$ELASTICSEARCH_URL$2$(basename "$file" .json)" \\',
    '  -H "Authorization: ApiKey $ELASTICSEARCH_API_KEY" -H "Content-Type: application/json" --data-binary "@$file" || return 1; done; }',
    puts.join(' &&\n  '),
    ...(hasRoles
      ? [
          '# Roles go through Kibana, which knows its own part of them.',
          'for file in role/*.json; do curl -sS --fail-with-body -X PUT "$KIBANA_URL/api/security/role/$(basename "$file" .json)" \\',
          '  -H "Authorization: ApiKey $KIBANA_API_KEY" -H "Content-Type: application/json" -H "kbn-xsrf: sightline" --data-binary "@$file" || break; done',
        ]
      : []),
    '```',
    '',
    'Hold Logstash back until all of it is there: an index that is made before its template keeps the mapping that Elasticsearch guesses, and has no lifecycle.',
    '',
    'The keys of the snapshot bucket are in the keystore of every node (`s3.client.default.access_key`, `s3.client.default.secret_key`), never in a file.',
    '',
    ...(traceStores.length > 0 ? traces(traceStores) : []),
  ];
}

function traces(stores: readonly TraceStore[]): readonly string[] {
  return [
    '## Traces',
    '',
    'An index cannot keep some of its spans longer than others, so Jaeger has a storage for each length of time, told apart by a',
    'prefix. They roll over, so that their age counts from the last span. Templates and aliases are made by Jaeger itself, once, after',
    'the policies are there; Elasticsearch 8 takes Jaeger 1.52 or later.',
    '',
    '| Traces | Indices | Kept for | Policy |',
    '| --- | --- | --- | --- |',
    ...stores.map(
      ({ help, prefix, days, policy }) =>
        `| ${help} | \`${prefix ? `${prefix}-` : ''}jaeger-span-*\` | ${days} d | \`${policy}\` |`,
    ),
    '',
    '```sh',
    ...stores.map(({ prefix, policy }) =>
      [
        'jaeger-es-rollover init',
        ...(prefix ? [`--index-prefix=${prefix}`] : []),
        `--es.use-ilm=true --es.ilm-policy-name=${policy} "$ELASTICSEARCH_URL"`,
      ].join(' '),
    ),
    '```',
    '',
    'Each collector and each query service of Jaeger then takes `--es.use-aliases=true --es.use-ilm=true` with the same prefix. Without them',
    'it writes into indices by date, which no policy follows, and nothing is ever deleted. `jaeger-es-rollover` need not run again: the',
    'policies roll over.',
  ];
}
