import { LogsDedupStrategy, LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder, LogsBuilder } from '@grafana/grafana-foundation-sdk/elasticsearch';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { printLucene } from '../../kql/lucene.ts';
import { Failure } from '../../model/failure.ts';
import type { Kql } from '../../model/kql.ts';
import type { FieldPath, LogView } from '../../model/log.ts';
import type { Panel } from '../../model/panel.ts';
import type { Variable } from '../../model/variable.ts';
import { frame, type PanelSpec } from './frame.ts';

/** Log lines of a view, newest first; details of a line lead to its trace where the data source says so. */
export function logs<Fields, Id extends string>(
  spec: PanelSpec & {
    readonly view: LogView<Fields, Id>;
    /** Which lines; every one unless told. A question of `reading(view)`. */
    readonly where?: Kql<Id>;
    /** Fields that variables of the dashboard choose the values of. */
    readonly chosenBy?: { readonly [Path in FieldPath<Fields>]?: Variable };
    /** Data source of type Elasticsearch that the dashboard opens with; its readers may choose another. */
    readonly from: { readonly uid: string; readonly name: string };
    readonly limit?: number;
  },
): Panel {
  const { view, where, chosenBy = {}, from, limit = 200 } = spec;
  if (where && where.view !== view.id)
    throw new Failure(`${spec.title} shows ${view.id} and asks about ${where.view}`, {
      next: `make the question with reading() of the view ${view.id}`,
    });
  // A regular expression, because that is what a variable's "all" is made of.
  const chosen = Object.entries<Variable | undefined>(chosenBy).flatMap(([field, by]) =>
    by ? [`${field}:/\${${by.variable}:regex}/`] : [],
  );
  const asked = where ? printLucene(where.node) : '';
  const query = [...(asked && chosen.length > 0 ? [`(${asked})`] : asked ? [asked] : []), ...chosen].join(
    ' AND ',
  );
  const source = { type: 'elasticsearch', uid: `\${${variableOf(from.uid)}}` };
  const target = new DataqueryBuilder()
    .refId('A')
    .datasource(source)
    .query(query)
    .timeField(view.timeField)
    .bucketAggs([])
    .metrics([new LogsBuilder().id('1').settings({ limit: String(limit) })]);
  const sdk = new PanelBuilder()
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .dedupStrategy(LogsDedupStrategy.None)
    .sortOrder(LogsSortOrder.Descending)
    .datasource(source)
    .withTarget(target);
  return {
    ...frame(sdk, spec, { width: 24, height: 10 }),
    opensWith: { variable: variableOf(from.uid), ...from },
  };
}

/** Names of variables have no dashes. */
const variableOf = (uid: string): string => uid.replaceAll(/\W/g, '_');
