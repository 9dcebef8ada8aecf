import type { BaseUnit, Unit } from '../model/unit.ts';
import type { Quantity } from '../model/vector.ts';

/** A number in any unit, for those without a word of their own: `quantity('usd/count', 0.02)`. */
export const quantity = <const Of extends Unit>(unit: Of, value: number): Quantity<Of> => ({
  in: { [unit]: value } as never,
});

/** Seconds. */
export const seconds = (value: number): Quantity<'seconds'> => quantity('seconds', value);
/** Milliseconds, written as seconds: `ms(200)` is 0.2. */
export const ms = (value: number): Quantity<'seconds'> => quantity('seconds', value / 1000);
/** Minutes, written as seconds. */
export const minutes = (value: number): Quantity<'seconds'> => quantity('seconds', value * 60);
/** Hours, written as seconds. */
export const hours = (value: number): Quantity<'seconds'> => quantity('seconds', value * 3600);
/** Days, written as seconds. */
export const days = (value: number): Quantity<'seconds'> => quantity('seconds', value * 86400);
/** Bytes. */
export const bytes = (value: number): Quantity<'bytes'> => quantity('bytes', value);
/** Mebibytes, written as bytes. */
export const mebibytes = (value: number): Quantity<'bytes'> => quantity('bytes', value * 2 ** 20);
/** Gibibytes, written as bytes. */
export const gibibytes = (value: number): Quantity<'bytes'> => quantity('bytes', value * 2 ** 30);
/** US dollars. */
export const usd = (value: number): Quantity<'usd'> => quantity('usd', value);
/** A rating. */
export const score = (value: number): Quantity<'score'> => quantity('score', value);
/** The number behind an enumeration: 0 down, 0.5 degraded, 1 ok. */
export const state = (value: number): Quantity<'state'> => quantity('state', value);
/** A share: `percent(5)` is 0.05 beside a ratio, and 5 beside a percentage. */
export const percent = (value: number): Quantity<'percent' | 'ratio'> => ({
  // Twelve digits: 99.9 / 100 is 0.9990000000000001 in floating point, and nobody wants to read that in a rule.
  in: { percent: value, ratio: Number((value / 100).toPrecision(12)) },
});
/** A quantity per second: `perSecond(5)` things, `perSecond(mebibytes(1))`. */
export function perSecond(of: number): Quantity<'count/s'>;
export function perSecond<Of extends BaseUnit>(of: Quantity<Of>): Quantity<`${Of}/s`>;
export function perSecond(of: number | Quantity<never>): Quantity<never> {
  if (typeof of === 'number') return quantity('count/s', of);
  return { in: Object.fromEntries(Object.entries(of.in).map(([unit, value]) => [`${unit}/s`, value])) };
}
