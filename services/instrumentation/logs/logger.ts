import { randomBytes } from 'node:crypto';
import {
  Failure,
  type LogCategory,
  type LogDocument,
  type LogEvent,
  type LogFields,
  type LogLevel,
} from '#lib';
import { logEventRefused } from '../../../catalog/monitoring.ts';
import type { Metrics } from '../metrics.ts';
import { clock } from './clock.ts';
import { createJudge, type Faults } from './judge.ts';
import { nearestLevel, severities } from './levels.ts';
import { linesOf } from './lines.ts';
import { namer } from './names.ts';
import { type SpanIds, spanReader } from './open-span.ts';
import type { Lost, Sink } from './sink.ts';
import { type Fault, type Slip, warnOnce } from './slip.ts';
import { type Outcome, tally } from './tally.ts';
import { checkEvents } from './well-formed.ts';

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
  readonly span?: () => SpanIds | undefined;
  /** Metrics of the process, where lines are counted. */
  readonly metrics?: Metrics;
  /**
   * Hears of each line that was mended, refused or dropped: which event, which field, what was wrong, and never a value. Unless
   * told, the process warns once of each kind of slip.
   */
  readonly onSlip?: (slip: Slip) => void;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

/**
 * A logger that writes the catalog's events and nothing else. It has nothing of its own to close: its sinks have, and what is
 * logged after that is counted as dropped. Fails where an event or a sink is none.
 */
export function createLogger<const Events extends Readonly<Record<string, LogEvent>>>(
  options: LoggerOptions<Events>,
): Logger<Events> {
  checkEvents(options.events);
  checkSinks(options.sinks);
  const { sinks, environment, version, metrics, now = Date.now } = options;
  const { count, lose } = tally(metrics);
  const tell = carefully(options.onSlip ?? warnOnce());
  const least = { performance: 'DEBUG', ...options.levels } as Partial<Record<LogCategory, LogLevel>>;
  const nameUser = namer(options.userKey ?? randomBytes(32));
  const openSpan = spanReader(options.span ?? (() => undefined));

  const lines = linesOf({ sinks, environment, ...(version && { version }), time: clock(now) });
  /** Who hears of a line that was counted, and is lost afterwards. */
  const losers = ({ name, category }: LogEvent): Readonly<Record<'mended' | 'written', Lost>> => {
    const lostAs =
      (outcome: Outcome): Lost =>
      () => {
        lose(category, outcome);
        tell({ event: name, outcome: 'dropped', fault: 'lost' });
      };
    return { written: lostAs('written'), mended: lostAs('mended') };
  };
  const writeRefusal = lines(logEventRefused);

  const functionFor = (event: LogEvent): ((document: Readonly<Record<string, unknown>>) => void) => {
    const { name, category, levels, derive } = event;
    const own = Object.fromEntries(Object.entries(event.fields).filter(([field]) => !filled.has(field)));
    const judge = createJudge(own, nameUser);
    const write = lines(event);
    const lost = losers(event);
    const known = new Set<unknown>(levels);
    const usual = levels[0] as LogLevel;
    const bar = severities[least[category] ?? 'INFO'];

    const refuse = (document: Readonly<Record<string, unknown>>, faults: Faults): void => {
      count(category, 'refused');
      const refused = [...faults].filter(([, fault]) => grave.has(fault)).map(([field]) => field);
      const refusal = {
        component: writerOf(document, event),
        refused_event: name,
        refused_fields: refused.filter((field) => field !== '').sort(),
      };
      writeRefusal('WARN', openSpan().fields, refusal);
      if (faults.size === 0) tell({ event: name, outcome: 'refused', fault: 'thrown' });
      for (const [field, fault] of faults) tell({ event: name, outcome: 'refused', field, fault });
    };

    const log = (given: Readonly<Record<string, unknown>>): void => {
      const isAsked = given.level !== undefined;
      const { level: asked, ...rest } = isAsked ? given : { level: usual };
      const level = known.has(asked) ? (asked as LogLevel) : nearestLevel(asked, levels);
      if (severities[level] < bar) return;
      const judged = judge(isAsked ? rest : given);
      if (judged.outcome === 'refused') {
        refuse(given, judged.faults);
        return;
      }
      const { document, outcome } = judged;
      const more = derive?.(document as never);
      const { fields, wrong } = openSpan();
      const isRight = outcome === 'accepted' && level === asked && wrong.length === 0;
      const end = isRight ? 'written' : 'mended';
      const isTaken = write(level, fields, isEmpty(more) ? document : { ...document, ...more }, lost[end]);
      count(category, isTaken ? end : 'dropped');
      if (!isTaken) tell({ event: name, outcome: 'dropped', fault: 'closed' });
      if (isRight) return;
      const mended = (field: string, fault: Fault): void =>
        tell({ event: name, outcome: 'mended', field, fault });
      if (level !== asked) mended('level', 'level');
      for (const field of wrong) mended(field, 'span');
      if (outcome === 'mended') for (const [field, fault] of judged.faults) mended(field, fault);
    };
    return (given) => {
      try {
        log(given ?? {});
      } catch {
        // A log must not stop what it is the log of: a getter that throws, a list that changes while it is read.
        refuse({}, unreadable(given, own));
      }
    };
  };
  return Object.fromEntries(
    Object.entries(options.events).map(([name, event]) => [name, functionFor(event)]),
  ) as never;
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

/** Faults for which a document is refused, unless the field is an optional one. */
const grave: ReadonlySet<Fault> = new Set<Fault>(['missing', 'thrown', 'wrong']);

function checkSinks(sinks: unknown): void {
  const isSink = (one: { readonly sink?: Partial<Sink> } | null): boolean =>
    typeof one?.sink?.write === 'function';
  if (!Array.isArray(sinks) || !sinks.every(isSink))
    throw new Failure('createLogger: sinks is no list of sinks', {
      next: "give them as [{ sink: logFile('/var/log/framework/application.log'), level: 'INFO' }]",
    });
}

/** Calls what a user gave to be called; what it throws is its own affair. */
const carefully =
  (tell: (slip: Slip) => void) =>
  (slip: Slip): void => {
    try {
      tell(slip);
    } catch {
      // The line matters more than who hears of it.
    }
  };

const isEmpty = (of: object | undefined): boolean => {
  for (const _ in of) return false;
  return true;
};

/** Which of the fields throw when they are read. */
function unreadable(document: Readonly<Record<string, unknown>>, fields: LogFields): Faults {
  const found = new Map<string, Fault>();
  for (const name of Object.keys(fields))
    try {
      JSON.stringify(document[name]);
    } catch {
      found.set(name, 'thrown');
    }
  return found;
}

function writerOf({ component }: Readonly<Record<string, unknown>>, { fields }: LogEvent): string {
  const { values = [] } = fields.component ?? {};
  return values.find((value) => value === component) ?? 'overall';
}
