import type { GrafanaWindow } from '../model/variable.ts';

/** Grafana's window for a rate: at least four scrape intervals, wider as the time range grows. Dashboards only. */
export const rateInterval = { window: '$__rate_interval' } as const satisfies GrafanaWindow;
/** The whole time range of the dashboard: `increase(x, timeRange)` counts what the reader looks at. Dashboards only. */
export const timeRange = { window: '$__range' } as const satisfies GrafanaWindow;
/** The distance between two points of a graph. Dashboards only; a rate wants `rateInterval` instead. */
export const interval = { window: '$__interval' } as const satisfies GrafanaWindow;
