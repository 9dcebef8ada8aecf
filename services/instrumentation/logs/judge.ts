import { type LogField, type LogFields, longestKeyword, longestText } from '#lib';
import { nearDate, nearNumber } from './near.ts';
import { redacted } from './redaction.ts';
import type { Fault } from './slip.ts';

/** What is wrong, by the paths of fields; the first thing where there are several. */
export type Faults = ReadonlyMap<string, Fault>;

/** What became of a document. */
export type Judgement =
  | { readonly outcome: 'accepted'; readonly document: Readonly<Record<string, unknown>> }
  | {
      readonly outcome: 'mended';
      readonly document: Readonly<Record<string, unknown>>;
      readonly faults: Faults;
    }
  | { readonly outcome: 'refused'; readonly faults: Faults };

/** Stands for a value that its field may not hold. */
const wrong = Symbol('wrong');
/** The value itself where nothing had to be done to it, a cleaned one, or `wrong`. */
type Reading = (value: unknown) => unknown;

/** Characters beyond the longest text that are looked at, so that the cut leaves no half of a secret behind. */
const margin = 4096;
/** Entries of a list that are written. */
const longestList = 1000;
const cutMark = ' [cut]';
/** Names that are told of fields that nobody defined: others may be anything, a secret included. */
const plainName = /^[A-Za-z_][\w.-]{0,63}$/;

/**
 * Judges and cleans documents of some fields, in one pass and without a copy where nothing has to be done. What is nearly right is
 * mended; what no definition knows and what is wrong in an optional field is left out; what must be there and is not makes the
 * whole document refused.
 *
 * It accepts what the zod schema of the fields accepts (a test holds it to that) in a fraction of the time.
 */
export function createJudge(
  fields: LogFields,
  nameUser: (id: string) => string,
): (document: unknown) => Judgement {
  let faults = new Map<string, Fault>();
  const note = (path: string, fault: Fault): void => {
    if (!faults.has(path)) faults.set(path, fault);
  };

  function documentReading(of: LogFields, path: string): Reading {
    const within = (name: string): string => (path ? `${path}.${name}` : name);
    const entries = Object.entries(of).map(([name, field]) => ({
      name,
      reading: fieldReading(field, within(name)),
      isOptional: field.isOptional,
    }));
    const known = new Map(entries.map((entry) => [entry.name, entry]));
    const required = entries.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
    return (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        note(path, 'wrong');
        return wrong;
      }
      const given = value as Readonly<Record<string, unknown>>;
      // What has its own idea of how it is written would be written without having been judged.
      let clean: Record<string, unknown> | undefined =
        typeof given.toJSON === 'function' ? { ...given } : undefined;
      let isWrong = false;
      for (const name in given) {
        const entry = known.get(name);
        const held = given[name];
        if (!entry) {
          note(within(plainName.test(name) ? name : '(another)'), 'unknown');
          clean ??= { ...given };
          delete clean[name];
          continue;
        }
        if (held === undefined) continue;
        const read = entry.reading(held);
        if (read === held) continue;
        clean ??= { ...given };
        if (read !== wrong) clean[name] = read;
        else if (entry.isOptional) delete clean[name];
        else isWrong = true;
      }
      for (const name of required)
        if (given[name] === undefined) {
          note(within(name), 'missing');
          isWrong = true;
        }
      return isWrong ? wrong : (clean ?? value);
    };
  }

  function fieldReading(field: LogField, path: string): Reading {
    const one =
      field.kind === 'object' ? documentReading(field.fields as LogFields, path) : checked(field, path);
    if (!field.isList) return one;
    return (value) => {
      if (!Array.isArray(value)) {
        note(path, 'wrong');
        return wrong;
      }
      // Nobody reads a line of a thousand entries, and everybody would wait for it.
      let clean: unknown[] | undefined = value.length > longestList ? value.slice(0, longestList) : undefined;
      if (clean) note(path, 'cut');
      const length = Math.min(value.length, longestList);
      let isWrong = false;
      for (let at = 0; at < length; at++) {
        const read = one(value[at]);
        if (read === value[at]) continue;
        if (read === wrong) isWrong = true;
        clean ??= [...value];
        clean[at] = read;
      }
      return isWrong ? wrong : (clean ?? value);
    };
  }

  /** A reading that notes what is wrong. */
  function checked(field: LogField, path: string): Reading {
    const read = singleReading(field, (fault) => note(path, fault));
    return (value) => {
      const clean = read(value);
      if (clean === wrong) note(path, 'wrong');
      return clean;
    };
  }

  function singleReading(field: LogField, mended: (fault: Fault) => void): Reading {
    const { kind, closed, values, privacy, schema } = field;
    const near = (found: { readonly value: unknown; readonly fault: Fault } | undefined): unknown => {
      if (!found || !schema.safeParse(field.isList ? [found.value] : found.value).success) return wrong;
      mended(found.fault);
      return found.value;
    };
    const isRight = (value: unknown): boolean => schema.safeParse(field.isList ? [value] : value).success;
    switch (kind) {
      case 'object':
        return isRight;
      case 'boolean':
        return (value) => (typeof value === 'boolean' ? value : wrong);
      case 'long':
        return (value) =>
          Number.isSafeInteger(value) && ((value as number) >= 0 || isRight(value))
            ? value
            : near(nearNumber(value, true));
      case 'double':
        return (value) =>
          Number.isFinite(value) && ((value as number) >= 0 || isRight(value))
            ? value
            : near(nearNumber(value, false));
      case 'text':
        return (value) => {
          if (typeof value !== 'string') return wrong;
          const clean = redacted(
            value.length > longestText ? value.slice(0, longestText + margin) : value,
            privacy,
          );
          // A mark may be longer than what it stands for.
          if (value.length <= longestText && clean.length <= longestText) return clean;
          mended('cut');
          return cut(clean);
        };
      case 'date':
        return (value) => (isRight(value) ? value : near(nearDate(value)));
      case 'keyword': {
        if (closed) {
          const known = new Set<unknown>(values);
          return (value) => (known.has(value) ? value : wrong);
        }
        const clean = privacy === 'user' ? nameUser : (text: string) => redacted(text, privacy);
        return (value) => {
          if (typeof value !== 'string' || value.length === 0 || value.length > longestKeyword) return wrong;
          const name = clean(value);
          return name.length <= longestKeyword ? name : wrong;
        };
      }
      default:
        return kind satisfies never;
    }
  }

  const read = documentReading(fields, '');
  return (document) => {
    if (faults.size > 0) faults = new Map();
    const clean = read(document);
    if (clean === wrong) return { outcome: 'refused', faults };
    const cleaned = clean as Readonly<Record<string, unknown>>;
    return faults.size > 0
      ? { outcome: 'mended', document: cleaned, faults }
      : { outcome: 'accepted', document: cleaned };
  };
}

/** A text of the length that fields hold at most, with a mark at its end. No character is cut in two. */
function cut(text: string): string {
  const kept = text.slice(0, longestText - cutMark.length);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}${cutMark}`;
}
