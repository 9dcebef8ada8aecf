import type { PanelJson } from '../board/json.ts';
import { type PanelData, reduced } from '../data/panel-data.ts';
import type { Canvas, VectorDrawing } from './drawing.ts';
import { fieldOf, show } from './field.ts';
import { rect, textAt } from './svg.ts';
import { fit, sizeFor } from './text.ts';
import { mixed } from './theme.ts';

/** Pixels between two numbers. */
const space = 4;

/** Numbers as large as they can be, side by side or one above the other. */
export function drawStat(panel: PanelJson, data: PanelData, canvas: Canvas): VectorDrawing {
  const { width, height, theme } = canvas;
  const { options = {} } = panel;
  const [calculation = 'lastNotNull'] = options.reduceOptions?.calcs ?? [];
  const count = data.series.length;
  const across =
    options.orientation === 'vertical' || (options.orientation !== 'horizontal' && width > height);
  const cell = across
    ? { width: (width - space * (count - 1)) / count, height }
    : { width, height: (height - space * (count - 1)) / count };
  const named =
    options.textMode === 'value_and_name' ||
    options.textMode === 'name' ||
    (count > 1 && options.textMode !== 'value');
  const parts = data.series.map((series, at) => {
    const place = across ? { x: at * (cell.width + space), y: 0 } : { x: 0, y: at * (cell.height + space) };
    const value = show(reduced(series, calculation), fieldOf(panel, series.name), theme);
    return numberAt(
      { ...place, ...cell },
      value,
      named ? series.name : '',
      options.colorMode ?? 'value',
      canvas,
    );
  });
  return { type: 'vector', height, svg: parts.join('') };
}

function numberAt(
  box: { x: number; y: number; width: number; height: number },
  { text, colour }: { text: string; colour: string },
  name: string,
  mode: string,
  { theme, measure }: Canvas,
): string {
  const filled = mode.startsWith('background');
  const fill = filled ? readableOn(colour) : mode === 'none' ? theme.text : colour;
  const ground = filled
    ? rect(
        box.x,
        box.y,
        box.width,
        box.height,
        mode === 'background_solid' ? colour : mixed(colour, '#000000', 0.06),
        { radius: 3 },
      )
    : '';
  const room = box.width - 16;
  const middle = box.x + box.width / 2;
  if (name === '') {
    const size = sizeFor(text, room, box.height * 0.8, 96, measure);
    return (
      ground + textAt(middle, box.y + box.height / 2, text, { size, fill, weight: 500, anchor: 'middle' })
    );
  }
  const nameFill = filled ? fill : theme.text;
  // Wide: the name on the left, the number on the right. Else the name above the number.
  if (box.width / box.height > 2.5) {
    const size = sizeFor(text, room * 0.45, box.height * 0.8, 40, measure);
    const left = room - measure(text, size, 500) - 12;
    const label = Math.min(size * 0.6, 18);
    return (
      ground +
      textAt(box.x + 8, box.y + box.height / 2, fit(name, left, label, measure), {
        size: label,
        fill: nameFill,
      }) +
      textAt(box.x + box.width - 8, box.y + box.height / 2, text, { size, fill, weight: 500, anchor: 'end' })
    );
  }
  const label = Math.max(11, Math.min(16, box.height * 0.18));
  const size = sizeFor(text, room, box.height - label * 1.5 - 12, 72, measure);
  const top = box.y + (box.height - label * 1.4 - size * 1.2) / 2;
  return (
    ground +
    textAt(middle, top + label * 0.7, fit(name, room, label, measure), {
      size: label,
      fill: nameFill,
      anchor: 'middle',
    }) +
    textAt(middle, top + label * 1.4 + size * 0.6, text, { size, fill, weight: 500, anchor: 'middle' })
  );
}

/** Black or white, whichever can be read better on a colour. */
export function readableOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) > (light + 0.05) / 0.06 ? '#ffffff' : '#111217';
}
