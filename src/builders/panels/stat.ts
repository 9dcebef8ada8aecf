import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { Panel } from '../../model/panel.ts';
import type { Unit } from '../../model/unit.ts';
import { type ChartSpec, chart } from './frame.ts';

/** How one number is shown. */
export interface StatSpec<Of extends Unit> extends ChartSpec<Of> {
  /** Draws the time range behind the number. It costs a range query, and then the number is the newest one of the range. */
  readonly sparkline?: boolean;
  /** Colours the whole tile instead of the number: for the few that answer "is it fine?". */
  readonly tile?: boolean;
}

/** The newest value, large; one tile for each series. Asks for one moment, so that a signal which stopped shows "No data". */
export function stat<Of extends Unit>(spec: StatSpec<Of>): Panel {
  const several = Array.isArray(spec.series) || (spec.series as { legend: string }).legend.includes('{{');
  const sdk = new PanelBuilder()
    .colorMode(spec.tile ? BigValueColorMode.Background : BigValueColorMode.Value)
    .graphMode(spec.sparkline ? BigValueGraphMode.Area : BigValueGraphMode.None)
    .justifyMode(BigValueJustifyMode.Auto)
    .textMode(several ? BigValueTextMode.ValueAndName : BigValueTextMode.Value)
    .orientation(VizOrientation.Auto)
    .reduceOptions(newest());
  return chart(sdk, spec, { width: 4, height: 4 }, { instant: !spec.sparkline });
}

/** One value for each series: its newest. */
export const newest = (): ReduceDataOptionsBuilder =>
  new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false);
