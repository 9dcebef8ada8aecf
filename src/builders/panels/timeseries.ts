import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Panel } from '../../model/panel.ts';
import type { Unit } from '../../model/unit.ts';
import { type ChartSpec, chart } from './frame.ts';

/** How a graph over time is drawn. */
export interface TimeseriesSpec<Of extends Unit> extends ChartSpec<Of> {
  /** Lines on top of each other, for parts of a whole. */
  readonly stacked?: boolean;
  /** `list` below the graph, `table` to its right with last and max, `hidden` for one line whose title says it all. */
  readonly legend?: 'list' | 'table' | 'hidden';
  /** Shows trace exemplars on the graph: for rates and quantiles of histograms that carry them. */
  readonly exemplars?: boolean;
}

/** A graph over time. */
export function timeseries<Of extends Unit>(spec: TimeseriesSpec<Of>): Panel {
  const sdk = new PanelBuilder()
    .lineWidth(1)
    .fillOpacity(spec.stacked ? 30 : 8)
    .showPoints(VisibilityMode.Never)
    .legend(legend(spec.legend ?? 'list'))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  // From 0, so that a slope is not mistaken for a cliff; but 99.5 % and 99.9 % must not fall on one pixel.
  if (spec.min === undefined && spec.thresholds?.worse !== 'below') sdk.axisSoftMin(0);
  if (spec.stacked) sdk.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  if (spec.thresholds)
    sdk.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  return chart(sdk, spec, { width: 12, height: 8 }, { exemplars: spec.exemplars });
}

/** The house style of a legend. */
export function legend(as: 'list' | 'table' | 'hidden'): VizLegendOptionsBuilder {
  const builder = new VizLegendOptionsBuilder();
  if (as === 'hidden')
    return builder
      .showLegend(false)
      .displayMode(LegendDisplayMode.Hidden)
      .placement(LegendPlacement.Bottom)
      .calcs([]);
  builder.showLegend(true).calcs([]);
  if (as === 'list') return builder.displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom);
  return builder
    .displayMode(LegendDisplayMode.Table)
    .placement(LegendPlacement.Right)
    .calcs(['lastNotNull', 'max'])
    .sortBy('Max')
    .sortDesc(true);
}
