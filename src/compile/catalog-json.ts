import { once } from '../model/once.ts';
import type { Project } from '../model/project.ts';
import type { RuleFile } from '../model/prometheus.ts';
import { eventEntries } from './catalog-events.ts';
import { catalogEntries } from './catalog-page.ts';
import { stableJson } from './json.ts';
import type { Output } from './output.ts';

/** A series that a rule records, as plain data. */
interface RecordedEntry {
  readonly name: string;
  readonly labels: readonly string[];
  readonly unit: string;
  readonly help: string;
}

let last: { readonly madeOf: readonly unknown[]; readonly output: Output } | undefined;

/** What a project declares, for programs: metrics, recorded series and log events by name. Who reads them is on the page. */
export function catalogJsonOutput({ metrics, rules, events = {} }: Project): Output {
  const logged = Object.values(events).flat();
  const madeOf = [...metrics, ...logged, ...rules.map((file) => recordedIn(file).text)];
  if (last?.madeOf.length === madeOf.length && last.madeOf.every((one, at) => one === madeOf[at]))
    return last.output;
  const catalog = {
    about: 'What is declared and recorded. Written by `npm run build`.',
    events: sorted(eventEntries(logged)),
    metrics: sorted(catalogEntries(metrics).map(({ usedBy, ...entry }) => entry)),
    recorded: sorted(rules.flatMap((file) => recordedIn(file).entries)),
  };
  last = { madeOf, output: { path: 'generated/catalog.json', of: 'the catalog', text: stableJson(catalog) } };
  return last.output;
}

/** What a rule file records; its text is the same for a file whose edit changed nothing of that. */
const recordedIn = once(({ groups }: RuleFile) => {
  const entries = groups.flatMap(({ rules }) =>
    rules.flatMap((rule): RecordedEntry[] => {
      if (rule.type !== 'record') return [];
      const labels = [...new Set([...Object.keys(rule.query.labels), ...Object.keys(rule.labels)])].sort();
      return [{ name: rule.record, labels, unit: rule.query.unit, help: rule.help }];
    }),
  );
  return { entries, text: JSON.stringify(entries) };
});

/** By name; several rules may record one series. */
const sorted = <Entry extends { readonly name: string }>(entries: readonly Entry[]): readonly Entry[] =>
  entries.toSorted((one, other) => (text(one) < text(other) ? -1 : 1));

const text = (entry: { readonly name: string }): string => `${entry.name} ${JSON.stringify(entry)}`;
