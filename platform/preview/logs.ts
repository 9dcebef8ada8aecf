import type { ComposeService } from '#lib';
import { asks, gets, node, ours, watcher } from './ours.ts';
import { given, givenAll } from './variables.ts';

const profile = 'logs';
const version = '8.19.14';
const logstashImage = `docker.elastic.co/logstash/logstash:${version}`;
const cluster = 'https://es-cluster:9200';
const certificates = '/usr/share/elasticsearch/config/certs';
const apiKeyFile = '/run/sightline/logstash-api-key';

const ground: ComposeService = {
  name: 'logs-ground',
  help: 'Makes certificates, and gives the servers the folders that they write to. It has no network.',
  profile,
  // The one image of the profile that comes with openssl.
  image: logstashImage,
  user: '0',
  isAlone: true,
  entrypoint: ['/bin/bash', '/ground.sh', '/ground'],
  mounts: [
    { from: 'platform/preview/ground.sh', to: '/ground.sh' },
    { volume: 'certificates-authority', to: '/ground/authority' },
    { volume: 'certificates-elasticsearch', to: '/ground/es-cluster' },
    { volume: 'certificates-logstash', to: '/ground/logstash' },
    { volume: 'certificates-filebeat', to: '/ground/filebeat' },
    { volume: 'elasticsearch-snapshots', to: '/ground/snapshots' },
    { volume: 'logstash', to: '/ground/logstash-data' },
    { volume: 'filebeat', to: '/ground/filebeat-data' },
    { volume: 'logstash-key', to: '/ground/key' },
  ],
  isOnce: true,
  keeps: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'],
  memory: '128m',
};

const elasticsearch: ComposeService = {
  name: 'es-cluster',
  help: 'Keeps the logs. One node, so copies of shards stay unassigned and the cluster is yellow.',
  profile,
  image: `docker.elastic.co/elasticsearch/elasticsearch:${version}`,
  environment: {
    'discovery.type': 'single-node',
    'cluster.name': 'sightline-preview',
    'path.repo': '/usr/share/elasticsearch/snapshots',
    'xpack.security.enabled': 'true',
    ...Object.fromEntries(
      ['http', 'transport'].flatMap((layer) =>
        Object.entries({
          enabled: 'true',
          key: `${certificates}/es-cluster.key`,
          certificate: `${certificates}/es-cluster.crt`,
          certificate_authorities: `${certificates}/ca.crt`,
        }).map(([name, value]) => [`xpack.security.${layer}.ssl.${name}`, value]),
      ),
    ),
    'xpack.license.self_generated.type': 'basic',
    ES_JAVA_OPTS: '-Xms1g -Xmx1g',
    ELASTIC_PASSWORD: given('ELASTIC_PASSWORD'),
  },
  mounts: [
    { volume: 'certificates-elasticsearch', to: certificates, readOnly: true },
    { volume: 'elasticsearch', to: '/usr/share/elasticsearch/data' },
    { volume: 'elasticsearch-snapshots', to: '/usr/share/elasticsearch/snapshots' },
  ],
  after: { 'logs-ground': 'done' },
  health: [
    'CMD-SHELL',
    // Answers 408 while it is red.
    // The password comes by a pipe: arguments stand in the list of processes.
    `printf 'user = "elastic:%s"' "$ELASTIC_PASSWORD" | curl -fsS -K - --cacert ${certificates}/ca.crt "https://localhost:9200/_cluster/health?wait_for_status=yellow&timeout=5s"`,
  ],
  startsWithin: 180,
  memory: '2g',
};

const authority = { volume: 'certificates-authority', to: '/certificates', readOnly: true } as const;
const trust = { NODE_EXTRA_CA_CERTS: '/certificates/ca.crt' } as const;

