import { Failure } from '../../model/failure.ts';
import type { Kql, KqlComparison, KqlNode, KqlValue } from '../../model/kql.ts';
import { type FieldPath, flatFields, type LogField, type LogFields, type LogView } from '../../model/log.ts';
import type { FieldsOf, Fits, Known, Needs, Numeric, Other, ValueAt, Whole } from './fields.ts';

type Compares<Verb extends string, Fields, Id extends string> = <
  const Path extends FieldsOf<Fields, Numeric> | Other,
>(
  field: Needs<Verb, Fields, Path, Numeric, 'use is() or anyOf()'> & Path,
  value: number,
) => Kql<Id>;

/** What may be written for a value: what the field holds, and anything else, so that the answer can be a sentence. */
type Given<Fields, Path extends string> = ValueAt<Fields, Path> | Other | boolean | number;

/** Questions to the lines of a view, in Kibana's query language. */
export interface Questions<Fields, Id extends string> {
  /** The field holds the value: `is('level', 'ERROR')` prints `level: "ERROR"`. */
  readonly is: <const Path extends FieldsOf<Fields, Whole> | Other, const Value extends Given<Fields, Path>>(
    field: Needs<'is', Fields, Path, Whole, 'use phrase() or matching()'> & Path,
    value: Fits<Fields, Path, Value> & Value,
  ) => Kql<Id>;
  /** The field holds one of the values. Prints `status: ("failure" or "timeout")`. */
  readonly anyOf: <
    const Path extends FieldsOf<Fields, Whole> | Other,
    const Values extends readonly [Given<Fields, Path>, ...Given<Fields, Path>[]],
  >(
    field: Needs<'anyOf', Fields, Path, Whole, 'use phrase() or matching()'> & Path,
    ...values: { readonly [At in keyof Values]: Fits<Fields, Path, Values[At]> & Values[At] }
  ) => Kql<Id>;
  /** The field is more than the value, in its own unit. Prints `duration_ms > 500`. */
  readonly above: Compares<'above', Fields, Id>;
  /** The field is at least the value. Prints `duration_ms >= 500`. */
  readonly atLeast: Compares<'atLeast', Fields, Id>;
  /** The field is less than the value. Prints `duration_ms < 500`. */
  readonly below: Compares<'below', Fields, Id>;
  /** The field is at most the value. Prints `duration_ms <= 500`. */
  readonly atMost: Compares<'atMost', Fields, Id>;
  /** The field holds anything at all. Prints `trace_id: *`. */
  readonly exists: <const Path extends FieldPath<Fields> | Other>(
    field: Known<Fields, Path> & Path,
  ) => Kql<Id>;
  /** Text in which these words stand one after the other. Prints `message: "connection reset"`. */
  readonly phrase: <const Path extends FieldsOf<Fields, 'text'> | Other>(
    field: Needs<'phrase', Fields, Path, 'text', 'use is()'> & Path,
    words: string,
  ) => Kql<Id>;
  /** A word of the text, or the whole keyword, has this shape; `*` is anything. Prints `message: timeout*`. */
  readonly matching: <const Path extends FieldsOf<Fields, 'keyword' | 'text'> | Other>(
    field: Needs<'matching', Fields, Path, 'keyword' | 'text', 'use is(), above() or below()'> & Path,
    pattern: string,
  ) => Kql<Id>;
  /** Every one of these holds. */
  readonly all: (...of: readonly [Kql<Id>, Kql<Id>, ...Kql<Id>[]]) => Kql<Id>;
  /** At least one of these holds. */
  readonly any: (...of: readonly [Kql<Id>, Kql<Id>, ...Kql<Id>[]]) => Kql<Id>;
  /** It does not hold. */
  readonly not: (of: Kql<Id>) => Kql<Id>;
  /** KQL as it is typed into Kibana, for what the functions do not say. The build reads it and looks for its fields. */
  readonly raw: (text: TemplateStringsArray) => Kql<Id>;
}

/** The questions that can be asked of a view. */
export function questions<Fields, Id extends string>(view: LogView<Fields, Id>): Questions<Fields, Id> {
  const kql = (node: KqlNode): Kql => ({ node, view: view.id });
  const compares =
    (op: KqlComparison) =>
    (field: string, value: number): Kql =>
      kql({ type: 'compares', field: searched(view, field), op, value });
  const is = (field: string, value: KqlValue): KqlNode => ({
    type: 'is',
    field: searched(view, field),
    value,
  });
  return {
    is: (field: string, value: KqlValue) => kql(is(field, value)),
    anyOf: (field: string, ...values: readonly KqlValue[]) =>
      kql(
        joined(
          'any',
          values.map((value) => is(field, value)),
        ),
      ),
    above: compares('>'),
    atLeast: compares('>='),
    below: compares('<'),
    atMost: compares('<='),
    exists: (field: string) => kql({ type: 'exists', field: searched(view, field) }),
    phrase: (field: string, words: string) => kql(is(field, words)),
    matching: (field: string, pattern: string) => kql(shaped(searched(view, field), pattern)),
    all: (...of: readonly Kql[]) =>
      kql(
        joined(
          'all',
          of.map((one) => asked(view, one)),
        ),
      ),
    any: (...of: readonly Kql[]) =>
      kql(
        joined(
          'any',
          of.map((one) => asked(view, one)),
        ),
      ),
    not: (of: Kql) => kql({ type: 'not', of: asked(view, of) }),
    raw: (text: TemplateStringsArray) => kql({ type: 'raw', text: text.raw.join('') }),
  } as unknown as Questions<Fields, Id>;
}

/** The tree of a question. Fails where it was put to the lines of another view. */
export function asked(view: Pick<LogView<unknown>, 'id'>, { node, view: of }: Kql): KqlNode {
  if (of !== view.id)
    throw new Failure(`a question about ${of} is put to the lines of ${view.id}`, {
      why: 'the two have other fields, and other indices',
      next: `write the question with the functions of reading() over ${view.id}`,
    });
  return node;
}

/** The field at a path of a view, which the compiler has seen already. */
export function fieldAt(view: LogView<unknown>, path: string): LogField | undefined {
  return new Map(flatFields(view.fields as LogFields)).get(path);
}

function searched(view: LogView<unknown>, path: string): string {
  if (fieldAt(view, path)?.isIndexed === false)
    throw new Failure(`${path} of ${view.id} cannot be searched`, {
      why: 'it is kept and shown, but not indexed',
      next: 'ask another field, or let it be searched in the catalog',
    });
  return path;
}

function shaped(field: string, pattern: string): KqlNode {
  if (/^\**$/.test(pattern) || pattern.trim() !== pattern)
    throw new Failure(`matching('${field}', '${pattern}') does not say what to look for`, {
      why: 'a pattern has characters beside its *, and blanks at its ends are lost',
      next: `write exists('${field}'), or a pattern such as 'timeout*'`,
    });
  return pattern.includes('*') ? { type: 'matches', field, pattern } : { type: 'is', field, value: pattern };
}

/** What is joined by the same word stands side by side, as the parser reads it. */
function joined(type: 'all' | 'any', of: readonly KqlNode[]): KqlNode {
  const [only] = of;
  if (only && of.length === 1) return only;
  return { type, of: of.flatMap((one) => (one.type === type ? one.of : [one])) };
}
