import { TimelineValueAlignment, VisibilityMode } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import type { Panel } from '../../model/panel.ts';
import type { Unit } from '../../model/unit.ts';
import { type ChartSpec, chart, type State } from './frame.ts';
import { legend } from './timeseries.ts';

/** A band for each series, coloured by the state it was in: what was down, and since when. */
export function stateTimeline<Of extends Unit>(
  spec: ChartSpec<Of> & { readonly states: Readonly<Record<number, State>> },
): Panel {
  const sdk = new PanelBuilder()
    .mergeValues(true)
    .showValue(VisibilityMode.Never)
    .alignValue(TimelineValueAlignment.Left)
    .rowHeight(0.85)
    .fillOpacity(75)
    .lineWidth(0)
    .legend(legend('list'));
  return chart(sdk, spec, { width: 12, height: 8 });
}
