import { type GridPosition, gridColumns } from '../model/dashboard.ts';

/** What the flow needs to know of a panel. */
interface Box {
  readonly width: number;
  readonly height: number;
}

/**
 * Places boxes from left to right and top to bottom, like words on lines of so many columns: 24 are Grafana's. A line is stretched to its full
 * width (the columns left over go to its boxes from the left, one by one) and all boxes on it get the height of the
 * tallest, so that nothing is ragged and nothing overlaps.
 * @returns a position for each box, and the first free row below them.
 */
export function flow(
  boxes: readonly Box[],
  top: number,
  columns: number = gridColumns,
): { readonly places: readonly GridPosition[]; readonly bottom: number } {
  const places: GridPosition[] = [];
  let y = top;
  for (const line of lines(boxes, columns)) {
    const height = Math.max(...line.map((box) => box.height));
    const spare = columns - line.reduce((sum, box) => sum + box.width, 0);
    let x = 0;
    line.forEach((box, index) => {
      const w = box.width + Math.floor(spare / line.length) + (index < spare % line.length ? 1 : 0);
      places.push({ x, y, w, h: height });
      x += w;
    });
    y += height;
  }
  return { places, bottom: y };
}

function lines(boxes: readonly Box[], columns: number): readonly (readonly Box[])[] {
  const all: Box[][] = [];
  let free = 0;
  for (const box of boxes) {
    const width = Math.min(box.width, columns);
    if (width > free) {
      all.push([]);
      free = columns;
    }
    all.at(-1)?.push({ width, height: box.height });
    free -= width;
  }
  return all;
}
