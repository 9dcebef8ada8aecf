/** A series on the moments of its panel. */
export interface DrawnSeries {
  /** As the legend writes it. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly refId: string;
  /** One for each moment; NaN where there is none. */
  readonly values: Float64Array;
}

/** What the queries of a panel answered. */
export interface PanelData {
  /** Unix milliseconds, the same for all series. */
  readonly times: Float64Array;
  readonly series: readonly DrawnSeries[];
  /** What a reader has to know: series that were left out, warnings of Prometheus. */
  readonly notices: readonly string[];
  /** Why a query has no answer. */
  readonly errors: readonly string[];
}

/** Data of a panel that asks nothing. */
export const noData: PanelData = { times: new Float64Array(), series: [], notices: [], errors: [] };

/** The newest value of a series; NaN where it never had one. */
export function newest({ values }: DrawnSeries): number {
  for (let at = values.length - 1; at >= 0; at--) {
    const value = values[at] as number;
    if (!Number.isNaN(value)) return value;
  }
  return Number.NaN;
}

/** A number for a series, by the name that Grafana gives the calculation. */
export function reduced(series: DrawnSeries, calculation: string): number {
  const values = series.values.filter((value) => !Number.isNaN(value));
  if (values.length === 0) return Number.NaN;
  switch (calculation) {
    case 'min':
      return values.reduce((least, value) => Math.min(least, value));
    case 'max':
      return values.reduce((most, value) => Math.max(most, value));
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0);
    case 'mean':
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case 'first':
    case 'firstNotNull':
      return values[0] as number;
    default:
      return values[values.length - 1] as number;
  }
}

/** How Grafana heads the column of a calculation. */
export const calculationTitle = (calculation: string): string =>
  ({
    lastNotNull: 'Last *',
    last: 'Last',
    max: 'Max',
    min: 'Min',
    mean: 'Mean',
    sum: 'Total',
    firstNotNull: 'First *',
    value: 'Value',
    percent: 'Percent',
  })[calculation] ?? calculation;
