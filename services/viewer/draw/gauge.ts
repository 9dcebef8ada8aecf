import type { FieldJson, PanelJson } from '../board/json.ts';
import { type PanelData, reduced } from '../data/panel-data.ts';
import type { Canvas, VectorDrawing } from './drawing.ts';
import { fieldOf, show } from './field.ts';
import { ring, textAt } from './svg.ts';
import { fit, sizeFor } from './text.ts';

/** Where the arc begins, in turns from the top, and how much of a turn it takes. */
const begin = -0.32;
const sweep = 0.64;

/** Dials: the value as an arc, its thresholds as a thin one around it. */
export function drawGauge(panel: PanelJson, data: PanelData, canvas: Canvas): VectorDrawing {
  const [calculation = 'lastNotNull'] = panel.options?.reduceOptions?.calcs ?? [];
  const width = canvas.width / data.series.length;
  const parts = data.series.map((series, at) =>
    dial(
      reduced(series, calculation),
      data.series.length > 1 ? series.name : '',
      fieldOf(panel, series.name),
      { x: at * width, width },
      canvas,
      panel.options?.showThresholdMarkers ?? true,
    ),
  );
  return { type: 'vector', height: canvas.height, svg: parts.join('') };
}

function dial(
  value: number,
  name: string,
  field: FieldJson,
  { x, width }: { readonly x: number; readonly width: number },
  { height, theme, measure }: Canvas,
  markers: boolean,
): string {
  const room = height - (name ? 24 : 0);
  const outer = Math.max(20, Math.min(width / 2 - 8, room / 1.45));
  const centre = { x: x + width / 2, y: (room - outer * 1.42) / 2 + outer };
  const { min = 0, max = 100 } = field;
  const turn = (at: number): number => begin + sweep * Math.min(1, Math.max(0, (at - min) / (max - min)));
  const shown = show(value, field, theme);
  const band = { outer: outer - (markers ? 8 : 0), inner: outer * 0.72 };
  const parts = [ring(centre, band, { from: begin, to: begin + sweep }, theme.hollow)];
  if (value > min) parts.push(ring(centre, band, { from: begin, to: turn(value) }, shown.colour));
  if (markers)
    for (const [at, step] of (field.thresholds?.steps ?? []).entries()) {
      const from = turn(step.value ?? min);
      const to = turn(field.thresholds?.steps[at + 1]?.value ?? max);
      if (to > from)
        parts.push(ring(centre, { outer, inner: outer - 5 }, { from, to }, theme.colour(step.color)));
    }
  const size = sizeFor(shown.text, band.inner * 1.5, outer * 0.6, 56, measure);
  const style = { fill: shown.colour, weight: 500, anchor: 'middle' } as const;
  parts.push(textAt(centre.x, centre.y - size * 0.05, shown.text, { ...style, size }));
  if (name)
    parts.push(
      textAt(centre.x, height - 10, fit(name, width - 12, 13, measure), {
        size: 13,
        fill: theme.text,
        anchor: 'middle',
      }),
    );
  return parts.join('');
}
