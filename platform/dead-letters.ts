import { type ElasticsearchResource, pipelines } from '#lib';
import { logStorage, snapshotPolicy } from './log-storage.ts';

const name = 'framework-dead-letters';
/** The age of an index counts from its making: it is a month old when the last document comes. */
const month = 31;
const longest = Math.max(...logStorage.classes.map(({ days }) => days));

/** Where documents go that Elasticsearch refused. */
export const deadLetterIndex = pipelines.datedName({ name, period: 'month' });

/**
 * What a dead letter needs. Any document may be among them, one of the audit too, so they are kept as long as anything is, and read by
 * a role of its own, which may read everything. Nothing of the document is mapped: what was refused once cannot be refused again.
 */
export const deadLetterResources: readonly ElasticsearchResource[] = [
  {
    kind: 'lifecycle-policy',
    id: name,
    spec: {
      phases: {
        hot: { min_age: '0ms', actions: { set_priority: { priority: 50 } } },
        delete: {
          min_age: `${longest + month}d`,
          actions: { wait_for_snapshot: { policy: snapshotPolicy }, delete: {} },
        },
      },
      _meta: { about: 'Documents that Elasticsearch refused, for whoever mends and sends them again.' },
    },
  },
  {
    kind: 'index-template',
    id: name,
    spec: {
      index_patterns: [`${name}-*`],
      composed_of: [],
      priority: 510,
      template: {
        settings: { index: { lifecycle: { name }, number_of_replicas: 1, number_of_shards: 1 } },
        mappings: {
          dynamic: false,
          properties: {
            '@timestamp': { type: 'date' },
            dead_letter: {
              properties: {
                plugin_id: { type: 'keyword' },
                reason: { type: 'text', norms: false },
                refused_at: { type: 'date' },
              },
            },
          },
        },
      },
    },
  },
];
