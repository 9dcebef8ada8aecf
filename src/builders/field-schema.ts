import { z as zod } from 'zod';
import type { LogFields, LogUnit, Schema } from '../model/log.ts';

/** A rule of zod, as far as fields need it. */
interface Rule extends Schema<never> {
  min(length: number): Rule;
  max(length: number): Rule;
  optional(): Rule;
}

/**
 * zod, seen through a keyhole: with its own types, whoever imports the language would pay for three times as many type
 * instantiations as the language itself takes.
 */
const z = zod as unknown as {
  string(): Rule;
  int(): Rule;
  number(): Rule;
  boolean(): Rule;
  enum(values: readonly string[]): Rule;
  array(of: unknown): Rule;
  strictObject(of: Readonly<Record<string, unknown>>): Rule;
  readonly iso: { datetime(options: { readonly offset: boolean }): Rule };
};

/** Longest keyword that is indexed, in characters: the mapping and the schema agree on it. */
export const longestKeyword = 1024;

/** Longest text, in characters: three hundred lines of a stack trace, and far less than Filebeat cuts off. */
export const longestText = 32_768;

/** What cannot be below zero. A change, a score or a balance can. */
const counted: readonly (LogUnit | undefined)[] = ['bytes', 'count', 'milliseconds'];
const least = (rule: Rule, unit: LogUnit | undefined): Schema<never> =>
  counted.includes(unit) ? rule.min(0) : rule;

/** What fields may hold. `Schema<never>` fits a field of any value: what the value is, the field says. */
export const holds = {
  text: (): Schema<never> => z.string().max(longestText),
  name: (): Schema<never> => z.string().min(1).max(longestKeyword),
  one: (of: readonly string[]): Schema<never> => z.enum(of),
  whole: (unit?: LogUnit): Schema<never> => least(z.int(), unit),
  number: (unit?: LogUnit): Schema<never> => least(z.number(), unit),
  flag: (): Schema<never> => z.boolean(),
  moment: (): Schema<never> => z.iso.datetime({ offset: true }),
  list: (of: Schema): Schema<never> => z.array(of),
};

/** The zod schema of a document: required, optional, and nothing else. */
export const documentSchema = <Value = Readonly<Record<string, unknown>>>(fields: LogFields): Schema<Value> =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([name, { schema, isOptional }]) => [
        name,
        isOptional ? (schema as Rule).optional() : schema,
      ]),
    ),
  );
