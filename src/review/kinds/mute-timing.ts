import { canonical, isJson, type Json } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import type { Part } from '../parts.ts';
import { listed, plain, quoted } from '../words.ts';

const members = ['times', 'weekdays', 'days_of_month', 'months', 'years', 'location'] as const;
const named: Readonly<Record<string, string>> = { days_of_month: 'days of the month', location: 'time zone' };

const interval: Part = {
  noun: 'interval',
  name: (_, index) => String(index + 1),
  // Intervals have no name; those that are equal are the same, the others go by their place.
  keys: (of, index) => [canonical(of), String(index)],
  compare: (of) => {
    for (const key of members) of.fact(key, named[key] ?? key, wordsOf(key));
    of.rest();
  },
  tell: intervalInWords,
};

/** What differs in a mute timing. */
export function compareMuteTiming(of: Comparison): void {
  of.fact('name', 'name', quoted);
  of.list('time_intervals', interval);
}

/** `09:00 until 17:00, monday:friday, Europe/Berlin`. */
function intervalInWords(of: Json): string {
  const told = members.filter((key) => of[key] !== undefined).map((key) => wordsOf(key)(of[key]));
  return told.join(', ') || 'always';
}

const wordsOf = (key: string) => (key === 'times' ? hours : listed);

function hours(times: unknown): string {
  if (!Array.isArray(times) || times.length === 0 || !times.every(isJson)) return plain(times);
  return times.map(({ start_time: from, end_time: to }) => `${from} until ${to}`).join(', ');
}
