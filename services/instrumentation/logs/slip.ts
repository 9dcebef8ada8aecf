import type { Outcome } from './tally.ts';

/** What can be wrong with a field, and what was done about it where it could be mended. */
export type Fault =
  | 'closed'
  | 'converted'
  | 'cut'
  | 'level'
  | 'lost'
  | 'missing'
  | 'rounded'
  | 'span'
  | 'thrown'
  | 'unknown'
  | 'wrong';

/** Something about a line that is not as its definition says. It never holds a value: that may be what must not be told. */
export interface Slip {
  readonly event: string;
  readonly outcome: Exclude<Outcome, 'written'>;
  /** Path of the field, such as `module_delegations.duration_ms`; none where it is about the whole line. */
  readonly field?: string;
  readonly fault: Fault;
}

const words: Readonly<Record<Fault, string>> = {
  closed: 'not every sink took it: one is closed, full, or cannot be written',
  lost: 'a sink took it and could not write it',
  converted: 'was given as another type, and converted',
  cut: 'was too long, and cut',
  level: 'is none of its levels: the nearest was taken',
  missing: 'is missing',
  rounded: 'is no whole number, and was rounded',
  span: 'is no id of a span, and was left out',
  thrown: 'could not be read',
  unknown: 'is no field of it, and was left out',
  wrong: 'does not hold what its definition says',
};
const ends: Readonly<Record<Slip['outcome'], string>> = {
  dropped: 'a line was lost',
  mended: 'the line was written without it',
  refused: 'the line was not written',
};
const mended: ReadonlySet<Fault> = new Set(['converted', 'cut', 'level', 'rounded', 'span', 'unknown']);

/** Says a slip in a sentence. */
export const slipText = ({ event, outcome, field, fault }: Slip): string =>
  `log event ${event}: ${field ? `${field} ` : ''}${words[fault]}${mended.has(fault) ? '' : `; ${ends[outcome]}`}`;

/** Different slips that are told: a name that changes with each line must not fill the log of the process. */
const mostTold = 100;

/** Tells each kind of slip once, as a warning of the process: on its standard error unless somebody listens to `warning`. */
export function warnOnce(): (slip: Slip) => void {
  const told = new Set<string>();
  return (slip) => {
    const text = slipText(slip);
    if (told.has(text) || told.size >= mostTold) return;
    told.add(text);
    process.emitWarning(text, { type: 'LogWarning', code: 'SIGHTLINE_LOG' });
  };
}
