import { LegendDisplayMode, LegendPlacement } from '@grafana/grafana-foundation-sdk/common';
import {
  PanelBuilder,
  PieChartLegendOptionsBuilder,
  PieChartLegendValues,
  PieChartType,
} from '@grafana/grafana-foundation-sdk/piechart';
import type { Panel } from '../../model/panel.ts';
import type { Unit } from '../../model/unit.ts';
import { type ChartSpec, chart } from './frame.ts';
import { newest } from './stat.ts';

/** Parts of a whole, as a ring. For a handful of parts; more are better told apart by `barGauge`. */
export function pie<Of extends Unit>(spec: ChartSpec<Of>): Panel {
  const legend = new PieChartLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(LegendDisplayMode.Table)
    .placement(LegendPlacement.Right)
    .calcs([])
    .values([PieChartLegendValues.Value, PieChartLegendValues.Percent]);
  const sdk = new PanelBuilder().pieType(PieChartType.Donut).legend(legend).reduceOptions(newest());
  return chart(sdk, spec, { width: 8, height: 8 }, { instant: true });
}