const elasticsearchSetUp: ComposeService = {
  ...ours,
  name: 'elasticsearch-set-up',
  help: 'Puts there what generated/elasticsearch/ says, and makes the accounts of the others.',
  profile,
  command: node('scripts/preview/set-up.ts', 'elasticsearch'),
  environment: {
    ...trust,
    ELASTICSEARCH_URL: cluster,
    LOGSTASH_KEY_FILE: apiKeyFile,
    ...givenAll(
      'ELASTIC_PASSWORD',
      'KIBANA_SYSTEM_PASSWORD',
      'ELASTICSEARCH_READER_USER',
      'ELASTICSEARCH_READER_PASSWORD',
      'ELASTICSEARCH_EXPORTER_PASSWORD',
    ),
  },
  mounts: [
    ...ours.mounts,
    authority,
    { from: 'generated/elasticsearch', to: '/app/generated/elasticsearch' },
    { volume: 'logstash-key', to: '/run/sightline' },
  ],
  after: { 'es-cluster': 'well' },
  isOnce: true,
  memory: '192m',
};

const plainDoor: ComposeService = {
  ...ours,
  name: 'elasticsearch',
  help: 'The same Elasticsearch without TLS, as the data sources of Grafana name it; a server cannot speak both at one port.',
  profile,
  command: node('scripts/preview/plain-door.ts', cluster, '0.0.0.0:9200'),
  environment: trust,
  mounts: [...ours.mounts, authority],
  after: { 'es-cluster': 'well' },
  // It answers by itself there, so that it is not ill whenever the other is.
  health: asks('http://127.0.0.1:9200/-/door'),
  memory: '128m',
};

const kibana: ComposeService = {
  name: 'kibana',
  help: 'Shows the logs.',
  profile,
  image: `docker.elastic.co/kibana/kibana:${version}`,
  environment: {
    SERVER_PUBLICBASEURL: 'http://127.0.0.1:${PREVIEW_KIBANA_PORT:-5601}',
    ELASTICSEARCH_HOSTS: cluster,
    ELASTICSEARCH_USERNAME: 'kibana_system',
    ELASTICSEARCH_PASSWORD: given('KIBANA_SYSTEM_PASSWORD'),
    ELASTICSEARCH_SSL_CERTIFICATEAUTHORITIES: '/certificates/ca.crt',
    XPACK_ENCRYPTEDSAVEDOBJECTS_ENCRYPTIONKEY: given('KIBANA_ENCRYPTION_KEY'),
    XPACK_REPORTING_ENCRYPTIONKEY: given('KIBANA_ENCRYPTION_KEY'),
    XPACK_SECURITY_ENCRYPTIONKEY: given('KIBANA_ENCRYPTION_KEY'),
    TELEMETRY_OPTIN: 'false',
  },
  mounts: [authority, { volume: 'kibana', to: '/usr/share/kibana/data' }],
  ports: [
    {
      inside: 5601,
      outside: 5601,
      variable: 'PREVIEW_KIBANA_PORT',
      page: { title: 'Kibana', user: 'elastic', password: 'ELASTIC_PASSWORD' },
    },
  ],
  after: { 'elasticsearch-set-up': 'done' },
  // 503 until it has found its Elasticsearch.
  health: ['CMD', 'curl', '-fsS', '-o', '/dev/null', 'http://127.0.0.1:5601/api/status'],
  startsWithin: 240,
  memory: '1536m',
};

const kibanaSetUp: ComposeService = {
  ...ours,
  name: 'kibana-set-up',
  help: 'Imports generated/kibana/, and the roles of readers.',
  profile,
  command: node('scripts/preview/set-up.ts', 'kibana'),
  environment: { KIBANA_URL: 'http://kibana:5601', ...givenAll('ELASTIC_PASSWORD') },
  mounts: [
    ...ours.mounts,
    { from: 'generated/elasticsearch', to: '/app/generated/elasticsearch' },
    { from: 'generated/kibana', to: '/app/generated/kibana' },
  ],
  after: { kibana: 'well' },
  isOnce: true,
  memory: '192m',
};

