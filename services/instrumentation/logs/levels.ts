import type { LogLevel } from '#lib';

/** How bad levels are; the steps between them are equal. */
export const severities: Readonly<Record<LogLevel, number>> = {
  DEBUG: 20,
  INFO: 30,
  WARN: 40,
  ERROR: 50,
  FATAL: 60,
};

/** What other loggers call the same levels. */
const otherNames: Readonly<Record<string, LogLevel>> = {
  CRITICAL: 'FATAL',
  TRACE: 'DEBUG',
  WARNING: 'WARN',
};

/**
 * The one of some levels that is nearest to what was asked for, and the worse one of two that are equally near. What is no level
 * at all gives the first, which is the usual one.
 */
export function nearestLevel(asked: unknown, of: readonly LogLevel[]): LogLevel {
  const name = typeof asked === 'string' ? asked.toUpperCase() : '';
  const severity = severities[(otherNames[name] ?? name) as LogLevel] as number | undefined;
  if (severity === undefined) return of[0] as LogLevel;
  const distance = (level: LogLevel): number => Math.abs(severities[level] - severity);
  return of.reduce((best, level) => {
    const nearer = distance(best) - distance(level);
    return nearer > 0 || (nearer === 0 && severities[level] > severities[best]) ? level : best;
  });
}
