import { elasticsearchDatasource, env } from '#lib';
import { performanceLogs as view } from '../catalog/views.ts';

/** Log events of performance and quality. A line leads to its trace. */
export const performanceLogs = elasticsearchDatasource({
  uid: 'performance-logs',
  name: 'Performance logs',
  url: 'http://elasticsearch:9200',
  basicAuth: { user: env('ELASTICSEARCH_READER_USER'), password: env('ELASTICSEARCH_READER_PASSWORD') },
  view,
  message: 'metric',
  level: 'level',
  traces: { field: 'trace_id', to: 'jaeger' },
});
