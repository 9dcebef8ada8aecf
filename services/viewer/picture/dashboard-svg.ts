import { inText, type VariableValues } from '../board/interpolate.ts';
import type { DashboardJson, PanelJson } from '../board/json.ts';
import { type Box, layout, totalHeight } from '../board/layout.ts';
import type { TimeRange } from '../board/time-range.ts';
import type { Variable } from '../board/variables.ts';
import type { Annotation } from '../data/annotations.ts';
import type { PanelData } from '../data/panel-data.ts';
import { drawPanel, type Surroundings } from '../draw/draw-panel.ts';
import type { Drawing } from '../draw/drawing.ts';
import { bodyOf, headHeight } from '../draw/frame.ts';
import { fullMoment } from '../draw/scale.ts';
import { escaped, px, rect, svg, textAt } from '../draw/svg.ts';
import { fit, type Measure, wrap } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';
import { chartSvg } from './chart-svg.ts';
import { legendSvg, proseSvg, sheetSvg } from './sheet-svg.ts';

/** A dashboard with everything that it shows. */
export interface Scene extends Surroundings {
  readonly dashboard: DashboardJson;
  readonly variables: readonly Variable[];
  readonly values: VariableValues;
  readonly range: TimeRange;
  readonly annotations: readonly Annotation[];
  /** What each panel was answered, by its id. */
  readonly data: ReadonlyMap<number, PanelData>;
}

/** How it is drawn. */
export interface PictureStyle {
  readonly width: number;
  readonly theme: Theme;
  readonly measure: Measure;
}

const edge = 16;
const headline = 72;

/** A dashboard as one SVG, every panel of it, with moments in UTC. The same scene gives the same bytes. */
export function dashboardSvg(scene: Scene, style: PictureStyle): string {
  const { theme, width } = style;
  const placed = layout(scene.dashboard, width - 2 * edge);
  const height = headline + totalHeight(placed) + edge;
  const panels = placed.map(({ panel, box }) => {
    const at = `translate(${px(edge + box.x)} ${px(headline + box.y)})`;
    const inside =
      panel.type === 'row' ? rowSvg(panel, box, scene, style) : panelSvg(panel, box, scene, style);
    return `<g transform="${at}">${inside}</g>`;
  });
  const title = `<title>${escaped(scene.dashboard.title)}</title>`;
  return `${svg(width, height, `${title}${rect(0, 0, width, height, theme.canvas)}${head(scene, style)}${panels.join('\n')}`)}\n`;
}

function head({ dashboard, variables, range }: Scene, { width, theme, measure }: PictureStyle): string {
  const chosen = variables
    .filter(({ hidden, options }) => !hidden && options.length > 1)
    .map(({ label, value }) => `${label}: ${value.all ? 'All' : value.values.join(' + ') || 'none'}`)
    .join('  ·  ');
  const time = `${fullMoment(range.from, true).slice(0, 16)} to ${fullMoment(range.to, true).slice(0, 16)} UTC`;
  const right = measure(time, 13);
  return (
    textAt(edge, 24, dashboard.title, { size: 20, fill: theme.text, weight: 500 }) +
    textAt(width - edge, 24, time, { size: 13, fill: theme.quiet, anchor: 'end' }) +
    textAt(edge, 52, fit(chosen, width - right - 3 * edge, 13, measure), { size: 13, fill: theme.quiet })
  );
}

function rowSvg(panel: PanelJson, { height }: Box, { values }: Scene, { theme }: PictureStyle): string {
  const y = height / 2;
  const arrow = `<path d="M6 ${y - 2}l4 4 4-4" fill="none" stroke="${theme.text}" stroke-width="1.5"/>`;
  const title = inText(panel.title ?? '', values);
  return arrow + textAt(22, y, title, { size: 16, fill: theme.text, weight: 500 });
}

function panelSvg(panel: PanelJson, box: Box, scene: Scene, style: PictureStyle): string {
  const { theme, measure } = style;
  const body = bodyOf(panel, box);
  const data = scene.data.get(panel.id) ?? { times: new Float64Array(), series: [], notices: [], errors: [] };
  const canvas = {
    ...body,
    theme,
    measure,
    range: scene.range,
    utc: true,
    annotations: scene.annotations,
    hidden: new Set<string>(),
  };
  const drawing = drawPanel(panel, data, canvas, scene);
  const title = fit(inText(panel.title ?? '', scene.values), box.width - 24, 14, (text, size) =>
    measure(text, size, 500),
  );
  const inside = paint(drawing, body, `p${panel.id}`, style);
  return (
    rect(0.5, 0.5, box.width - 1, box.height - 1, theme.panel, { radius: 2, stroke: theme.border }) +
    textAt(padded, headHeight / 2 + 1, title, { size: 14, fill: theme.text, weight: 500 }) +
    `<svg x="${px(body.x)}" y="${px(body.y)}" width="${px(body.width)}" height="${px(body.height)}">${inside}</svg>`
  );
}

const padded = 9;

function paint(drawing: Drawing, body: Box, name: string, brush: PictureStyle): string {
  const { theme, measure } = brush;
  switch (drawing.type) {
    case 'chart':
      return chartSvg(drawing, name, measure) + (drawing.legend ? legendSvg(drawing.legend, brush) : '');
    case 'vector':
      return drawing.svg;
    case 'sheet':
      return sheetSvg(drawing.sheet, body, brush);
    case 'prose':
      return proseSvg(drawing.blocks, body, brush);
    case 'message': {
      const size = 14;
      const lines = wrap(drawing.text, body.width - 16, size, measure).slice(0, 6);
      const fill = drawing.tone === 'error' ? theme.colour('red') : theme.quiet;
      const top = body.height / 2 - ((lines.length - 1) * size * 1.4) / 2;
      return lines
        .map((line, at) =>
          textAt(body.width / 2, top + at * size * 1.4, line, { size, fill, anchor: 'middle' }),
        )
        .join('');
    }
  }
}
