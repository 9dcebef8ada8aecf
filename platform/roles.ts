import type { KibanaResource } from '#lib';
import { audit, logStorage, security } from './log-storage.ts';

const running = logStorage.classes
  .filter((one) => one !== audit && one !== security)
  .map(({ name }) => `${name}-*`);
// Any document may be among the dead letters: who may read them may read everything.
const deadLetters = 'framework-dead-letters-*';
const all = [...logStorage.classes.map(({ name }) => `${name}-*`), deadLetters];

/** Sees what it has rights to, and shares it; changes nothing. */
const reader = (id: string, about: string, names: readonly string[]): KibanaResource => ({
  kind: 'role',
  id,
  spec: {
    metadata: { about },
    elasticsearch: {
      cluster: [],
      indices: [{ names, privileges: ['read', 'view_index_metadata'] }],
      run_as: [],
    },
    kibana: [{ base: [], feature: { dashboard: ['read'], discover: ['read'] }, spaces: ['*'] }],
  },
});

/**
 * Who may do what with logs. Security and audit have readers of their own: somebody with a question about a command has no
 * business there. Nobody who writes may read, and nobody may change what is written.
 */
export const roles: readonly KibanaResource[] = [
  reader(
    'framework-logs-reader',
    'Reads what the framework did and how well: commands, errors, performance.',
    running,
  ),
  reader('framework-security-reader', 'Reads who tried to get in, and what got out.', [`${security.name}-*`]),
  reader('framework-audit-reader', 'Reads who changed what.', [`${audit.name}-*`]),
  reader(
    'framework-dead-letters-reader',
    'Reads what Elasticsearch refused, to mend it and send it again.',
    all,
  ),
  {
    kind: 'role',
    id: 'framework-logs-writer',
    spec: {
      metadata: { about: 'Logstash: adds documents, and can neither read, change nor delete them.' },
      elasticsearch: {
        // To see the version of the server.
        cluster: ['monitor'],
        indices: [{ names: all, privileges: ['auto_configure', 'create_doc'] }],
        run_as: [],
      },
      kibana: [],
    },
  },
  {
    kind: 'role',
    id: 'jaeger-writer',
    spec: {
      metadata: { about: 'The collectors of Jaeger, and its own tool that makes their indices.' },
      elasticsearch: {
        cluster: ['manage_index_templates', 'manage_ilm', 'monitor'],
        indices: [
          {
            names: ['jaeger-*', 'sampled-jaeger-*', 'error-jaeger-*'],
            privileges: ['create_index', 'manage', 'read', 'write'],
          },
        ],
        run_as: [],
      },
      kibana: [],
    },
  },
];
