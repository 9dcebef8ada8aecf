import { LogsDedupStrategy, LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder, LogsBuilder } from '@grafana/grafana-foundation-sdk/elasticsearch';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/logs';
import type { Panel } from '../../model/panel.ts';
import { frame, type PanelSpec } from './frame.ts';

/** Log lines from Elasticsearch that match a Lucene query, newest first. */
export function logs(
  spec: PanelSpec & {
    /** Lucene query: `level:ERROR AND component:${component:lucene}`. */
    readonly matching: string;
    /** Dashboard variable that chooses the Elasticsearch data source. */
    readonly datasource: string;
    readonly limit?: number;
  },
): Panel {
  const source = { type: 'elasticsearch', uid: `\${${spec.datasource}}` };
  const query = new DataqueryBuilder()
    .refId('A')
    .datasource(source)
    .query(spec.matching)
    .timeField('@timestamp')
    .bucketAggs([])
    .metrics([new LogsBuilder().id('1').settings({ limit: String(spec.limit ?? 200) })]);
  const sdk = new PanelBuilder()
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .dedupStrategy(LogsDedupStrategy.None)
    .sortOrder(LogsSortOrder.Descending)
    .datasource(source)
    .withTarget(query);
  return frame(sdk, spec, { width: 24, height: 10 });
}
