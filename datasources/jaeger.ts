import { histogramQuantile, jaegerDatasource, rate, spanTags, sum, where } from '#lib';
import { commandDuration, commandExecutions } from '../catalog/commands.ts';

/** Traces. A span leads to the log lines of its session and to the metrics of its command type. */
export const jaeger = jaegerDatasource({
  uid: 'jaeger',
  name: 'Jaeger',
  url: 'http://jaeger-query:16686',
  logs: { to: 'framework-logs', tags: { 'framework.session.id': 'session_id' }, around: '2m' },
  metrics: {
    to: 'prometheus',
    // Only what every query below has as a label. The attribute carries the label's value: `task`, without a slash.
    tags: { 'framework.command.type': 'command_type' },
    around: '15m',
    queries: {
      'Executions per second': sum(rate(where(commandExecutions, { command_type: spanTags }), '5m')),
      'Duration, 95th percentile': histogramQuantile(
        0.95,
        sum(rate(where(commandDuration.bucket, { command_type: spanTags }), '5m'), { by: ['le'] }),
      ),
    },
  },
});
