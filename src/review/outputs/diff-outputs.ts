import { compareItems } from './compare-items.ts';
import { catalogPath, Declarations } from './declared.ts';
import { fileKinds, kindOfFile } from './file-kinds.ts';
import { type Item, UnreadableOutput } from './item.ts';
import type { ItemChange } from './item-change.ts';
import { quietPages } from './pages.ts';
import { type QueryMemory, type Read, readsOf } from './reads.ts';
import { type SeriesNews, seriesNews } from './series-news.ts';
import { foldTwins } from './twins.ts';

/** The outputs of a revision. */
export interface FileSet {
  /** `main (3f2a91c)`, `the files now`. */
  readonly revision: string;
  /** By path: equal for equal files of both revisions. */
  readonly digests: ReadonlyMap<string, string>;
  /** The texts of some of them. */
  texts(paths: readonly string[]): ReadonlyMap<string, string>;
}

/** What differs between the outputs of two revisions. */
export interface OutputsDiff {
  readonly before: string;
  readonly after: string;
  /** Paths of files that differ, be it in meaning or not. */
  readonly files: readonly string[];
  readonly changes: readonly ItemChange[];
  readonly series: readonly SeriesNews[];
  readonly notes: readonly string[];
}

/** Compares the outputs of two revisions. A file that is the same to the byte is not read, unless somebody must know who else reads a series. */
export function diffOutputs(before: FileSet, after: FileSet): OutputsDiff {
  const all = [...new Set([...before.digests.keys(), ...after.digests.keys()])].sort();
  // A catalog that one of them does not have yet says nothing of what came or went.
  const isKnown = before.digests.has(catalogPath) && after.digests.has(catalogPath);
  const files = all.filter((path) => before.digests.get(path) !== after.digests.get(path));
  const differs = new Set(files);
  const shared = new Set(fileKinds.filter(({ isShared }) => isShared));
  const read = all.filter((path) => {
    const kind = kindOfFile(path);
    if (path === catalogPath && !isKnown) return false;
    return differs.has(path) || (shared.has(kind) && files.some((one) => kindOfFile(one) === kind));
  });
  const [was, is] = [itemsOf(before, read), itemsOf(after, read)];
  const changes = quietPages(foldTwins(withoutFollowers(compareItems(was, is))));
  const declaredBefore = declaredBy(before);
  const isDeclaredAlike = before.digests.get(catalogPath) === after.digests.get(catalogPath);
  const declaredAfter = isDeclaredAlike ? declaredBefore : declaredBy(after);
  const same = [...after.digests.keys()].filter((path) => !differs.has(path));
  const memory: QueryMemory = new Map();
  const series = seriesNews({
    before: was.flatMap((item) => readsOf(item, memory)),
    after: is.flatMap((item) => readsOf(item, memory)),
    declaredBefore,
    declaredAfter,
    elsewhere: (names) => readsAmong(after, same, names),
  });
  const silent = [...(declaredBefore ? [] : [before.revision]), ...(declaredAfter ? [] : [after.revision])];
  return {
    before: before.revision,
    after: after.revision,
    files,
    changes: [...changes].sort(inOrder),
    series,
    notes: silent.map(
      (name) => `${name} has no ${catalogPath}, so not all is known of what became unused or undefined`,
    ),
  };
}

function itemsOf(set: FileSet, paths: readonly string[]): readonly Item[] {
  const texts = set.texts(paths.filter((path) => set.digests.has(path)));
  return [...texts].flatMap(([path, text]) => told(set, () => kindOfFile(path).read(text, path)));
}

/** What cannot be read is of a revision, which whoever reads the text does not know. */
function told<Of>({ revision }: FileSet, read: () => Of): Of {
  try {
    return read();
  } catch (error) {
    throw error instanceof UnreadableOutput
      ? new UnreadableOutput(`${error.path} at ${revision}`, error.message)
      : error;
  }
}

function declaredBy(set: FileSet): Declarations | undefined {
  const text = set.texts(set.digests.has(catalogPath) ? [catalogPath] : []).get(catalogPath);
  return text === undefined ? undefined : told(set, () => new Declarations(text));
}

/** What reads some series in files that stayed. Only those whose text has one of the names are taken apart. */
function readsAmong(set: FileSet, paths: readonly string[], names: ReadonlySet<string>): readonly Read[] {
  if (names.size === 0) return [];
  const asking = paths.filter((path) => ['dashboard', 'rules'].includes(kindOfFile(path).name));
  return [...set.texts(asking)]
    .filter(([, text]) => [...names].some((name) => text.includes(name)))
    .flatMap(([path, text]) => kindOfFile(path).read(text, path))
    .flatMap((item) => readsOf(item))
    .filter(({ series }) => names.has(series));
}

/** A file of Kibana that has an object more or less says nothing when the object itself came or went. */
function withoutFollowers(changes: readonly ItemChange[]): readonly ItemChange[] {
  const gone = new Set(
    changes
      .filter(({ kind, change }) => kind === 'saved-object' && (change === 'added' || change === 'removed'))
      .map(({ before, after }) => idIn(after ?? before)),
  );
  return changes.flatMap((change) => {
    if (change.kind !== 'import-file') return [change];
    if (change.change !== 'changed') return [];
    const edits = change.edits.filter(({ what }) => !gone.has(what.replace(/^object /, '')));
    return edits.length > 0 ? [{ ...change, edits }] : [];
  });
}

function idIn(spec: unknown): string {
  const { type, id } = spec as { readonly type: string; readonly id: string };
  return `${type}/${id}`;
}

const inOrder = (one: ItemChange, other: ItemChange): number => {
  const [left, right] = [one, other].map(({ kind, name, path }) => `${kind} ${name} ${path}`) as [
    string,
    string,
  ];
  return left < right ? -1 : left > right ? 1 : 0;
};
