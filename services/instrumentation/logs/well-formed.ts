import { Failure, type LogCategory, type LogEvent, type LogField } from '#lib';
import { severities } from './levels.ts';

const categories: ReadonlySet<string> = new Set<LogCategory>([
  'audit',
  'command',
  'error',
  'performance',
  'security',
]);

/** Fails with a sentence where one of the events is none: a process should hear of it when it starts, and not at its first line. */
export function checkEvents(events: Readonly<Record<string, unknown>>): void {
  if (typeof events !== 'object' || events === null)
    throw new Failure('createLogger: events is no object', {
      next: 'give the events by the name of their definitions, such as { commandExecuted, errorRaised }',
    });
  for (const [name, event] of Object.entries(events)) {
    const fault = faultOf(event);
    if (fault)
      throw new Failure(`createLogger: events.${name} ${fault.what}`, {
        why: fault.why,
        next: `give ${name} as logEvent({...}) of catalog/ makes it`,
      });
  }
}

interface Malformed {
  readonly what: string;
  readonly why: string;
}

function faultOf(given: unknown): Malformed | undefined {
  if (typeof given !== 'object' || given === null)
    return {
      what: `is ${given === null ? 'null' : typeof given}, and no log event`,
      why:
        given === undefined
          ? 'nothing of that name is exported, or two files import each other and one of them is not done yet'
          : 'an event is made by logEvent({...})',
    };
  const event = given as Partial<LogEvent>;
  const named = typeof event.name === 'string' && event.name !== '';
  const what = (rest: string): string => (named ? `(${event.name}) ${rest}` : rest);
  if (event.kind !== 'log') return { what: what('is no log event'), why: 'its kind is not "log"' };
  if (!named) return { what: 'has no name', why: 'each line says by its name which event it is' };
  if (!categories.has(event.category as string))
    return {
      what: what(`has the category ${String(event.category)}`),
      why: `there are ${[...categories].join(', ')}`,
    };
  if (!Array.isArray(event.levels) || event.levels.length === 0)
    return { what: what('has no level'), why: 'the first of its levels is the usual one' };
  const level = event.levels.find((one) => !Object.hasOwn(severities, one));
  if (level !== undefined)
    return {
      what: what(`has the level ${String(level)}`),
      why: `there are ${Object.keys(severities).join(', ')}`,
    };
  if (typeof event.fields !== 'object' || event.fields === null)
    return { what: what('has no fields'), why: 'it would have nothing to say' };
  const field = badField(event.fields, '');
  return field === undefined
    ? undefined
    : {
        what: what(`has a field ${field} that is none`),
        why: 'a field is made by keyword(), prose(), long()...',
      };
}

/** The path of the first thing among fields that is none. */
function badField(fields: Readonly<Record<string, unknown>>, before: string): string | undefined {
  for (const [name, given] of Object.entries(fields)) {
    const path = `${before}${name}`;
    const field = given as Partial<LogField> | null | undefined;
    if (typeof field?.kind !== 'string' || typeof field.schema?.safeParse !== 'function') return path;
    if (field.kind !== 'object') continue;
    if (typeof field.fields !== 'object' || field.fields === null) return path;
    const inner = badField(field.fields as Readonly<Record<string, unknown>>, `${path}.`);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
