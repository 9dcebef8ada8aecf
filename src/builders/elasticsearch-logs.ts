import type { ElasticsearchResource } from '../model/elastic-resource.ts';
import type { LogEvent, LogFields } from '../model/log.ts';
import { type LogClass, type LogStorage, patternOf, periodDays } from '../model/log-storage.ts';
import { mappingProperties } from './elasticsearch-mapping.ts';
import { mergedFields } from './log-event.ts';

/** What `logIndices` needs to know. */
export interface LogIndicesSpec {
  readonly storage: LogStorage;
  readonly events: readonly LogEvent[];
  /** Fields that shipping adds to what an event has: the time, the file, tags. */
  readonly shipped: LogFields;
  /** Ingest pipeline that every document passes last. */
  readonly pipeline: string;
  /** Classes whose indices are deleted only once this snapshot policy has them. */
  readonly snapshotFirst: { readonly policy: string; readonly classes: readonly LogClass[] };
}

const sharedSettings = 'framework-shared-settings';
const sharedMappings = 'framework-shared-mappings';

/**
 * Everything that Elasticsearch must know before the first log line: for each class a lifecycle policy, a component with what
 * is its own, and an index template; for each family the fields of its events; and what all have in common.
 */
export function logIndices(spec: LogIndicesSpec): readonly ElasticsearchResource[] {
  const { storage, events, shipped, pipeline } = spec;
  const families = [...new Set(storage.classes.map(({ family }) => family))];
  const common = Object.keys(commonFields(events));
  return [
    ...storage.classes.map((one) => lifecycle(one, spec.snapshotFirst)),
    {
      kind: 'component-template',
      id: sharedSettings,
      spec: {
        template: {
          settings: {
            index: { codec: 'best_compression', final_pipeline: pipeline, refresh_interval: '5s' },
          },
        },
      },
    },
    {
      kind: 'component-template',
      id: sharedMappings,
      spec: {
        template: {
          mappings: {
            // A field that no definition knows is kept and shown, but not indexed: it can neither break a mapping nor blow it up.
            dynamic: false,
            properties: mappingProperties({ ...commonFields(events), ...shipped }),
          },
        },
      },
    },
    ...families.map((family): ElasticsearchResource => {
      const categories = storage.classes.filter((one) => one.family === family)[0]?.categories ?? [];
      const fields = mergedFields(events.filter(({ category }) => categories.includes(category)));
      const own = Object.entries(fields).filter(([name]) => !common.includes(name));
      return {
        kind: 'component-template',
        id: mappingsOf(family),
        spec: { template: { mappings: { properties: mappingProperties(Object.fromEntries(own)) } } },
      };
    }),
    ...storage.classes.map(ownSettings),
    ...storage.classes.map((one) => indexTemplate(one, storage.classes)),
  ];
}

const mappingsOf = (family: string): string => `${family}-mappings`;
const settingsOf = ({ name }: LogClass): string => `${name}-settings`;

/** What every event has. */
function commonFields([first, ...rest]: readonly LogEvent[]): LogFields {
  return Object.fromEntries(
    Object.entries(first?.fields ?? {}).filter(
      ([name]) => !(name in (first?.own ?? {})) && rest.every(({ fields }) => name in fields),
    ),
  );
}

/**
 * A policy whose age counts from the making of an index. What is written last into it is as old as the rule asks for only when
 * the index is a whole period older.
 *
 * Nothing becomes read-only, is merged or shrunk on the way: a document that comes late would then be refused with 403, which
 * Logstash repeats for as long as it takes, and everybody would wait behind it. Tiers and the order of recovery are what is left to win.
 */
function lifecycle(
  of: LogClass,
  { policy, classes }: LogIndicesSpec['snapshotFirst'],
): ElasticsearchResource {
  const isGuarded = classes.includes(of);
  return {
    kind: 'lifecycle-policy',
    id: of.name,
    spec: {
      phases: {
        hot: { min_age: '0ms', actions: { set_priority: { priority: 100 } } },
        ...(of.days > 7 && { warm: phase(periodDays(of) + 7, 50) }),
        ...(of.days > 90 && { cold: phase(periodDays(of) + 90, 0) }),
        delete: {
          min_age: `${of.days + periodDays(of)}d`,
          actions: { ...(isGuarded && { wait_for_snapshot: { policy } }), delete: {} },
        },
      },
      _meta: { about: of.help },
    },
  };
}

/** From some age on an index recovers after those of a higher priority. */
const phase = (days: number, priority: number) => ({
  min_age: `${days}d`,
  actions: { set_priority: { priority } },
});

function ownSettings(of: LogClass): ElasticsearchResource {
  return {
    kind: 'component-template',
    id: settingsOf(of),
    spec: {
      template: {
        settings: {
          index: {
            lifecycle: { name: of.name },
            number_of_replicas: of.replicas,
            number_of_shards: of.shards,
          },
        },
      },
    },
  };
}

/** Above 500, where templates of Elastic's own end. A name that another class' pattern covers too stands ten higher. */
function indexTemplate(of: LogClass, all: readonly LogClass[]): ElasticsearchResource {
  const composed = [sharedSettings, sharedMappings, mappingsOf(of.family), settingsOf(of)];
  const wider = all.filter(({ name }) => of.name.startsWith(`${name}-`)).length;
  return {
    kind: 'index-template',
    id: of.name,
    spec: {
      index_patterns: [patternOf(of)],
      composed_of: composed,
      priority: 510 + 10 * wider,
      _meta: { about: of.help },
    },
  };
}
