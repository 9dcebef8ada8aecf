import { isJson, type Json } from '../../model/json.ts';

/** Where the grid of a dashboard has a panel: 24 columns, lines of 30 pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A panel or the header of a row, where a reader comes across it. */
export interface Spot {
  readonly json: Json;
  readonly place: Place | undefined;
  /** Position of the header it stands under; -1 at the top. Headers stand under none. */
  readonly row: number;
  /** Below a folded row, which it is no part of. */
  readonly isBelow: boolean;
}

/** Whether a panel is the header of a row. */
export const isRow = ({ type }: Json): boolean => type === 'row';

/** The panels of a dashboard line by line, those in folded rows included; `undefined` for what is no list of panels. */
export function readingOrder(panels: unknown): readonly Spot[] | undefined {
  if (!Array.isArray(panels) || !panels.every(isJson)) return undefined;
  const spots: Spot[] = [];
  let [row, isBelow] = [-1, false];
  for (const json of byPlace(panels)) {
    if (!isRow(json)) {
      spots.push({ json, place: placeOf(json), row, isBelow });
      continue;
    }
    const inside = json.panels ?? [];
    if (!Array.isArray(inside) || !inside.every(isJson)) return undefined;
    spots.push({ json, place: placeOf(json), row: -1, isBelow: false });
    row = spots.length - 1;
    isBelow = json.collapsed === true;
    for (const panel of byPlace(inside))
      spots.push({ json: panel, place: placeOf(panel), row, isBelow: false });
  }
  return spots;
}

function byPlace(panels: readonly Json[]): readonly Json[] {
  const order = (json: Json): number => {
    const place = placeOf(json);
    return place ? place.y * 24 + place.x : Number.POSITIVE_INFINITY;
  };
  return [...panels].sort((one, other) => {
    const [left, right] = [order(one), order(other)];
    return left === right ? 0 : left - right;
  });
}

/** The place of a panel, where it has a whole one. */
export function placeOf({ gridPos }: Json): Place | undefined {
  if (!isJson(gridPos)) return undefined;
  const { x, y, w, h } = gridPos;
  return [x, y, w, h].every((one) => typeof one === 'number') ? ({ x, y, w, h } as Place) : undefined;
}
