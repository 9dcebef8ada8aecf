import { Failure } from '../../model/failure.ts';
import type { PluginOptions } from '../plugins.ts';
import { type Document, get, set, tag } from './event.ts';

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** The filter `date`: reads a time, or tags the event. A time that names no zone is taken to be UTC. */
export function date(options: PluginOptions['date'], event: Document): boolean {
  const [field, ...formats] = options.match;
  const { timezone = 'UTC', target = '@timestamp', tag_on_failure = ['_dateparsefailure'] } = options;
  if (timezone !== 'UTC')
    throw new Failure(`the interpreter does not know the zone ${timezone}`, { next: 'write UTC' });
  const held = get(event, field);
  // Logstash leaves an event alone that has no such field.
  if (held === undefined) return false;
  for (const format of formats) {
    const time = typeof held === 'string' ? read(held, format) : undefined;
    if (!time) continue;
    set(event, target, time);
    return true;
  }
  for (const name of tag_on_failure) tag(event, name);
  return false;
}

function read(text: string, format: string): Date | undefined {
  const found = (format === 'ISO8601' ? iso : joda(format)).exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = found;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const offset = zone === 'Z' ? zone : zone.replace(/(\d\d):?(\d\d)$/, '$1:$2');
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`);
  // The 30th of February is a day in March to JavaScript, and none to Joda.
  const isReal = time.getTime() && new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
  return isReal ? time : undefined;
}

const letters: Readonly<Record<string, string>> = {
  yyyy: '(\\d{4})',
  MM: '(\\d\\d)',
  dd: '(\\d\\d)',
  HH: '(\\d\\d)',
  mm: '(\\d\\d)',
  ss: '(\\d\\d)',
  SSS: '(\\d{1,3})',
};

/** A format in Joda's letters; they must come in the order of their size. */
const joda = (format: string): RegExp =>
  new RegExp(
    `^${format
      .replaceAll(/[.*+?^$()[\]{}|\\]/g, '\\$&')
      .replaceAll(/yyyy|MM|dd|HH|mm|ss|SSS/g, (letter) => letters[letter] ?? letter)}$`,
  );