const logstash: ComposeService = {
  name: 'logstash',
  help: 'From Filebeat to the index in which a line is kept as long as it must be.',
  profile,
  image: logstashImage,
  // The name under which its exporter is scraped: the two share a network, since its API listens on loopback.
  aliases: ['logstash-exporter'],
  entrypoint: [
    '/bin/bash',
    '-c',
    `key=$(cat ${apiKeyFile}) && export LOGSTASH_ELASTICSEARCH_API_KEY="$key" && exec /usr/local/bin/docker-entrypoint`,
  ],
  environment: { LS_JAVA_OPTS: '-Xms512m -Xmx768m', ...givenAll('USER_PSEUDONYM_KEY') },
  mounts: [
    { from: 'generated/logstash/logstash.yml', to: '/usr/share/logstash/config/logstash.yml' },
    { from: 'generated/logstash/pipelines.yml', to: '/usr/share/logstash/config/pipelines.yml' },
    { from: 'generated/logstash', to: '/usr/share/logstash/pipeline' },
    { volume: 'certificates-logstash', to: '/etc/logstash/certs', readOnly: true },
    { volume: 'logstash-key', to: '/run/sightline', readOnly: true },
    { volume: 'logstash', to: '/var/lib/logstash' },
  ],
  after: { 'elasticsearch-set-up': 'done' },
  health: [
    'CMD',
    'curl',
    '-fsS',
    '-o',
    '/dev/null',
    'http://127.0.0.1:9600/_node/pipelines/framework-pipeline',
  ],
  startsWithin: 240,
  memory: '1536m',
};

const logstashExporter: ComposeService = {
  name: 'logstash-exporter',
  help: 'Tells Prometheus how Logstash is.',
  profile,
  image: 'ghcr.io/kuskoman/logstash-exporter:v1.9.1',
  networkOf: 'logstash',
  environment: { LOGSTASH_URL: 'http://localhost:9600' },
  after: { logstash: 'well' },
  isReadOnly: true,
  memory: '64m',
};

const filebeat: ComposeService = {
  name: 'filebeat',
  help: 'Reads the log of the framework.',
  profile,
  image: `docker.elastic.co/beats/filebeat:${version}`,
  // The file belongs to whoever checked it out, which Filebeat would not trust.
  command: ['-e', '--strict.perms=false', '-c', '/usr/share/filebeat/filebeat.yml'],
  mounts: [
    { from: 'generated/filebeat/filebeat.yml', to: '/usr/share/filebeat/filebeat.yml' },
    { volume: 'certificates-filebeat', to: '/etc/filebeat/certs', readOnly: true },
    { volume: 'framework-logs', to: '/var/log/framework', readOnly: true },
    { volume: 'filebeat', to: '/var/lib/filebeat' },
  ],
  after: { logstash: 'well', framework: 'well' },
  health: [
    'CMD',
    'filebeat',
    'test',
    'output',
    '--strict.perms=false',
    '-c',
    '/usr/share/filebeat/filebeat.yml',
  ],
  startsWithin: 60,
  memory: '256m',
};

const elasticsearchExporter: ComposeService = {
  name: 'elasticsearch-exporter',
  help: 'Tells Prometheus how Elasticsearch is.',
  profile,
  image: 'quay.io/prometheuscommunity/elasticsearch-exporter:v1.9.0',
  command: ['--es.uri=http://elasticsearch:9200'],
  environment: { ES_USERNAME: 'exporter', ES_PASSWORD: given('ELASTICSEARCH_EXPORTER_PASSWORD') },
  after: { elasticsearch: 'well', 'elasticsearch-set-up': 'done' },
  health: gets('http://127.0.0.1:9114/metrics'),
  isReadOnly: true,
  memory: '128m',
};

/** What `--profile logs` adds. */
export const logServices: readonly ComposeService[] = [
  ground,
  elasticsearch,
  elasticsearchSetUp,
  plainDoor,
  kibana,
  kibanaSetUp,
  logstash,
  logstashExporter,
  watcher(logstashExporter, 'http://logstash-exporter:9198/metrics'),
  filebeat,
  elasticsearchExporter,
];
