import { type LogField, type LogFields, longestKeyword } from '#lib';
import { redacted } from './redaction.ts';

/** What became of a document. */
export type Judgement =
  | { readonly outcome: 'accepted' | 'mended'; readonly document: Readonly<Record<string, unknown>> }
  | { readonly outcome: 'refused' };

/** Stands for a value that its field may not hold. */
const wrong = Symbol('wrong');
/** The value itself where nothing had to be done to it, a cleaned one, or `wrong`. */
type Reading = (value: unknown) => unknown;

const refused: Judgement = { outcome: 'refused' };

/**
 * Judges and cleans documents of some fields, in one pass and without a copy where nothing has to be done. What no definition
 * knows and what is wrong in an optional field is left out; what must be there and is not makes the whole document refused.
 *
 * It accepts what the zod schema of the fields accepts (a test holds it to that) in a fraction of the time: zod is asked when a
 * document is refused, because it can say why.
 */
export function createJudge(
  fields: LogFields,
  nameUser: (id: string) => string,
): (document: unknown) => Judgement {
  let isMended = false;

  function documentReading(of: LogFields): Reading {
    const readings = new Map(Object.entries(of).map(([name, field]) => [name, fieldReading(field)]));
    const required = Object.keys(of).filter((name) => !of[name]?.isOptional);
    return (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
      const given = value as Readonly<Record<string, unknown>>;
      let clean: Record<string, unknown> | undefined;
      for (const name in given) {
        const held = given[name];
        const reading = readings.get(name);
        const isOptional = of[name]?.isOptional ?? true;
        if (reading && held === undefined && isOptional) continue;
        const read = reading ? reading(held) : wrong;
        if (read === held) continue;
        if (read === wrong && !isOptional) return wrong;
        clean ??= { ...given };
        if (read === wrong) {
          isMended = true;
          delete clean[name];
        } else clean[name] = read;
      }
      for (const name of required) if (given[name] === undefined) return wrong;
      return clean ?? value;
    };
  }

  function fieldReading(field: LogField): Reading {
    const one = singleReading(field);
    if (!field.isList) return one;
    return (value) => {
      if (!Array.isArray(value)) return wrong;
      let clean: unknown[] | undefined;
      for (let at = 0; at < value.length; at++) {
        const read = one(value[at]);
        if (read === wrong) return wrong;
        if (read === value[at]) continue;
        clean ??= [...value];
        clean[at] = read;
      }
      return clean ?? value;
    };
  }

  function singleReading({ kind, closed, values, privacy, fields: inner, schema }: LogField): Reading {
    switch (kind) {
      case 'object':
        return documentReading(inner as LogFields);
      case 'boolean':
        return (value) => (typeof value === 'boolean' ? value : wrong);
      case 'long':
        return (value) => (Number.isSafeInteger(value) ? value : wrong);
      case 'double':
        return (value) => (Number.isFinite(value) ? value : wrong);
      case 'text':
        return (value) => (typeof value === 'string' ? redacted(value, privacy) : wrong);
      case 'date':
        return (value) => (schema.safeParse(value).success ? value : wrong);
      case 'keyword': {
        if (closed) {
          const known = new Set<unknown>(values);
          return (value) => (known.has(value) ? value : wrong);
        }
        const clean = privacy === 'user' ? nameUser : (text: string) => redacted(text, privacy);
        return (value) =>
          typeof value === 'string' && value.length > 0 && value.length <= longestKeyword
            ? clean(value)
            : wrong;
      }
      default:
        return kind satisfies never;
    }
  }

  const read = documentReading(fields);
  return (document) => {
    isMended = false;
    const clean = read(document);
    if (clean === wrong) return refused;
    return {
      outcome: isMended ? 'mended' : 'accepted',
      document: clean as Readonly<Record<string, unknown>>,
    };
  };
}
