import { randomBytes } from 'node:crypto';
import pino, { type Level } from 'pino';
import {
  documentSchema,
  type LogCategory,
  type LogDocument,
  type LogEvent,
  type LogFields,
  type LogLevel,
} from '#lib';
import { logEventRefused, logLines } from '../../../catalog/monitoring.ts';
import type { Metrics } from '../metrics.ts';
import { pseudonym } from '../users.ts';
import { createJudge } from './judge.ts';
import type { Sink } from './sink.ts';

/** Fields that the logger fills in. */
type Filled =
  | 'category'
  | 'environment'
  | 'event'
  | 'level'
  | 'service_version'
  | 'span_id'
  | 'timestamp'
  | 'trace_id';

/** What code gives for an event: its fields, and a level where it has several. */
export type EventInput<Of extends LogEvent> =
  Of extends LogEvent<string, infer Fields extends LogFields, infer Level>
    ? Omit<LogDocument<Fields>, Filled> & { readonly level?: Level }
    : never;

/** A function for each event, under the name of its definition. None of them throws, and none of them waits. */
export type Logger<Events extends Readonly<Record<string, LogEvent>>> = {
  readonly [Name in keyof Events]: (document: EventInput<Events[Name]>) => void;
};

/** What a process says of itself and of its surroundings. */
export interface LoggerOptions<Events extends Readonly<Record<string, LogEvent>>> {
  /** Events by the name of their definitions, such as `{ commandExecuted, errorRaised }`. */
  readonly events: Events;
  /** Where lines go; each gets those that are at least as bad as its level. */
  readonly sinks: readonly { readonly sink: Sink; readonly level?: LogLevel }[];
  readonly environment: string;
  readonly version?: string;
  /** Least level that is written, by category; `INFO` unless told, and `DEBUG` for performance. */
  readonly levels?: Readonly<Partial<Record<LogCategory, LogLevel>>>;
  /** Key of the pseudonyms of users: the one that metrics have, so that a user has one name. */
  readonly userKey?: string | Uint8Array;
  /** The span that is open where the line is written; OpenTelemetry's `trace.getActiveSpan()?.spanContext()`. */
  readonly span?: () => { readonly traceId: string; readonly spanId: string } | undefined;
  /** Metrics of the process, where lines are counted. */
  readonly metrics?: Metrics;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

const severities: Readonly<Record<LogLevel, number>> = {
  DEBUG: 20,
  INFO: 30,
  WARN: 40,
  ERROR: 50,
  FATAL: 60,
};
const names: Readonly<Record<LogLevel, Level>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
  FATAL: 'fatal',
};
/** Pseudonyms that are remembered: making one takes as long as writing the line. */
const mostNames = 10_000;

