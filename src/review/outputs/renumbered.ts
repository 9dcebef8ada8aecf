import { canonical, isJson, type Json } from '../../model/json.ts';
import { isRow, placeOf } from '../kinds/reading-order.ts';
import { pairing } from '../pairing.ts';
import type { Item } from './item.ts';

type Ids = ReadonlyMap<unknown, unknown>;

/**
 * Two versions of some things with the numbers of panels brought in line: a panel has in the later version the number that it
 * had, and a link that leads to it names that. A number is what links know a panel by, and means nothing else.
 */
export function renumbered(
  before: readonly Item[],
  after: readonly Item[],
): readonly [before: readonly Item[], after: readonly Item[]] {
  const earlier = new Map(before.filter(isDashboard).map((item) => [item.id, item]));
  const ids = new Map<string, Ids>();
  for (const item of after.filter(isDashboard)) {
    const other = earlier.get(item.id);
    const found = other && idsOf(panelsIn(other), panelsIn(item));
    if (found && found.size > 0) ids.set(item.id, found);
  }
  if (ids.size === 0) return [before, after];
  return [before, after.map((item) => ({ ...item, spec: relinked(renamed(item, ids.get(item.id)), ids) }))];
}

const isDashboard = ({ kind }: Item): boolean => kind === 'dashboard';

/** Every panel of a dashboard, those in folded rows included. */
function panelsIn({ spec }: Item): readonly Json[] {
  const dashboard = (spec as { readonly dashboard: Json }).dashboard;
  const flat = (panels: unknown): readonly Json[] =>
    Array.isArray(panels) ? panels.filter(isJson).flatMap((panel) => [panel, ...flat(panel.panels)]) : [];
  return flat(dashboard.panels);
}

/** The number that each panel had, by the one that it has; empty where none has another. */
function idsOf(before: readonly Json[], after: readonly Json[]): Ids {
  const known = new Set(before.map(({ id }) => id));
  const isKept = (panel: Json): boolean =>
    before.some((one) => one.id === panel.id && nameOf(one) === nameOf(panel));
  if (after.every(isKept)) return new Map();
  const { pairs, added } = pairing(before.map(marks), after.map(marks));
  const ids = new Map<unknown, unknown>();
  for (const [old, now] of pairs) {
    const [was, is] = [before[old]?.id, after[now]?.id];
    if (was !== is) ids.set(is, was);
  }
  const taken = new Set([...known, ...after.map(({ id }) => id)]);
  // A new one must not be taken for the one whose number it got.
  for (const index of added) {
    const id = after[index]?.id;
    if (!known.has(id)) continue;
    let free = 1;
    while (taken.has(free)) free++;
    taken.add(free);
    ids.set(id, free);
  }
  return ids;
}

/** What a reader calls a panel. */
const nameOf = ({ type, title }: Json): string => `${type} ${title ?? ''}`;

/** What a panel is recognised by whatever its number, best first. */
function marks(panel: Json): readonly (string | undefined)[] {
  const { id, gridPos, title, description, panels, ...content } = panel;
  const place = placeOf(panel);
  const name = nameOf(panel);
  return [
    `${id} ${name}`,
    isRow(panel) ? undefined : canonical([name, content]),
    name,
    isRow(panel) ? undefined : canonical(content),
    `${panel.type} ${id}`,
    place && `${panel.type} ${canonical(place)}`,
  ];
}

function renamed({ spec }: Item, ids: Ids | undefined): unknown {
  if (!ids) return spec;
  const { dashboard } = spec as { readonly dashboard: Json };
  const each = (panels: unknown): unknown =>
    Array.isArray(panels)
      ? panels.map((panel: Json) => ({
          ...panel,
          ...(ids.has(panel.id) && { id: ids.get(panel.id) }),
          ...(panel.panels !== undefined && { panels: each(panel.panels) }),
        }))
      : panels;
  return { ...(spec as object), dashboard: { ...dashboard, panels: each(dashboard.panels) } };
}

/** Links to a panel: `/d/errors?viewPanel=12&...`. */
function relinked(value: unknown, ids: ReadonlyMap<string, Ids>): unknown {
  if (typeof value === 'string') {
    if (!value.includes('viewPanel=')) return value;
    return value.replaceAll(
      /(\/d\/([\w-]+)[^\s"]*?[?&]viewPanel=)(\d+)/g,
      (whole, head: string, uid: string, id: string) =>
        ids.get(uid)?.has(Number(id)) ? `${head}${ids.get(uid)?.get(Number(id))}` : whole,
    );
  }
  if (Array.isArray(value)) return value.map((item) => relinked(item, ids));
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, relinked(member, ids)]));
}
