import { fontFamily } from './theme.ts';

/** A number of pixels, to the tenth. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

/** Text for an element or an attribute. Control characters are nothing that XML could hold. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(/[^\P{C}\n\t]/gu, '�');
}

/** How a text is set. */
export interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly weight?: 400 | 500 | 600;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** A line of text; `y` is the middle of its height. */
export function textAt(x: number, y: number, text: string, style: TextStyle): string {
  const { size, fill, weight = 400, anchor = 'start' } = style;
  // The middle of capitals and digits: not all programs know `dominant-baseline`.
  const base = y + size * 0.36;
  const attributes = [
    `x="${px(x)}" y="${px(base)}"`,
    `font-size="${px(size)}" fill="${escaped(fill)}"`,
    ...(weight === 400 ? [] : [`font-weight="${weight}"`]),
    ...(anchor === 'start' ? [] : [`text-anchor="${anchor}"`]),
  ];
  return `<text ${attributes.join(' ')}>${escaped(text)}</text>`;
}

/** A rectangle. */
export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  { radius = 0, stroke }: { readonly radius?: number; readonly stroke?: string } = {},
): string {
  const round = radius ? ` rx="${radius}"` : '';
  const edge = stroke ? ` stroke="${stroke}"` : '';
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(Math.max(0, width))}" height="${px(Math.max(0, height))}" fill="${escaped(fill)}"${round}${edge}/>`;
}

/** A part of a ring, by angles in turns: 0 is on top, 0.25 on the right. */
export function ring(
  centre: { readonly x: number; readonly y: number },
  radii: { readonly outer: number; readonly inner: number },
  turns: { readonly from: number; readonly to: number },
  fill: string,
): string {
  const at = (radius: number, turn: number): string => {
    const angle = (turn - 0.25) * 2 * Math.PI;
    return `${px(centre.x + radius * Math.cos(angle))} ${px(centre.y + radius * Math.sin(angle))}`;
  };
  const { outer, inner } = radii;
  const large = turns.to - turns.from > 0.5 ? 1 : 0;
  const path = `M${at(outer, turns.from)}A${px(outer)} ${px(outer)} 0 ${large} 1 ${at(outer, turns.to)}L${at(inner, turns.to)}A${px(inner)} ${px(inner)} 0 ${large} 0 ${at(inner, turns.from)}Z`;
  return `<path d="${path}" fill="${escaped(fill)}"/>`;
}

/** A picture of its own, or a part of one. */
export function svg(width: number, height: number, body: string, attributes = ''): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}" font-family="${escaped(fontFamily)}"${attributes}>${body}</svg>`;
}
