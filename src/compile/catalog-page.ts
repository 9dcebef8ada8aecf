import type { LabelSpec, LabelSpecs } from '../model/label.ts';
import { type Metric, seriesPerSet } from '../model/metric.ts';
import { once } from '../model/once.ts';
import type { Project } from '../model/project.ts';
import type { RuleFile } from '../model/prometheus.ts';
import type { Recording } from '../model/rule.ts';
import type { Definition } from '../queries/queries.ts';
import { readsIn } from '../queries/reads.ts';
import { eventSections } from './catalog-events.ts';
import type { Output } from './output.ts';
import { type Usage, usageOf } from './usage.ts';

/** What is said of a metric wherever it is listed: plain data, and the JSON form of the catalog. */
export interface CatalogEntry {
  readonly name: string;
  readonly kind: Metric['kind'];
  readonly unit: string;
  readonly help: string;
  readonly job: string;
  readonly labels: Readonly<
    Record<string, { readonly values: readonly string[]; readonly closed: boolean; readonly budget: number }>
  >;
  readonly buckets?: readonly number[];
  /** The most series one process may expose: label sets, times the series of a histogram. */
  readonly series: number;
  readonly aliases: readonly string[];
  readonly usedBy: readonly string[];
}

/** The metrics as plain data, in the order given. */
export function catalogEntries(
  metrics: readonly Metric[],
  usage: Usage = new Map(),
): readonly CatalogEntry[] {
  return metrics.map((metric) => ({
    name: metric.name,
    kind: metric.kind,
    unit: metric.unit,
    help: metric.help,
    job: metric.job.name,
    labels: Object.fromEntries(
      Object.entries<LabelSpec>(metric.declared as LabelSpecs).map(([name, { values, closed, budget }]) => [
        name,
        { values, closed, budget },
      ]),
    ),
    ...(metric.kind === 'histogram' && { buckets: metric.buckets }),
    series: metric.budget * seriesPerSet(metric),
    aliases: metric.aliases,
    usedBy: usage.get(metric.name) ?? [],
  }));
}

const code = (text: string): string => `\`${text}\``;

/** Cells of a Markdown table end at a bar. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function label(name: string, { values, closed, budget }: CatalogEntry['labels'][string]): string {
  const examples = values.filter((value) => value !== '').map(code);
  if (closed) return `${code(name)}: ${examples.join(' ')}`;
  const such = examples.length > 0 ? `, such as ${examples.join(' ')}` : '';
  return `${code(name)}: at most ${budget}${such}`;
}

function section(entry: CatalogEntry): string {
  const jobs = entry.job.split('|').map(code).join(' ');
  const facts: readonly (readonly [string, string])[] = [
    ['Kind', entry.kind],
    ['Unit', entry.unit],
    ['Job', jobs],
    [
      'Labels',
      Object.entries(entry.labels)
        .map(([name, spec]) => label(name, spec))
        .join('<br>'),
    ],
    ['Buckets', entry.buckets?.join(' ') ?? ''],
    ['Series', `at most ${entry.series} per process`],
    ['Also called', entry.aliases.map(code).join(' ')],
    ['Used by', entry.usedBy.join('<br>')],
  ];
  const rows = facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `| ${name} | ${cell(value)} |`);
  return [`### ${entry.name}`, '', entry.help, '', '| | |', '| --- | --- |', ...rows, ''].join('\n');
}

const anchor = (name: string): string =>
  `#${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_ -]/g, '')
    .replaceAll(' ', '-')}`;

/** A row of the table at the top of a subject: what there is, at a glance. */
const row = (entry: CatalogEntry): string =>
  `| [${entry.name}](${anchor(entry.name)}) | ${entry.kind} | ${entry.unit} | ${Object.keys(entry.labels).map(code).join(' ')} | ${entry.usedBy.length || ''} |`;

