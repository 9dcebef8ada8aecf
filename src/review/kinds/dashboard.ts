import { isJson, type Json } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import type { Edit } from '../edit.ts';
import { type Part, parts } from '../parts.ts';
import { folder, plain, quoted, type Words } from '../words.ts';
import { annotation } from './annotation.ts';
import { type Followers, layout } from './layout.ts';
import { link } from './link.ts';
import { comparePanel } from './panel.ts';
import { isRow, placeOf, readingOrder, type Spot } from './reading-order.ts';
import { variable } from './variable.ts';

/** What differs in a dashboard of the classic schema, and in which folder it is. */
export function compareDashboard(of: Comparison): void {
  of.place('folderUid', 'dashboard', folder);
  of.member('dashboard', compareModel, '');
}

function compareModel(of: Comparison): void {
  // What the server counts, and what an editor left behind.
  of.silence('id', 'version', 'iteration');
  of.fact('title', 'title', quoted);
  of.fact('description', 'description', quoted);
  of.words('tags', 'tag');
  of.fact('time', 'time range', timeRange);
  of.fact('refresh');
  of.member('templating', (templating) => {
    templating.list('list', variable);
    templating.rest();
  });
  of.member('annotations', (annotations) => {
    annotations.list('list', annotation);
    annotations.rest();
  });
  of.list('links', link);
  of.structure('panels', (before, after) => {
    const [left, right] = [readingOrder(before ?? []), readingOrder(after ?? [])];
    if (!left || !right) return;
    const followers: Followers = { count: 0 };
    const panel: Part = { ...anyPanel, moves: layout(left, right, followers) };
    const isSaid = of.listen(() => parts(of, left.map(jsonOf), right.map(jsonOf), panel));
    const { count } = followers;
    if (count > 0)
      of.say(
        layoutEdit(
          `${count === 1 ? '1 panel stands' : `${count} panels stand`} higher or lower, in the same order`,
        ),
      );
    else if (!isSaid) of.say(layoutEdit(storedOtherwise));
  });
  of.rest();
}

const jsonOf = ({ json }: Spot): Json => json;

/** What is said of panels that only their file has in another order: nobody who looks at the dashboard sees that. */
export const storedOtherwise = 'the same panels in the same places, stored in another order';

const layoutEdit = (after: string): Edit => ({ at: [], change: 'changed', what: 'layout', after });

/** Panels and the headers of rows stand in one list. */
const anyPanel: Part = {
  noun: (panel) => (isRow(panel) ? 'row' : 'panel'),
  name: ({ title, type }) => String(title || type),
  keys: ({ id, type, title }) => [id === undefined ? undefined : `id ${id}`, `${type} ${title ?? ''}`],
  compare: (of) => {
    compareSize(of);
    if (isRow(of.before) && isRow(of.after)) compareRow(of);
    else comparePanel(of);
  },
  tell: (panel) => (isRow(panel) ? undefined : plain(panel.type)),
};

function compareRow(of: Comparison): void {
  of.fact('title', 'title', quoted);
  of.fact('collapsed', 'state', (isFolded) => (isFolded === true ? 'folded' : 'open'));
  of.fact('id');
  // The panels in a folded row are told like all others.
  of.leave('panels');
  of.rest();
}

/** Where a panel stands is told by the layout, which knows who only follows. */
function compareSize(of: Comparison): void {
  of.leave('gridPos');
  const { gridPos: before } = of.before;
  const { gridPos: after } = of.after;
  const [was, is] = [placeOf(of.before), placeOf(of.after)];
  if (!was || !is || !isJson(before) || !isJson(after)) {
    of.json('gridPos', before, after);
    return;
  }
  of.differing('size', `${was.w} × ${was.h}`, `${is.w} × ${is.h}`, String);
  // With the place of the one in both, what is left are members that are no place.
  of.json('gridPos', { ...before, ...is }, after);
}

const timeRange: Words = (time) =>
  isJson(time) && Object.keys(time).length === 2 && time.from !== undefined && time.to !== undefined
    ? `${time.from} until ${time.to}`
    : plain(time);
