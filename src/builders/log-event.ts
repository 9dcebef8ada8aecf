import { Failure } from '../model/failure.ts';
import type {
  LogCategory,
  LogDocument,
  LogEvent,
  LogField,
  LogFields,
  LogLevel,
  LogView,
} from '../model/log.ts';
import { documentSchema } from './field-schema.ts';
import { sampleOf } from './log-field.ts';

/** What the catalog asks of every log event. */
export interface LogEventSpec<Name extends string, Fields extends LogFields, Level extends LogLevel> {
  /** Lower-case words with underscores, the verb last and in the past: `command_executed`. */
  readonly name: Name;
  /** One sentence: when it is written, and what for. */
  readonly help: string;
  readonly category: LogCategory;
  /** The usual level first. */
  readonly levels: readonly [Level, ...Level[]];
  readonly fields: Fields;
  /** A field that only these have, for documents that do not say which event they are. */
  readonly knownBy?: keyof Fields & string;
  /** Works optional fields out of the others, so that code need not. */
  readonly derive?: (document: LogDocument<Fields>) => Partial<LogDocument<Fields>>;
}

/** Makes `logEvent` for a catalog: `envelope` is what every document has, whichever event it is. */
export const logEvents =
  <const Envelope extends LogFields>(envelope: Envelope) =>
  <const Name extends string, const Fields extends LogFields, const Level extends LogLevel>(
    spec: LogEventSpec<Name, Fields, Level>,
  ): LogEvent<Name, Envelope & Fields, Level> => {
    const taken = Object.keys(spec.fields).find((name) => name in envelope);
    if (taken)
      throw new Failure(`log event ${spec.name}: every event has the field ${taken} already`, {
        next: `give the field of ${spec.name} another name`,
      });
    const fields = { ...envelope, ...spec.fields };
    const { name, help, category, levels, knownBy, derive } = spec;
    return {
      kind: 'log',
      name,
      help,
      category,
      levels,
      own: spec.fields as Envelope & Fields,
      common: Object.keys(envelope),
      fields,
      schema: documentSchema(fields),
      sample: { ...sampleOf(fields), event: name, category, level: levels[0] },
      ...(knownBy && { knownBy }),
      ...(derive && { derive }),
    };
  };

type FieldsOf<Event> = Event extends LogEvent<string, infer Fields> ? Fields : never;
type NameIn<Fields> = Fields extends unknown ? keyof Fields : never;
type FieldNamed<Fields, Name> = Fields extends Readonly<Record<Name & string, infer Field>> ? Field : never;
/** Every field of every event; one that several have may hold what any of them may. */
type Merged<Events extends readonly LogEvent[]> = {
  readonly [Name in NameIn<FieldsOf<Events[number]>>]: FieldNamed<FieldsOf<Events[number]>, Name>;
};

/** Reads several events as one. A field that two of them have must be stored in the same way: indices know one mapping. */
export function logView<const Id extends string, const Events extends readonly LogEvent[]>(spec: {
  readonly id: Id;
  readonly title: string;
  readonly pattern: string;
  readonly events: Events;
}): LogView<Merged<Events>, Id> {
  return {
    ...spec,
    timeField: '@timestamp',
    fields: mergedFields(spec.events) as Merged<Events>,
  };
}

/** Every field of some events, by name. Fails where two of them store a field of one name differently. */
export const mergedFields = (events: readonly Pick<LogEvent, 'fields' | 'name'>[]): LogFields =>
  merged(events.map(({ name, fields }) => ({ of: name, fields })));

/** Fields, and what they are the fields of. */
interface Owned {
  readonly of: string;
  readonly fields: LogFields;
}

function merged(all: readonly Owned[]): LogFields {
  const found = new Map<string, { readonly field: LogField; readonly of: string }>();
  for (const { of, fields } of all)
    for (const [name, field] of Object.entries(fields)) {
      const before = found.get(name);
      found.set(name, { field: before ? joined(name, before, { field, of }) : field, of });
    }
  return Object.fromEntries(
    [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { field }]) => [name, field]),
  );
}

interface OneField {
  readonly field: LogField;
  readonly of: string;
}

/** One field for two of the same name: it may hold what either of them may. */
function joined(
  name: string,
  { field: one, of }: OneField,
  { field: other, of: otherOf }: OneField,
): LogField {
  if (one === other) return one;
  if (one.kind !== other.kind)
    throw new Failure(`field ${name} is a ${other.kind} in ${otherOf} and a ${one.kind} in ${of}`, {
      why: 'they are stored side by side, and an index knows one type for each name',
      next: 'give one of the two fields another name',
    });
  return {
    ...one,
    values: [...new Set([...one.values, ...other.values])],
    closed: one.closed && other.closed,
    isIndexed: one.isIndexed || other.isIndexed,
    ...(one.kind === 'object' && {
      fields: merged([
        { of: `${of}.${name}`, fields: one.fields as LogFields },
        { of: `${otherOf}.${name}`, fields: other.fields as LogFields },
      ]),
    }),
  };
}
