import type { Edit } from './edit.ts';

/** What is counted one by one, with its plural; of anything else a summary says only that it changed. */
const plurals: Readonly<Record<string, string>> = {
  action: 'actions',
  alias: 'aliases',
  annotation: 'annotations',
  expression: 'expressions',
  field: 'fields',
  integration: 'integrations',
  interval: 'intervals',
  label: 'labels',
  link: 'links',
  mapping: 'mappings',
  override: 'overrides',
  panel: 'panels',
  pattern: 'patterns',
  phase: 'phases',
  privilege: 'privileges',
  processor: 'processors',
  query: 'queries',
  reference: 'references',
  route: 'routes',
  row: 'rows',
  rule: 'rules',
  setting: 'settings',
  tag: 'tags',
  threshold: 'thresholds',
  transformation: 'transformations',
  variable: 'variables',
};
const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const most = 6;

/** Edits in one line, each thing counted once: `two panels moved, one query changed`. */
export function summary(edits: readonly Edit[]): string {
  const groups = new Map<
    string,
    { readonly noun?: string; readonly change: string; readonly things: Set<string> }
  >();
  for (const edit of edits) {
    const { noun, change, thing } = subject(edit);
    const key = `${noun ?? thing} ${change}`;
    const group = groups.get(key) ?? { ...(noun && { noun }), change, things: new Set() };
    groups.set(key, group);
    group.things.add(thing);
  }
  const told = [...groups.values()].map(({ noun, change, things }) =>
    noun ? `${counted(things.size, noun)} ${change}` : `${[...things].join()} ${change}`,
  );
  if (told.length === 0) return 'nothing changed';
  const left = told.length - most;
  return left > 0 ? [...told.slice(0, most), `and ${left} more`].join(', ') : told.join(', ');
}

/** What an edit is about: the thing itself that came, went or moved, else the innermost thing that holds it. */
function subject({ at, what, change }: Edit): { noun?: string; change: string; thing: string } {
  const [own = '', name] = what.split(' ');
  if (name && plurals[own]) return { noun: own, change, thing: [...at, what].join() };
  const holder = at.at(-1)?.split(' ')[0] ?? '';
  return plurals[holder] ? { noun: holder, change: 'changed', thing: at.join() } : { change, thing: what };
}

const counted = (count: number, noun: string): string =>
  `${numbers[count] ?? count} ${count === 1 ? noun : plurals[noun]}`;
