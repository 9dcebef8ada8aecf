import type { LabelSpec, LabelSpecs } from '../model/label.ts';
import type { Metric } from '../model/metric.ts';

/** Who reads a metric, by its name: rules, dashboards and panels. */
export type Usage = ReadonlyMap<string, readonly string[]>;

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

/** A histogram is its buckets, `+Inf`, the sum and the count. */
const seriesPerSet = (metric: Metric): number =>
  metric.kind === 'histogram' ? metric.buckets.length + 3 : 1;

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

/** The JSON form of the catalog. */
export function catalogJson(metrics: readonly Metric[], usage?: Usage): string {
  return `${JSON.stringify(catalogEntries(metrics, usage), null, 2)}\n`;
}

/** The catalog for a terminal: one line a metric, columns aligned. */
export function catalogTable(metrics: readonly Metric[], usage?: Usage): string {
  const rows = catalogEntries(metrics, usage).map((entry) => [
    entry.name,
    entry.kind,
    entry.unit,
    entry.job.includes('|') ? 'every job' : entry.job,
    String(entry.series),
    Object.keys(entry.labels).join(', '),
  ]);
  const table = [['METRIC', 'KIND', 'UNIT', 'JOB', 'SERIES', 'LABELS'], ...rows];
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 4 ? cell.padStart(widths[4] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return `${table.map(line).join('\n')}\n`;
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

const anchor = (name: string): string => `#${name.toLowerCase().replaceAll(' ', '-')}`;

/**
 * The page of the catalog, as Markdown. Metrics come under their subject when `subjects` is given (name to metrics),
 * else in one list.
 */
export function catalogPage(
  metrics: readonly Metric[],
  usage: Usage = new Map(),
  subjects: Readonly<Record<string, readonly Metric[]>> = { metrics },
): string {
  const ours = catalogEntries(metrics.filter(({ job }) => job.emitter === 'ours'));
  const jobs = [...new Set(ours.map(({ job }) => job))].filter((job) => !job.includes('|'));
  const summary = jobs.map((job) => {
    const exposed = ours.filter((entry) => entry.job.split('|').includes(job));
    return `| ${code(job)} | ${exposed.reduce((all, { series }) => all + series, 0)} |`;
  });
  const contents = Object.entries(subjects).flatMap(([subject, list]) => [
    `- [${subject}](${anchor(subject)}): ${list.map(({ name }) => `[${name}](${anchor(name)})`).join(', ')}`,
  ]);
  return [
    '<!-- Written by `npm run catalog`. Edit the TypeScript beside it instead. -->',
    '# Metric catalog',
    '',
    `${metrics.length} metrics. Beside the labels listed here every series has \`job\` and \`instance\`, and \`environment\``,
    'if its job is ours. A closed label lists all of its values; an open one says how many it may have at a time.',
    '',
    '| Job of ours | Series at most, per process |',
    '| --- | ---: |',
    ...summary,
    '',
    ...contents,
    '',
    ...Object.entries(subjects).flatMap(([subject, list]) => [
      `## ${subject}`,
      '',
      ...catalogEntries(list, usage).map(section),
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
