import type { LogEvent, LogLevel } from './log.ts';

/**
 * The indices that lines of an event end up in. What it is kept for decides, and within the everyday classes how bad it is: an
 * index has one age at which it is deleted.
 */
export function indicesOf({ category, levels }: Pick<LogEvent, 'category' | 'levels'>): readonly string[] {
  switch (category) {
    case 'audit':
      return ['framework-audit-logs-*'];
    case 'security':
      return ['framework-security-logs-*'];
    case 'performance':
      return ['performance-logs-*'];
    case 'command':
    case 'error':
      return [...new Set(levels.map((level) => everyday[level]))];
    default:
      return category satisfies never;
  }
}

const everyday: Readonly<Record<LogLevel, string>> = {
  DEBUG: 'framework-logs-debug-*',
  INFO: 'framework-logs-*',
  WARN: 'framework-logs-*',
  ERROR: 'framework-logs-error-*',
  FATAL: 'framework-logs-error-*',
};
