import type { Measure } from '../draw/text.ts';
import { fontFamily } from '../draw/theme.ts';

const context = document.createElement('canvas').getContext('2d');
const known = new Map<string, number>();

/** Measures as the browser will set it. */
export const measure: Measure = (text, size, weight = 400) => {
  const key = `${weight} ${size} ${text}`;
  let width = known.get(key);
  if (width === undefined && context) {
    context.font = `${weight} ${size}px ${fontFamily}`;
    width = context.measureText(text).width;
    // Values change with every refresh: what nobody asks for again must not be kept for ever.
    if (known.size > 20_000) known.clear();
    known.set(key, width);
  }
  return width ?? text.length * size * 0.55;
};
