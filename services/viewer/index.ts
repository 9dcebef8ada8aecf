/** Draws the compiled dashboards: on a page with live data, and as pictures without a browser. */

export type { DashboardJson } from './board/json.ts';
export { type PrometheusClient, prometheusClient } from './data/prometheus.ts';
export { type ThemeName, themes } from './draw/theme.ts';
export { askScene, type SceneAsking } from './picture/ask-scene.ts';
export { dashboardSvg, type PictureStyle, type Scene } from './picture/dashboard-svg.ts';
export { fontMeasure } from './picture/font.ts';
export { Rasterizer } from './picture/png.ts';
export type { Mistake, News } from './server/news.ts';
export { startViewer, type Viewer, type ViewerOptions } from './server/server.ts';
