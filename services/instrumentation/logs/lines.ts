import pino, { type Level } from 'pino';
import type { LogEvent, LogLevel } from '#lib';
import { severities } from './levels.ts';
import type { SpanReading } from './open-span.ts';
import type { Lost, Sink } from './sink.ts';

/** What every line of a process says. */
export interface LinesOptions {
  readonly sinks: readonly { readonly sink: Sink; readonly level?: LogLevel }[];
  readonly environment: string;
  readonly version?: string;
  /** The time as it stands in a line. */
  readonly time: () => string;
}

/** Writes a document that is as it should be, and says whether every sink took it. */
export type WriteLine = (
  level: LogLevel,
  ids: SpanReading['fields'],
  document: object,
  lost?: Lost,
) => boolean;

const names: Readonly<Record<LogLevel, Level>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
  FATAL: 'fatal',
};

/**
 * Lines of pino, for a logger that has judged what is in them. Which level is written is decided before, so pino writes all; it
 * hands a line over before its call ends, so what becomes of the line is known to whoever called.
 */
export function linesOf({ sinks, environment, version, time }: LinesOptions): (event: LogEvent) => WriteLine {
  let [severity, isTaken, owner]: [number, boolean, Lost | undefined] = [0, true, undefined];
  const root = pino(
    {
      level: 'debug',
      base: { environment, ...(version && { service_version: version }) },
      timestamp: () => `,"timestamp":"${time()}"`,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
    },
    {
      write(line: string) {
        for (const { sink, level = 'DEBUG' } of sinks)
          if (severity >= severities[level] && !isTakenBy(sink, line, owner)) isTaken = false;
      },
    },
  );
  return ({ name, category }) => {
    // What every line of an event says is put into words once.
    const own = root.child({ event: name, category });
    return (level, ids, document, lost) => {
      [severity, isTaken, owner] = [severities[level], true, lost];
      own[names[level]](ids.trace_id === undefined ? document : { ...ids, ...document });
      return isTaken;
    };
  };
}

function isTakenBy(sink: Sink, line: string, lost: Lost | undefined): boolean {
  try {
    return sink.write(line, lost);
  } catch {
    return false;
  }
}
