import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeValueMode,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as GaugeBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import type { Panel } from '../../model/panel.ts';
import type { Unit } from '../../model/unit.ts';
import { type ChartSpec, chart } from './frame.ts';
import { newest } from './stat.ts';

/**
 * A dial, for a value with natural ends such as a share. Grafana calls the panel a gauge; here a gauge is a metric.
 */
export function dial<Of extends Unit>(
  spec: ChartSpec<Of> & { readonly min: number; readonly max: number },
): Panel {
  const sdk = new GaugeBuilder()
    .orientation(VizOrientation.Auto)
    .showThresholdMarkers(true)
    .showThresholdLabels(false)
    .reduceOptions(newest());
  return chart(sdk, spec, { width: 6, height: 6 }, { instant: true });
}

/** Horizontal bars, one for each series: who is the largest? */
export function barGauge<Of extends Unit>(spec: ChartSpec<Of>): Panel {
  const sdk = new BarGaugeBuilder()
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .valueMode(BarGaugeValueMode.Text)
    .namePlacement(BarGaugeNamePlacement.Left)
    .showUnfilled(true)
    .reduceOptions(newest());
  if (spec.min === undefined) sdk.min(0);
  return chart(sdk, spec, { width: 8, height: 8 }, { instant: true });
}
