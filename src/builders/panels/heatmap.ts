import {
  HideSeriesConfigBuilder,
  ScaleDistribution,
  ScaleDistributionConfigBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  PanelBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Panel, Series } from '../../model/panel.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { LabelsOf, Vector } from '../../model/vector.ts';
import { chart, type PanelSpec } from './frame.ts';
import { grafanaUnit } from './grafana-unit.ts';

/** Refuses anything but the rated buckets of one histogram, by `le` alone. */
type OnlyBuckets<Query extends Vector> = Query['sample'] extends 'buckets'
  ? [keyof LabelsOf<Query>] extends ['le']
    ? unknown
    : Refusal<
        'a heatmap draws one histogram: sum its buckets by le alone',
        Exclude<keyof LabelsOf<Query>, 'le'>
      >
  : Refusal<'a heatmap needs rated buckets: sum(rate(x.bucket, window), { by: ["le"] })'>;

/** The distribution of a histogram over time: how many observations fell into each bucket. */
export function heatmap<Query extends Vector>(
  spec: PanelSpec & { readonly buckets: OnlyBuckets<Query> & Query },
): Panel {
  const query: Vector = spec.buckets;
  const series: Series = { query, legend: '{{le}}', refId: 'A', instant: false };
  const sdk = new PanelBuilder()
    .calculate(false)
    .cellGap(1)
    .showLegend()
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme('Oranges')
        .exponent(0.5)
        .steps(64)
        .reverse(false),
    )
    .yAxis(new YAxisConfigBuilder().unit(grafanaUnit(query.unit)))
    .scaleDistribution(new ScaleDistributionConfigBuilder().type(ScaleDistribution.Linear))
    .hideFrom(new HideSeriesConfigBuilder().legend(false).tooltip(false).viz(false));
  return chart(sdk, { ...spec, series }, { width: 12, height: 8 }, { as: PromQueryFormat.Heatmap });
}
