import {
  type ElasticsearchResource,
  keyword,
  type LogFields,
  list,
  logIndices,
  long,
  moment,
  object,
  upTo,
} from '#lib';
import { logEvents } from '../catalog/index.ts';
import { deadLetterResources } from './dead-letters.ts';
import { jaegerPolicies } from './jaeger.ts';
import { audit, logStorage, snapshotPolicy } from './log-storage.ts';

/** What a document said and nobody understood, as it stood there. */
export const unread: LogFields = {
  unparsed_timestamp: keyword(upTo(1000, 'yesterday'), 'What it said about its time, and nobody could read.'),
  unparsed_level: keyword(upTo(1000, 'verbose'), 'What it said about how bad it is, and is no level.'),
  unknown_category: keyword(upTo(1000, 'audit'), 'What an event that nobody knows said it is kept for.'),
};

/** What shipping adds to a document. */
export const shipped: LogFields = {
  ...unread,
  '@timestamp': moment('When it happened; when it was read where it does not say, or not legibly.'),
  ingested_at: moment('When Elasticsearch took it in: less @timestamp, this is how late it was.'),
  tags: list(keyword(upTo(20, '_not_json', '_unknown_event'), 'What was odd about it on its way.')),
  host: object('Machine it was written on.', {
    name: keyword(upTo(1000, 'framework-7d9f'), 'Name of the machine.'),
  }),
  log: object('Where it was read.', {
    file: object('File it was read from.', {
      path: keyword(upTo(10, '/var/log/framework/application.log'), 'Path of the file.'),
    }),
    offset: long('bytes', 'Where in the file its line begins.', { example: 4711 }),
  }),
};

const pipeline = 'framework-guard';
const repository = 'monitoring-backups';

/** Everything that an Elasticsearch cluster holds for us. */
export const elasticsearch: readonly ElasticsearchResource[] = [
  {
    kind: 'snapshot-repository',
    id: repository,
    // Keys of the bucket are in the keystore of every node: s3.client.default.access_key and .secret_key.
    spec: {
      type: 's3',
      settings: {
        bucket: 'monitoring-backups',
        base_path: 'elasticsearch',
        client: 'default',
        compress: true,
      },
    },
  },
  {
    kind: 'snapshot-policy',
    id: snapshotPolicy,
    spec: {
      // At half past one: a day's index is complete by then, and nobody is awake to notice the load.
      schedule: '0 30 1 * * ?',
      name: '<daily-{now/d}>',
      repository,
      config: {
        // What is kept for a week would live thirteen more in a snapshot.
        indices: [
          'framework-*',
          'performance-logs-*',
          // What is ours there, for whoever has to put a cluster together again.
          'sightline-inventory',
          ...logStorage.snapshots.without.map(({ name }) => `-${name}-*`),
        ],
        ignore_unavailable: true,
        include_global_state: true,
      },
      retention: { expire_after: `${logStorage.snapshots.days}d`, min_count: 7, max_count: 100 },
    },
  },
  {
    kind: 'ingest-pipeline',
    id: pipeline,
    spec: {
      description:
        'The last thing that happens to a log document: it is told when it arrived. Nothing is dropped.',
      processors: [{ set: { field: 'ingested_at', value: '{{{_ingest.timestamp}}}' } }],
      on_failure: [{ append: { field: 'tags', value: '_guard_failed' } }],
    },
  },
  ...logIndices({
    storage: logStorage,
    events: logEvents,
    shipped,
    pipeline,
    snapshotFirst: { policy: snapshotPolicy, classes: [audit] },
  }),
  ...deadLetterResources,
  ...jaegerPolicies,
];
