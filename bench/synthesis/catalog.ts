import { camel, imported, quoted, type SourceFile } from './words.ts';

/** What the generator must know of a metric to write queries of it, in either spelling. */
export interface SyntheticMetric {
  /** Name of the constant in the catalog file. */
  readonly constant: string;
  /** Name in Prometheus. */
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly unit: 'bytes' | 'count' | 'ratio' | 'seconds' | 'state';
  /** The label to group by, beside `environment`. */
  readonly by: string;
  /** Upper bounds of a histogram. */
  readonly buckets: readonly number[];
}

type Row = readonly [
  kind: SyntheticMetric['kind'],
  noun: string,
  unit: SyntheticMetric['unit'],
  by: string,
  help: string,
];

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const sizes = [256, 1024, 4096, 16384, 65536, 262144, 1048576];

/** What each subject emits: 8 counters, 7 gauges, 5 histograms. */
const emitted: readonly Row[] = [
  ['counter', 'requests_total', 'count', 'route', 'Requests answered'],
  ['counter', 'jobs_total', 'count', 'queue', 'Jobs that ended'],
  ['counter', 'retries_total', 'count', 'route', 'Calls made again'],
  ['counter', 'lookups_total', 'count', 'queue', 'Lookups in the cache'],
  ['counter', 'events_total', 'count', 'queue', 'Events published'],
  ['counter', 'sent_bytes_total', 'bytes', 'route', 'Bytes sent'],
  ['counter', 'received_bytes_total', 'bytes', 'route', 'Bytes received'],
  ['counter', 'logins_total', 'count', 'route', 'Sessions opened'],
  ['gauge', 'queue_length', 'count', 'queue', 'Jobs that wait'],
  ['gauge', 'memory_bytes', 'bytes', 'queue', 'Memory in use'],
  ['gauge', 'connections', 'count', 'route', 'Connections held open'],
  ['gauge', 'oldest_job_age_seconds', 'seconds', 'queue', 'Age of the oldest job'],
  ['gauge', 'health_status', 'state', 'queue', 'How the part fares'],
  ['gauge', 'disk_used_ratio', 'ratio', 'queue', 'Share of the disk in use'],
  ['gauge', 'replicas', 'count', 'queue', 'Replicas that are ready'],
  ['histogram', 'request_duration_seconds', 'seconds', 'route', 'Time to answer a request'],
  ['histogram', 'job_duration_seconds', 'seconds', 'queue', 'Time to end a job'],
  ['histogram', 'query_duration_seconds', 'seconds', 'route', 'Time to answer a query'],
  ['histogram', 'wait_seconds', 'seconds', 'queue', 'Time spent waiting'],
  ['histogram', 'response_size_bytes', 'bytes', 'route', 'Size of an answer'],
];

/** Subjects of the catalog: a file and 20 metrics each. */
export const subjects: readonly string[] = [
  'billing',
  'checkout',
  'identity',
  'inventory',
  'media',
  'messaging',
  'reporting',
  'search',
  'shipping',
  'storage',
];

/** The metrics of a subject. */
export const metricsOf = (subject: string): readonly SyntheticMetric[] =>
  emitted.map(([kind, noun, unit, by]) => ({
    constant: camel(noun.replace(/_total$/, '')),
    name: `${subject}_${noun}`,
    kind,
    unit,
    by,
    buckets: kind === 'histogram' ? (unit === 'bytes' ? sizes : seconds) : [],
  }));

/** The catalog as a user of the typed language writes it. */
export function catalogFiles(): readonly SourceFile[] {
  return [
    { path: 'catalog/shared.ts', text: shared },
    ...subjects.map((subject) => ({ path: `catalog/${subject}.ts`, text: subjectFile(subject) })),
    { path: 'catalog/index.ts', text: index() },
  ];
}

const shared = `import { oneOf, upTo } from '#lib';

export const environment = upTo(4, 'production', 'staging');
export const service = upTo(100, 'checkout-0001');
export const route = upTo(30, '/', '/cart', '/login');
export const queue = upTo(12, 'mail', 'index');
export const status = oneOf('success', 'failure', 'timeout', 'cancelled');
export const seconds = [${seconds.join(', ')}] as const;
export const sizes = [${sizes.join(', ')}] as const;
`;

function subjectFile(subject: string): string {
  const metrics = metricsOf(subject).map((metric, at) => {
    const help = `${emitted[at]?.[4]} by ${subject}.`;
    const labels = `{ service, ${metric.by}${metric.kind === 'gauge' ? '' : ', status'} }`;
    const bounds = metric.unit === 'bytes' ? 'sizes' : 'seconds';
    return `/** ${help} */
export const ${metric.constant} = ${metric.kind}({
  name: ${quoted(metric.name)},
  help: ${quoted(help)},
  unit: ${quoted(metric.unit)},
  job: ${subject},
  labels: ${labels},
  budget: 100,${metric.kind === 'histogram' ? `\n  buckets: ${bounds},` : ''}
});
`;
  });
  return `${imported(['counter', 'gauge', 'histogram', 'job'], '#lib')}${imported(
    ['environment', 'queue', 'route', 'seconds', 'service', 'sizes', 'status'],
    './shared.ts',
  )}
/** Where ${subject} is scraped. */
export const ${subject} = job({
  name: '${subject}',
  targets: ['${subject}:8080'],
  interval: '15s',
  emitter: 'ours',
  labels: { environment },
  help: 'Everything that ${subject} runs.',
});

${metrics.join('\n')}`;
}

function index(): string {
  return `import type { Job, Metric } from '#lib';
${subjects.map((subject) => `import * as ${subject} from './${subject}.ts';\n`).join('')}
const files = { ${subjects.join(', ')} };

export const jobs: readonly Job[] = Object.values(files).flatMap((file) =>
  Object.values(file).filter((each) => 'targets' in each),
);
export const subjects: Readonly<Record<string, readonly Metric[]>> = Object.fromEntries(
  Object.entries(files).map(([subject, file]) => [subject, Object.values(file).filter((each) => 'kind' in each)]),
);
export const metrics: readonly Metric[] = Object.values(subjects).flat();
`;
}
