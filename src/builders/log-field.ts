import type { LabelSpec } from '../model/label.ts';
import type { FieldKind, LogDocument, LogField, LogFields, LogUnit, Privacy, Schema } from '../model/log.ts';
import { documentSchema, holds } from './field-schema.ts';

interface Told<Kind extends FieldKind, Value> {
  readonly kind: Kind;
  readonly help: string;
  readonly schema: Schema<Value>;
  readonly sample: Value;
  readonly values?: readonly string[];
  readonly closed?: boolean;
  readonly unit?: LogUnit | undefined;
  readonly privacy?: Privacy;
  readonly isIndexed?: boolean;
}

const field = <Kind extends FieldKind, Value>({
  unit,
  ...told
}: Told<Kind, Value>): LogField<Kind, Value, false, never> => ({
  values: [],
  closed: false,
  privacy: 'plain',
  isOptional: false,
  isList: false,
  isIndexed: true,
  ...(unit && { unit }),
  ...told,
});

/** A name or a code, compared as a whole: `keyword(oneOf('success', 'failure'), 'How it ended.')`. */
export function keyword<const Value extends string>(
  { values, closed }: LabelSpec<Value>,
  help: string,
  { privacy = 'plain' }: { readonly privacy?: Privacy } = {},
): LogField<'keyword', Value, false, never> {
  return field({
    kind: 'keyword',
    help,
    values,
    closed,
    privacy,
    schema: closed ? holds.one(values) : holds.name(),
    sample: values[0] as Value,
  });
}

/** The id of a user: written as a pseudonym, the same one that metrics have. */
export const user = (help: string): LogField<'keyword', string, false, never> =>
  field({
    kind: 'keyword',
    help,
    privacy: 'user',
    schema: holds.name(),
    sample: 'u_3f9c02ab71de',
  });

/** Words for people, searched word by word and never counted. Not indexed where `search` is false. */
export const prose = (
  help: string,
  { example, search = true }: { readonly example: string; readonly search?: boolean },
): LogField<'text', string, false, never> =>
  field({
    kind: 'text',
    help,
    privacy: 'prose',
    isIndexed: search,
    schema: holds.text(),
    sample: example,
  });

/** A whole number; a duration, a count or a size is never below 0. */
export const long = (
  unit: LogUnit,
  help: string,
  { example }: { readonly example: number },
): LogField<'long', number, false, never> =>
  field({ kind: 'long', help, unit, schema: holds.whole(unit), sample: example });

/** A number that need not be whole; a duration, a count or a size is never below 0. */
export const double = (
  unit: LogUnit | undefined,
  help: string,
  { example }: { readonly example: number },
): LogField<'double', number, false, never> =>
  field({ kind: 'double', help, unit, schema: holds.number(unit), sample: example });

/** Yes or no. */
export const flag = (help: string): LogField<'boolean', boolean, false, never> =>
  field({ kind: 'boolean', help, schema: holds.flag(), sample: true });

/** A moment, ISO 8601 with its zone. */
export const moment = (help: string): LogField<'date', string, false, never> =>
  field({
    kind: 'date',
    help,
    schema: holds.moment(),
    sample: '2025-07-06T10:30:00Z',
  });

/** Fields that belong together. Within a list of them Elasticsearch forgets which value stood beside which. */
export function object<const Fields extends LogFields>(
  help: string,
  fields: Fields,
): LogField<'object', LogDocument<Fields>, false, Fields> {
  return {
    ...field({
      kind: 'object',
      help,
      schema: documentSchema(fields),
      sample: sampleOf(fields) as LogDocument<Fields>,
    }),
    fields,
  };
}

/** A field that an event may be without. */
export const optional = <Kind extends FieldKind, Value, Inner>(
  of: LogField<Kind, Value, false, Inner>,
): LogField<Kind, Value, true, Inner> => ({ ...of, isOptional: true });

/** Any number of values. */
export const list = <Kind extends FieldKind, Value, Inner>(
  of: LogField<Kind, Value, false, Inner>,
): LogField<Kind, readonly Value[], false, Inner> => ({
  ...of,
  isList: true,
  schema: holds.list(of.schema),
  sample: [of.sample],
});

/** A document with a sample in each field. */
export const sampleOf = (fields: LogFields): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([name, { sample }]) => [name, sample]));
