import { createHash } from 'node:crypto';

/** What Grafana shows of a secret; sent back, it keeps the one that is there. */
export const redacted = '[REDACTED]';

const pattern = /^\(hidden [0-9a-f]{8}\)$/;

/**
 * What stands for a value that the server tells and nobody should read: equal for equal values, so that a change of it is seen.
 * It is salted, since the same word is used for it elsewhere.
 */
export function hide(value: string): string {
  if (pattern.test(value)) return value;
  return `(hidden ${createHash('sha256').update(`sightline ${value}`).digest('hex').slice(0, 8)})`;
}

/** Whether a value is known by what stands for it only. */
export const isHidden = (value: unknown): boolean =>
  value === redacted || (typeof value === 'string' && pattern.test(value));
