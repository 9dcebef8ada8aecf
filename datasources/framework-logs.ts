import { elasticsearchDatasource, env } from '#lib';
import { frameworkLogs as view } from '../catalog/views.ts';

/** Log events of commands, errors, security and audit. A line leads to its trace. */
export const frameworkLogs = elasticsearchDatasource({
  uid: 'framework-logs',
  name: 'Framework logs',
  url: 'http://elasticsearch:9200',
  basicAuth: { user: env('ELASTICSEARCH_READER_USER'), password: env('ELASTICSEARCH_READER_PASSWORD') },
  view,
  level: 'level',
  traces: { field: 'trace_id', to: 'jaeger' },
});
