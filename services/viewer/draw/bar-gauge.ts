import type { PanelJson } from '../board/json.ts';
import { type PanelData, reduced } from '../data/panel-data.ts';
import type { Canvas, VectorDrawing } from './drawing.ts';
import { fieldOf, show } from './field.ts';
import { rect, textAt } from './svg.ts';
import { fit } from './text.ts';

/** Pixels between two bars. */
const space = 6;

/** A bar for each series, from left to right, its name before it and its value behind it. */
export function drawBarGauge(panel: PanelJson, data: PanelData, canvas: Canvas): VectorDrawing {
  const { theme, measure, width, height } = canvas;
  const { options = {} } = panel;
  const [calculation = 'lastNotNull'] = options.reduceOptions?.calcs ?? [];
  const bars = data.series.map((series) => {
    const field = fieldOf(panel, series.name);
    const value = reduced(series, calculation);
    return { name: series.name, field, value, ...show(value, field, theme) };
  });
  const count = bars.length;
  const least = Math.max(options.minVizHeight ?? 16, 16);
  const thick = Math.max(
    least,
    Math.min(options.maxVizHeight ?? 300, (height - space * (count - 1)) / count, 72),
  );
  const size = Math.min(16, Math.max(12, thick * 0.42));
  const finite = bars.map(({ value }) => value).filter(Number.isFinite);
  const labelWidth = Math.min(width * 0.4, Math.max(...bars.map(({ name }) => measure(name, size))) + 12);
  const valueWidth = Math.max(...bars.map(({ text }) => measure(text, size, 500))) + 12;
  const room = Math.max(20, width - labelWidth - valueWidth);
  const whole = count * thick + (count - 1) * space;
  const top = Math.max(0, (height - whole) / 2);
  const parts = bars.map(({ name, field, value, text, colour }, at) => {
    const y = top + at * (thick + space);
    const middle = y + thick / 2;
    const { min = Math.min(0, ...finite), max = Math.max(...finite, min + 1e-9) } = field;
    const share = Math.min(1, Math.max(0, (value - min) / (max - min)));
    const hollow =
      options.showUnfilled === false ? '' : rect(labelWidth, y, room, thick, theme.hollow, { radius: 2 });
    return (
      textAt(0, middle, fit(name, labelWidth - 8, size, measure), { size, fill: theme.text }) +
      hollow +
      (Number.isNaN(share)
        ? ''
        : rect(labelWidth, y, Math.max(1, share * room), thick, colour, { radius: 2 })) +
      textAt(width, middle, text, { size, fill: colour, weight: 500, anchor: 'end' })
    );
  });
  return { type: 'vector', height: Math.max(height, Math.ceil(top + whole)), svg: parts.join('') };
}
