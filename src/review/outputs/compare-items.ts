import { isJson, same } from '../../model/json.ts';
import type { Edit } from '../edit.ts';
import { edits } from '../edits.ts';
import { storedOtherwise } from '../kinds/dashboard.ts';
import { pairing } from '../pairing.ts';
import type { Item } from './item.ts';
import type { ItemChange } from './item-change.ts';
import { renumbered } from './renumbered.ts';

/** What differs between the things that two versions of some outputs say; nothing for what means the same. */
export function compareItems(before: readonly Item[], after: readonly Item[]): readonly ItemChange[] {
  const [was, is] = renumbered(once(before), once(after));
  const [groups, others] = [
    (of: Item) => of.kind === 'evaluation-group',
    (of: Item) => of.kind !== 'evaluation-group',
  ];
  const regrouped = paired(was.filter(groups), is.filter(groups));
  const names = new Map(
    regrouped.flatMap(([old, now]) =>
      old && now && nameOf(old) !== nameOf(now) ? [[`${old.path} ${nameOf(old)}`, nameOf(now)]] : [],
    ),
  );
  return [
    // A group comes and goes with its rules, which are told.
    ...regrouped.filter(([old, now]) => old && now),
    ...paired(
      was.filter(others).map((item) => inGroup(item, names)),
      is.filter(others),
    ),
  ].flatMap(([old, now]) => changeOf(old, now));
}

type Paired = readonly [before: Item | undefined, after: Item | undefined];

function paired(before: readonly Item[], after: readonly Item[]): readonly Paired[] {
  const kinds = new Set([...before, ...after].map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => {
    const [left, right] = [before, after].map((items) => items.filter((item) => item.kind === kind)) as [
      Item[],
      Item[],
    ];
    const keys = ({ id, keys: more = [] }: Item) => [id, ...more];
    const { pairs, removed, added } = pairing(left.map(keys), right.map(keys));
    return [
      ...pairs.map(([one, other]): Paired => [left[one], right[other]]),
      ...removed.map((one): Paired => [left[one], undefined]),
      ...added.map((other): Paired => [undefined, right[other]]),
    ];
  });
}

/** The same thing in several files is one; what differs under the same id is told by its file. */
function once(items: readonly Item[]): readonly Item[] {
  const known = new Map<string, Item>();
  for (const item of items) {
    const key = `${item.kind} ${item.id}`;
    const other = known.get(key);
    if (!other) known.set(key, item);
    else if (other.path !== item.path && !same(other.spec, item.spec)) {
      const id = `${item.id} in ${item.path}`;
      known.set(`${item.kind} ${id}`, { ...item, id, name: `${nameOf(item)} in ${item.path}` });
    } else if (other.path === item.path) known.set(`${key} ${known.size}`, item);
  }
  return [...known.values()];
}

const nameOf = ({ name, id }: Item): string => name ?? id;

/** A rule whose group has another name now is still in it. */
function inGroup(item: Item, names: ReadonlyMap<string, string>): Item {
  const { spec, path } = item;
  const name = isJson(spec) ? names.get(`${path} ${spec.group}`) : undefined;
  return name === undefined ? item : { ...item, spec: { ...(spec as object), group: name } };
}

function changeOf(old: Item | undefined, now: Item | undefined): readonly ItemChange[] {
  const { kind, path } = (now ?? old) as Item;
  const common = { kind, name: nameOf((now ?? old) as Item), path };
  if (!old) return [{ ...common, change: 'added', edits: [], after: now?.spec }];
  if (!now) return [{ ...common, change: 'removed', edits: [], before: old.spec }];
  const found = quiet(edits(kind, old.spec, now.spec, { isWhole: true }));
  if (found.length === 0) return [];
  const change = found.every(isLayout) ? 'moved' : 'changed';
  return [{ ...common, change, edits: found, before: old.spec, after: now.spec }];
}

/** Whether an edit is one of layout, and of nothing that is said. */
const isLayout = ({ change, what }: Edit): boolean =>
  change === 'moved' || ['layout', 'place', 'size'].includes(what);

/** How many panels of a Kibana dashboard are told one by one when they stand elsewhere. */
const few = 3;

/** Without what is written differently and means the same. Many that only give way to others are counted. */
function quiet(all: readonly Edit[]): readonly Edit[] {
  const telling = all.filter(
    ({ change, before, after }) =>
      after !== storedOtherwise && (change !== 'changed' || before === undefined || before !== after),
  );
  const places = telling.filter(({ what }) => what === 'place');
  if (places.length <= few) return telling;
  const counted: Edit = {
    at: [],
    change: 'changed',
    what: 'layout',
    after: `${places.length} panels stand elsewhere`,
  };
  return [...telling.filter(({ what }) => what !== 'place'), counted];
}
