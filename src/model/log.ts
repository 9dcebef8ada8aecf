/** How a field is stored, in Elasticsearch's words. An `object` has fields of its own. */
export type FieldKind = 'boolean' | 'date' | 'double' | 'keyword' | 'long' | 'object' | 'text';

/** What a number of a field measures. Logs say milliseconds where metrics say seconds: people read them one at a time. */
export type LogUnit = 'bytes' | 'count' | 'milliseconds' | 'percent' | 'ratio' | 'score' | 'usd';

/**
 * What may be in a field that could identify somebody or give something away.
 *
 * - `plain`: nothing of that kind; what looks like a secret is taken out all the same
 * - `user`: the id of a user, written as a pseudonym
 * - `prose`: what a person or a program wrote: secrets and e-mail addresses are taken out
 * - `identity`: who did it, by name or address, because that is what the event is kept for; secrets are taken out
 */
export type Privacy = 'identity' | 'plain' | 'prose' | 'user';

/** What judges a value from outside: zod's, seen from where zod is not known. */
export interface Schema<out Value = unknown> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: Value }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly {
            readonly code?: string | undefined;
            readonly path: readonly PropertyKey[];
            readonly message: string;
          }[];
        };
      };
}

/** One field of a log event: what it means, what it may hold, how it is stored, and what may be shown of it. */
export interface LogField<
  out Kind extends FieldKind = FieldKind,
  out Value = unknown,
  out Optional extends boolean = boolean,
  out Inner = unknown,
> {
  readonly kind: Kind;
  /** One sentence; the description of the field in Kibana. */
  readonly help: string;
  /** Of a keyword: all values when `closed`, examples of them otherwise. */
  readonly values: readonly string[];
  readonly closed: boolean;
  readonly unit?: LogUnit;
  readonly privacy: Privacy;
  readonly isOptional: Optional;
  /** Whether it holds any number of such values. Elasticsearch stores lists as it stores single values. */
  readonly isList: boolean;
  /** Whether it can be searched; a stack trace is kept and shown, but not indexed. */
  readonly isIndexed: boolean;
  /** Fields of an object. */
  readonly fields?: Inner;
  readonly schema: Schema<Value>;
  /** A value as it may occur, the same each time. */
  readonly sample: Value;
}

/** Fields by name. */
export type LogFields = Readonly<Record<string, LogField>>;

type ValueIn<Field> = Field extends LogField<FieldKind, infer Value> ? Value : never;
type RequiredNames<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends LogField<FieldKind, unknown, false> ? Name : never;
}[keyof Fields];

/** The document that fields describe. */
export type LogDocument<Fields> = {
  readonly [Name in RequiredNames<Fields>]: ValueIn<Fields[Name]>;
} & {
  readonly [Name in Exclude<keyof Fields, RequiredNames<Fields>>]?: ValueIn<Fields[Name]>;
};

/** Every path that leads to a value: `level`, `github_integration.branch`. */
export type FieldPath<Fields> = {
  [Name in keyof Fields & string]: Fields[Name] extends LogField<'object', unknown, boolean, infer Inner>
    ? `${Name}.${FieldPath<Inner>}`
    : Name;
}[keyof Fields & string];

/** The field that a path leads to. */
export type FieldAt<Fields, Path extends string> = Path extends keyof Fields
  ? Fields[Path]
  : Path extends `${infer Name}.${infer Rest}`
    ? Name extends keyof Fields
      ? Fields[Name] extends LogField<'object', unknown, boolean, infer Inner>
        ? FieldAt<Inner, Rest>
        : never
      : never
    : never;

/** What an event is kept for. It decides, with the level, where it is stored and how long. */
export type LogCategory = 'audit' | 'command' | 'error' | 'performance' | 'security';

/** How bad it is. `DEBUG` is for developers, `FATAL` ended the process. */
export type LogLevel = 'DEBUG' | 'ERROR' | 'FATAL' | 'INFO' | 'WARN';

/** Something that happened and is written down, by definition. */
export interface LogEvent<
  out Name extends string = string,
  out Fields extends LogFields = LogFields,
  out Level extends LogLevel = LogLevel,
> {
  /** What the document says in its field `event`, such as `command_executed`. */
  readonly name: Name;
  readonly kind: 'log';
  readonly help: string;
  readonly category: LogCategory;
  /** Levels it is written at; the first unless told. */
  readonly levels: readonly Level[];
  /** Its own fields. */
  readonly own: Fields;
  /** Names of the fields that every event has. */
  readonly common: readonly string[];
  /** All fields of the document: those that every event has, and its own. */
  readonly fields: LogFields;
  /** Judges a whole document; what it does not know is a mistake. */
  readonly schema: Schema<Readonly<Record<string, unknown>>>;
  /** A whole document as it may occur, without a time. */
  readonly sample: Readonly<Record<string, unknown>>;
  /** Fields that the logger works out of the others. */
  readonly derive?: (document: never) => Readonly<Record<string, unknown>>;
  /** Field by which a document without `event` is known as one of these: as emitters write that know nothing of this catalog. */
  readonly knownBy?: string;
}

/** Several events read as one, as a data view shows them. */
export interface LogView<out Fields = LogFields, out Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** Indices it covers, such as `framework-logs-*`; several with commas. */
  readonly pattern: string;
  readonly timeField: '@timestamp';
  readonly events: readonly LogEvent[];
  /** Every field that one of the events has, objects included. */
  readonly fields: Fields;
}

/** Each path of some fields with what it leads to, in order of the alphabet; objects give way to what is in them. */
export function flatFields(
  fields: LogFields,
  before = '',
): readonly (readonly [path: string, field: LogField])[] {
  return Object.entries(fields)
    .flatMap(([name, field]) =>
      field.kind === 'object'
        ? flatFields((field.fields ?? {}) as LogFields, `${before}${name}.`)
        : [[`${before}${name}`, field] as const],
    )
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
