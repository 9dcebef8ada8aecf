import type { Refusal } from '../model/refusal.ts';

/** Refuses a quantile outside 0 to 1 where the number is known: it is written as a share, not as a percentage. */
export type NeedsShare<Verb extends string, Q extends number> = number extends Q
  ? unknown
  : [`${Q}`] extends [`-${string}`]
    ? OutOfShare<Verb, Q>
    : [`${Q}`] extends ['0' | '1' | `0.${string}` | `${string}e-${string}`]
      ? unknown
      : OutOfShare<Verb, Q>;
type OutOfShare<
  Verb extends string,
  Q extends number,
> = Refusal<`${Verb}() takes a share from 0 to 1, and ${Q} is none: the 95th percentile is 0.95`>;
