import type { Bucket, KibanaColour } from '../../model/kibana-chart.ts';
import { type Box, element, text } from './svg.ts';

/** Colours of lines and pieces that no definition gives one. */
export const cycle: readonly KibanaColour[] = ['blue', 'green', 'purple', 'orange', 'grey', 'red'];

/** The shape of a curve that means nothing: a picture of the layout has no data. */
const shape = [0.42, 0.55, 0.48, 0.66, 0.6, 0.78, 0.7, 0.52, 0.58, 0.74, 0.86, 0.68];
/** How high a curve is at some step, by its place among others. */
export const at = (index: number, series: number): number =>
  shape[(index + series * 5) % shape.length] as number;

/** Two axes, and a line half way up. */
export const frame = ({ x, y, w, h }: Box): string =>
  [0, 0.5]
    .map((share) => element('path', { d: `M${point(x, y + h * share)}h${Math.round(w)}`, class: 'grid' }))
    .join('') + element('path', { d: `M${point(x, y)}v${Math.round(h)}h${Math.round(w)}`, class: 'axis' });

/** What stands at the axis on the left, read from below. */
export const upright = ({ x, y, h }: Box, content: string): string =>
  element(
    'g',
    { transform: `translate(${Math.round(x - 8)} ${Math.round(y + h / 2)}) rotate(-90)` },
    text(0, 0, content, { size: 9, width: h, look: 'quiet', anchor: 'middle' }) || ' ',
  );

/** A place on a path. */
export const point = (x: number, y: number): string =>
  `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;

/** A group, as an axis names it. */
export const said = (bucket: Bucket): string => (bucket.type === 'terms' ? bucket.field : bucket.label);

/** Names with their colours; of a split only by what it is split. */
export function legendOf(names: readonly string[], colours: readonly KibanaColour[], box: Box): string[] {
  if (names.length === 1)
    return [
      text(box.x, box.y + 9, `by ${names[0]}`, { size: 9, width: box.w, look: 'quiet' }),
      ...colours.flatMap((colour, index) => [
        element('circle', { cx: box.x + 4, cy: box.y + 22 + index * 14, r: 3.5, class: `fill-${colour}` }),
        element('rect', {
          x: box.x + 12,
          y: box.y + 20 + index * 14,
          width: Math.max(0, Math.min(box.w - 14, 26 + ((index * 17) % 30))),
          height: 4,
          rx: 2,
          class: 'faint',
        }),
      ]),
    ];
  return names.flatMap((name, index) => [
    element('circle', {
      cx: box.x + 4,
      cy: box.y + 6 + index * 14,
      r: 3.5,
      class: `fill-${colours[index] ?? 'grey'}`,
    }),
    text(box.x + 12, box.y + 9 + index * 14, name, { size: 9, width: box.w - 12, look: 'quiet' }),
  ]);
}
