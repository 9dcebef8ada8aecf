import type { ItemChange } from '../../review/outputs/item-change.ts';

/** Kinds of things that stand under one heading: what one and what several are called, and the word before a name where that is another. */
interface Section {
  readonly title: string;
  readonly kinds: Readonly<Record<string, readonly [one: string, several: string, before?: string]>>;
}

const sections: readonly Section[] = [
  { title: 'Dashboards', kinds: { dashboard: ['dashboard', 'dashboards', ''] } },
  {
    title: 'Alerts',
    kinds: { alert: ['alert', 'alerts'], 'rule-group': ['rule group of Grafana', 'rule groups of Grafana'] },
  },
  {
    title: 'Recording rules',
    kinds: {
      'recording-rule': ['recording rule', 'recording rules'],
      'evaluation-group': ['rule group', 'rule groups'],
    },
  },
  {
    title: 'Who is told',
    kinds: {
      routing: ['routing', 'routings', ''],
      policies: ['routing of Grafana', 'routings of Grafana', ''],
      receiver: ['receiver', 'receivers'],
      'contact-point': ['contact point', 'contact points'],
      inhibitions: ['list of inhibitions', 'lists of inhibitions', ''],
      'time-interval': ['time interval', 'time intervals'],
      'mute-timing': ['mute timing', 'mute timings'],
      'notification-template': ['notification', 'notifications'],
      template: ['notification of Grafana', 'notifications of Grafana'],
    },
  },
  {
    title: 'Metrics and log events',
    kinds: { metric: ['metric', 'metrics'], 'log-event': ['log event', 'log events'] },
  },
  {
    title: 'Servers and data sources',
    kinds: {
      'scrape-job': ['scrape job', 'scrape jobs'],
      prometheus: ['server', 'servers', ''],
      flags: ['set of flags', 'sets of flags', 'flags of'],
      settings: ['file of settings', 'files of settings'],
      datasource: ['data source', 'data sources'],
      provider: ['dashboard provider', 'dashboard providers'],
    },
  },
  {
    title: 'Logs',
    kinds: {
      'lifecycle-policy': ['lifecycle policy', 'lifecycle policies'],
      'index-template': ['index template', 'index templates'],
      'component-template': ['component template', 'component templates'],
      'ingest-pipeline': ['ingest pipeline', 'ingest pipelines'],
      'snapshot-policy': ['snapshot policy', 'snapshot policies'],
      'snapshot-repository': ['snapshot repository', 'snapshot repositories'],
      role: ['role', 'roles'],
      'logstash-pipeline': ['Logstash pipeline', 'Logstash pipelines'],
    },
  },
  {
    title: 'Kibana',
    kinds: {
      'saved-object': ['saved object', 'saved objects'],
      'import-file': ['import file', 'import files'],
    },
  },
  { title: 'Pages', kinds: { page: ['page', 'pages'] } },
];
const others: Section = { title: 'Other files', kinds: {} };

/** Changes under their headings, in reading order; headings with nothing under them are left out. */
export function inSections(
  changes: readonly ItemChange[],
): readonly { readonly title: string; readonly changes: readonly ItemChange[] }[] {
  return [...sections, others].flatMap((section) => {
    const of = changes.filter(({ kind }) => sectionOf(kind) === section);
    const place = (change: ItemChange): number => Object.keys(section.kinds).indexOf(change.kind);
    return of.length > 0
      ? [{ title: section.title, changes: of.toSorted((one, other) => place(one) - place(other)) }]
      : [];
  });
}

const sectionOf = (kind: string): Section => sections.find(({ kinds }) => kinds[kind]) ?? others;

/** What stands before the name of a thing: `scrape job`; nothing where its name says what it is. */
export function nounOf(kind: string): string {
  const [one = 'file', , before = one] = sectionOf(kind).kinds[kind] ?? [];
  return before;
}

/** `2 dashboards changed, 1 moved; 1 alert added`. */
export function tally(changes: readonly ItemChange[]): string {
  const counts = new Map<string, Map<ItemChange['change'], number>>();
  for (const { kind, change } of inSections(changes).flatMap((section) => section.changes)) {
    const of = counts.get(kind) ?? new Map();
    counts.set(kind, of.set(change, (of.get(change) ?? 0) + 1));
  }
  return [...counts]
    .map(([kind, of]) => {
      const [one, several] = sectionOf(kind).kinds[kind] ?? ['file', 'files'];
      return [...of]
        .map(([change, count], at) =>
          at > 0 ? `${count} ${change}` : `${count} ${count === 1 ? one : several} ${change}`,
        )
        .join(', ');
    })
    .join('; ');
}
