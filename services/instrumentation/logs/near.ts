import type { Fault } from './slip.ts';

/** A value that a field can hold, made of one that it cannot, and what had to be done. */
export interface Near {
  readonly value: number | string;
  readonly fault: Extract<Fault, 'converted' | 'rounded'>;
}

/** How numbers are written in words: no hexadecimal digits, no spaces within. */
const number = /^[+-]?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/;

/**
 * A number made of what nearly is one: half a millisecond, a bigint, the digits of a number. NaN, Infinity and what a number cannot
 * hold exactly (a bigint above 2^53) are none: a wrong figure is worse than none. Neither is `true` or an empty text.
 */
export function nearNumber(value: unknown, isWhole: boolean): Near | undefined {
  const read =
    typeof value === 'number'
      ? value
      : typeof value === 'bigint' || (typeof value === 'string' && number.test(value.trim()))
        ? Number(value)
        : Number.NaN;
  if (!Number.isFinite(read) || (typeof value === 'bigint' && !Number.isSafeInteger(read))) return undefined;
  // A rounded -0.2 is a zero without a sign.
  const rounded = isWhole ? Math.round(read) + 0 : read;
  if (rounded === value) return undefined;
  return { value: rounded, fault: typeof value === 'number' ? 'rounded' : 'converted' };
}

/** The text of a date. */
export const nearDate = (value: unknown): Near | undefined =>
  value instanceof Date && !Number.isNaN(value.getTime())
    ? { value: value.toISOString(), fault: 'converted' }
    : undefined;
