import { isJson } from '../../model/json.ts';
import { changedLines } from '../lines.ts';
import type { ItemChange } from './item-change.ts';

const elastic = [
  'lifecycle-policy',
  'index-template',
  'component-template',
  'ingest-pipeline',
  'snapshot-policy',
  'snapshot-repository',
  'role',
];
/** Of which kinds of things a page is made; where none is named, of whatever it names. */
const madeOf: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^generated\/kibana\//, ['saved-object', 'import-file']],
  [/^generated\/elasticsearch\//, [...elastic, 'log-event']],
  [/runbooks\/README\.md$/, ['alert', 'receiver', 'routing', 'page']],
];

/** Pages and pictures are told in one line, and not at all where what they are made of is told. */
export function quietPages(changes: readonly ItemChange[]): readonly ItemChange[] {
  const [pages, things] = [changes.filter(isPage), changes.filter((change) => !isPage(change))];
  const told = pages.filter((change) => !follows(change, things));
  const isIndex = ({ path }: ItemChange): boolean => path.endsWith('/README.md');
  return [
    ...things,
    ...told
      .filter((one) => !isIndex(one) || !told.some((other) => other !== one && folder(other) === folder(one)))
      .map((one) => ({ ...one, edits: [] })),
  ];
}

const isPage = ({ kind }: ItemChange): boolean => kind === 'page';
const folder = ({ path }: ItemChange): string => path.slice(0, path.lastIndexOf('/'));

function follows(page: ItemChange, things: readonly ItemChange[]): boolean {
  const [was, is] = [page.before, page.after].map((spec) => (isJson(spec) ? String(spec.text) : '')) as [
    string,
    string,
  ];
  const own = page.path.slice(page.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  // The other form of a dashboard says what its object says, and nothing of any other.
  if (/^generated\/kibana\/api\//.test(page.path))
    return things.some(
      ({ kind, name }) => kind === 'saved-object' && [was, is].some((text) => name.includes(titleIn(text))),
    );
  const [, kinds] = madeOf.find(([path]) => path.test(page.path)) ?? [];
  if (kinds) return things.some(({ kind }) => kinds.includes(kind));
  // Of a runbook, figures and queries follow from its alert; what people write there follows from nothing.
  const isWritten = /runbooks\/[^/]+\.md$/.test(page.path);
  if (
    (!isWritten || prose(was) === prose(is)) &&
    things.some(({ name }) => name === own || `${was}\n${is}`.includes(`\`${name}\``))
  )
    return true;
  // What was told elsewhere stands in each line that differs: a receiver that has another address.
  const told = things.flatMap(({ name, edits }) => [
    name,
    ...edits.flatMap(({ before, after }) => [before, after]),
  ]);
  const words = told.filter((word) => word !== undefined && word.length > 2) as readonly string[];
  return changedLines(was, is).every(({ removed, added }) =>
    words.some((word) => [...removed, ...added].some((line) => line.includes(word))),
  );
}

/** A page without its figures and queries. */
const prose = (text: string): string => text.replaceAll(/`[^`]*`/g, '`').replaceAll(/\d[\d.,]*/g, '0');

/** The title of a dashboard in the words of the dashboards API. */
const titleIn = (text: string): string => /"title": "([^"]+)",?\n {2}\}/.exec(text)?.[1] ?? '\0';
