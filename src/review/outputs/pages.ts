import { isJson } from '../../model/json.ts';
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
  const [, kinds] = madeOf.find(([path]) => path.test(page.path)) ?? [];
  if (kinds) return things.some(({ kind }) => kinds.includes(kind));
  const text = [page.before, page.after].map((spec) => (isJson(spec) ? String(spec.text) : '')).join('\n');
  const own = page.path.slice(page.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  return things.some(({ name }) => name === own || text.includes(`\`${name}\``) || text.includes(`${name}{`));
}