/** A logger that writes the catalog's events and nothing else. */
export function createLogger<const Events extends Readonly<Record<string, LogEvent>>>(
  options: LoggerOptions<Events>,
): Logger<Events> {
  const { sinks, environment, version, span = () => undefined, metrics, now = Date.now } = options;
  const count = tally(metrics);
  const least = { performance: 'DEBUG', ...options.levels } as Partial<Record<LogCategory, LogLevel>>;
  const nameUser = namer(options.userKey ?? randomBytes(32));
  let wasTaken = false;
  let severity = 0;
  const out = pino(
    {
      base: { environment, ...(version && { service_version: version }) },
      level: 'trace',
      timestamp: () => `,"timestamp":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
    },
    {
      write(line: string) {
        wasTaken = true;
        for (const { sink, level = 'DEBUG' } of sinks)
          if (severity >= severities[level] && !sink.write(line)) wasTaken = false;
      },
    },
  );

  /** Writes documents of an event that are as they should be; answers whether every sink took them. */
  const writer = ({ name, category }: LogEvent): ((level: LogLevel, document: object) => boolean) => {
    // What every line of an event has is put into words once.
    const own = out.child({ event: name, category });
    return (level, document) => {
      severity = severities[level];
      wasTaken = false;
      const open = span();
      const whole = open ? { trace_id: open.traceId, span_id: open.spanId, ...document } : document;
      own[names[level]](whole);
      return wasTaken;
    };
  };
  const writeRefusal = writer(logEventRefused);

  const functionFor = (event: LogEvent): ((document: Readonly<Record<string, unknown>>) => void) => {
    const { name, category } = event;
    const own = Object.fromEntries(Object.entries(event.fields).filter(([field]) => !filled.has(field)));
    const judge = createJudge(own, nameUser);
    const write = writer(event);
    const known = new Set<unknown>(event.levels);
    const usual = event.levels[0] as LogLevel;
    const bar = severities[least[category] ?? 'INFO'];

    return (given) => {
      try {
        const { level, document } = levelled(given, known, usual);
        if (severities[level] < bar) return;
        const judged = judge(document);
        if (judged.outcome !== 'refused') {
          const isTaken = write(level, completed(event, judged.document));
          return count(category, isTaken ? (judged.outcome === 'mended' ? 'mended' : 'written') : 'dropped');
        }
        count(category, 'refused');
        writeRefusal('WARN', {
          component: writerOf(document, event),
          refused_event: name,
          refused_fields: faultsOf(document, own),
        });
      } catch {
        // A log must not stop what it is the log of: a getter that throws, a list that changes while it is read.
        count(category, 'refused');
      }
    };
  };
  return Object.fromEntries(
    Object.entries(options.events).map(([name, event]) => [name, functionFor(event)]),
  ) as never;
}

/** A document with what can be worked out of it; the same one where that is nothing. */
function completed(
  { derive }: LogEvent,
  document: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const more = derive?.(document as never);
  for (const _ in more) return { ...document, ...more };
  return document;
}

/** The level that was asked for, if the event has it, apart from the rest. */
function levelled(
  given: Readonly<Record<string, unknown>> | null | undefined,
  known: ReadonlySet<unknown>,
  usual: LogLevel,
): { readonly level: LogLevel; readonly document: Readonly<Record<string, unknown>> } {
  if (given?.level === undefined) return { level: usual, document: given ?? {} };
  const { level, ...document } = given;
  return { level: known.has(level) ? (level as LogLevel) : usual, document };
}

type Outcome = 'dropped' | 'mended' | 'refused' | 'written';

/** Counts lines, and tells the metric of them when the process has nothing else to do: it costs more than a line does. */
function tally(metrics: Metrics | undefined): (category: LogCategory, outcome: Outcome) => void {
  if (!metrics) return () => {};
  const lines = metrics.of(logLines);
  const counts = new Map<LogCategory, Map<Outcome, number>>();
  let isPlanned = false;
  const tell = (): void => {
    isPlanned = false;
    for (const [category, outcomes] of counts)
      for (const [outcome, count] of outcomes) lines.inc({ category, outcome }, count);
    counts.clear();
  };
  return (category, outcome) => {
    const outcomes = counts.get(category) ?? new Map<Outcome, number>();
    counts.set(category, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(tell);
  };
}

const filled: ReadonlySet<string> = new Set<Filled>([
  'category',
  'environment',
  'event',
  'level',
  'service_version',
  'span_id',
  'timestamp',
  'trace_id',
]);

/** Names of the fields that must be there and are not, or are wrong; never their values. */
function faultsOf(document: Readonly<Record<string, unknown>>, own: LogFields): readonly string[] {
  const judged = documentSchema(own).safeParse(document);
  const issues = judged.success ? [] : judged.error.issues;
  return [
    ...new Set(issues.flatMap(({ path: [name] }) => (name === undefined ? [] : [String(name)]))),
  ].sort();
}

function writerOf({ component }: Readonly<Record<string, unknown>>, { fields }: LogEvent): string {
  const { values = [] } = fields.component ?? {};
  return values.find((value) => value === component) ?? 'overall';
}

function namer(key: string | Uint8Array): (id: string) => string {
  const names = new Map<string, string>();
  return (id) => {
    const known = names.get(id);
    if (known) return known;
    // The oldest half goes, so that a flood of new ids costs one pseudonym each and no more.
    if (names.size >= mostNames)
      for (const old of [...names.keys()].slice(0, mostNames / 2)) names.delete(old);
    const name = pseudonym(id, key);
    names.set(id, name);
    return name;
  };
}
