import { Failure } from '../../model/failure.ts';
import { type ChartPanel, kibanaColumns } from '../../model/kibana.ts';
import type { Bucket, Chart, KibanaThresholds, ReferenceLine, Value } from '../../model/kibana-chart.ts';
import type { Kql } from '../../model/kql.ts';
import type { LogView } from '../../model/log.ts';
import { slug } from '../identity.ts';
import { asked } from './questions.ts';

/** What every panel says of itself. */
export interface KibanaPanelSpec {
  readonly title: string;
  /** The question that the panel answers. */
  readonly description: string;
  /** Keeps the panel's identity through a new title. */
  readonly key?: string;
  /** Columns of 48. */
  readonly width?: number;
  /** Rows of 20 pixels. */
  readonly height?: number;
}

interface ChartSpec<Id extends string> extends KibanaPanelSpec {
  /** Only these lines, for every number in it. */
  readonly where?: Kql<Id>;
}

/** A number that judges. */
export interface KibanaMetricSpec<Id extends string = string> extends ChartSpec<Id> {
  readonly value: Value<Id>;
  /** A second number, small, that the first is read with. */
  readonly secondary?: Value<Id>;
  /** Bounds in the unit of the field; of a ratio, as a share: 0.05. */
  readonly thresholds?: KibanaThresholds;
}

/** Values along an axis. */
export interface KibanaXySpec<Id extends string = string> extends ChartSpec<Id> {
  /** Along the axis. */
  readonly by: Bucket<Id>;
  /** A line, an area or a piece of a bar for each. */
  readonly split?: Bucket<Id>;
  readonly values: readonly [Value<Id>, ...Value<Id>[]];
  /** Stacked unless told, where there is more than one: lines never are. */
  readonly stacking?: 'none' | 'share' | 'stacked';
  readonly lines?: readonly ReferenceLine[];
}

/** Values along an axis, as bars. */
export interface KibanaBarsSpec<Id extends string = string> extends KibanaXySpec<Id> {
  readonly isHorizontal?: boolean;
}

/** Values in columns, groups in rows. */
export interface KibanaTableSpec<Id extends string = string> extends ChartSpec<Id> {
  readonly by: readonly [Bucket<Id>, ...Bucket<Id>[]];
  readonly values: readonly [Value<Id>, ...Value<Id>[]];
  readonly page?: number;
}

/** Shares of a whole; a second group makes a second ring. */
export interface KibanaPieSpec<Id extends string = string> extends ChartSpec<Id> {
  readonly by: readonly [Bucket<Id>] | readonly [Bucket<Id>, Bucket<Id>];
  readonly value: Value<Id>;
}

/** Two groups against each other, the value as depth of colour. */
export interface KibanaHeatmapSpec<Id extends string = string> extends ChartSpec<Id> {
  readonly by: Bucket<Id>;
  readonly against: Bucket<Id>;
  readonly value: Value<Id>;
}

/** Panels over the lines of a view. */
export interface Charts<Id extends string> {
  readonly metric: (spec: KibanaMetricSpec<Id>) => ChartPanel;
  readonly line: (spec: KibanaXySpec<Id>) => ChartPanel;
  readonly area: (spec: KibanaXySpec<Id>) => ChartPanel;
  readonly bars: (spec: KibanaBarsSpec<Id>) => ChartPanel;
  readonly table: (spec: KibanaTableSpec<Id>) => ChartPanel;
  readonly pie: (spec: KibanaPieSpec<Id>) => ChartPanel;
  readonly donut: (spec: KibanaPieSpec<Id>) => ChartPanel;
  readonly heatmap: (spec: KibanaHeatmapSpec<Id>) => ChartPanel;
}

/** Sizes of the house: four numbers on a line, two charts, tables as wide as two. */
const sizes: Readonly<Record<Chart['type'], readonly [width: number, height: number]>> = {
  metric: [12, 6],
  xy: [24, 12],
  table: [24, 13],
  pie: [16, 12],
  heatmap: [24, 12],
};

/** The panels that can be drawn of a view. */
export function charts<Id extends string>(view: LogView<unknown, Id>): Charts<Id> {
  const panel = (spec: ChartSpec<string>, chart: Chart): ChartPanel => {
    const [usual, height] = sizes[chart.type];
    const { width = usual } = spec;
    if (!Number.isInteger(width) || width < 1 || width > kibanaColumns)
      throw new Failure(`${spec.title} is ${width} columns wide`, {
        why: `the grid of Kibana has ${kibanaColumns}`,
        next: `give a width from 1 to ${kibanaColumns}`,
      });
    return {
      type: 'chart',
      key: spec.key ?? slug(spec.title),
      title: spec.title,
      description: spec.description,
      width,
      height: spec.height ?? height,
      view: view as LogView,
      chart,
      ...(spec.where && { where: asked(view, spec.where) }),
    };
  };
  const xy =
    (shape: 'area' | 'bar' | 'line') =>
    (spec: KibanaBarsSpec): ChartPanel =>
      panel(spec, {
        type: 'xy',
        shape,
        stacking: shape === 'line' ? 'none' : (spec.stacking ?? 'stacked'),
        isHorizontal: spec.isHorizontal ?? false,
        by: spec.by,
        ...(spec.split && { split: spec.split }),
        values: spec.values,
        lines: spec.lines ?? [],
      });
  const round =
    (shape: 'donut' | 'pie') =>
    (spec: KibanaPieSpec): ChartPanel =>
      panel(spec, { type: 'pie', shape, by: spec.by, value: spec.value });
  return {
    metric: (spec) =>
      panel(spec, {
        type: 'metric',
        value: spec.value,
        ...(spec.secondary && { secondary: spec.secondary }),
        ...(spec.thresholds && { thresholds: worsening(spec.title, spec.thresholds) }),
      }),
    line: xy('line'),
    area: xy('area'),
    bars: xy('bar'),
    table: (spec) => panel(spec, { type: 'table', by: spec.by, values: spec.values, page: spec.page ?? 10 }),
    pie: round('pie'),
    donut: round('donut'),
    heatmap: (spec) =>
      panel(spec, { type: 'heatmap', by: spec.by, against: spec.against, value: spec.value }),
  };
}

/** A warning comes before what it warns of. */
function worsening(title: string, thresholds: KibanaThresholds): KibanaThresholds {
  const { worse, warning, critical } = thresholds;
  if (warning === undefined || (worse === 'above' ? warning < critical : warning > critical))
    return thresholds;
  throw new Failure(`${title} warns at ${warning} and is critical at ${critical}, where ${worse} is worse`, {
    why: 'it would be critical before it warns',
    next: `write warning: ${critical}, critical: ${warning}; or worse: '${worse === 'above' ? 'below' : 'above'}'`,
  });
}