/** A row of the table of recorded series, without its users. */
const recordedCells = once(({ record, query, labels, help, alias }: Recording): string => {
  const left = [...Object.keys(query.labels), ...Object.keys(labels)].map(code).join(' ');
  const name = alias ? `${code(record)}, asked for as ${code(alias)}` : code(record);
  return `| ${name}<br>${cell(help)} | ${query.unit} | ${left} | `;
});

/** Recorded series: metrics that Prometheus computes from the others. */
function recordedSection(recordings: readonly Recording[], usage: Usage): readonly string[] {
  const rows = recordings.map(
    (one) => `${recordedCells(one)}${(usage.get(one.record) ?? []).map(cell).join('<br>')} |`,
  );
  return [
    '## Recorded by rules',
    '',
    '| Series | Unit | Labels | Used by |',
    '| --- | --- | --- | --- |',
    ...rows,
  ];
}

/** The page of the catalog: every metric under its subject, and what rules make of them. */
export function catalogPage(project: Project): string {
  const { metrics, subjects } = project;
  const events = Object.values(project.events ?? {}).flat();
  const usage = usageOf(project);
  const ours = catalogEntries(metrics.filter(({ job }) => job.emitter === 'ours'));
  const jobs = [...new Set(ours.map(({ job }) => job))].filter((job) => !job.includes('|'));
  const summary = jobs.map((job) => {
    const exposed = ours.filter((entry) => entry.job.split('|').includes(job));
    return `| ${code(job)} | ${exposed.reduce((all, { series }) => all + series, 0)} |`;
  });
  const recordings = project.rules.flatMap(({ groups }) =>
    groups.flatMap(({ rules }) => rules.filter((rule): rule is Recording => rule.type === 'record')),
  );
  const perSubject = Object.entries(subjects).flatMap(([subject, list]) => {
    const entries = catalogEntries(list, usage);
    const head = [
      `## ${subject}`,
      '',
      '| Metric | Kind | Unit | Labels | Users |',
      '| --- | --- | --- | --- | ---: |',
    ];
    return [...head, ...entries.map(row), '', ...entries.map(section)];
  });
  return [
    '<!-- Generated by `npm run build`. Edit the TypeScript beside it instead. -->',
    '# Catalog',
    '',
    `${metrics.length} metrics, and ${recordings.length} series recorded by rules${events.length > 0 ? `; ${events.length} [log events](#log-events)` : ''}. Beside the labels listed here every series has \`job\``,
    'and `instance`, and `environment` if its job is ours. A closed label lists all of its values; an open one says how many it',
    'may have at a time.',
    '',
    '| Job of ours | Series at most, per process |',
    '| --- | ---: |',
    ...summary,
    '',
    ...perSubject,
    ...recordedSection(recordings, usage),
    '',
    ...eventSections(events),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

let last: { readonly madeOf: readonly unknown[]; readonly output: Output } | undefined;

/** The page as a file of the build. In a process that stays most edits change nothing on it, and it is the largest file. */
export function catalogOutput(project: Project): Output {
  const { subjects, metrics, dashboards, rules, events = {} } = project;
  const madeOf = [
    ...Object.entries(subjects).flat(2),
    ...metrics,
    ...Object.values(events).flat(),
    ...[...dashboards, ...rules].map(reads),
    ...rules.map(recordedBy),
  ];
  const isSame = last?.madeOf.length === madeOf.length && last.madeOf.every((one, at) => one === madeOf[at]);
  if (!isSame || !last)
    last = { madeOf, output: { path: 'catalog/README.md', of: 'the catalog', text: catalogPage(project) } };
  return last.output;
}

/** What the page says of who reads what, as one text: equal for a definition and its edited successor where that stayed. */
const reads = once((of: Definition): string =>
  JSON.stringify([...readsIn(of)].map(([name, readers]) => [name, ...readers])),
);

const recordedBy = once(({ groups }: RuleFile): string =>
  groups
    .flatMap(({ rules }) => rules.map((rule) => (rule.type === 'record' ? recordedCells(rule) : '')))
    .join('\n'),
);
