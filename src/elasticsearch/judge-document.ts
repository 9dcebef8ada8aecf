/** What Elasticsearch makes of a part of a document. */
export interface DocumentProblem {
  /** Path of the field: `github_integration.branch`. */
  readonly path: string;
  /** What its answer would say. */
  readonly reason: string;
  /** `refused`: the whole document is, with status 400. `kept`: the value is stored and shown, but cannot be searched. */
  readonly effect: 'kept' | 'refused';
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a document as an index with this mapping would. Lists are looked at value by value, and `null` is no value. Texts that
 * look like numbers are taken for numbers, as Elasticsearch does unless told not to.
 */
export function judgeDocument(mapping: Json, document: Json): readonly DocumentProblem[] {
  return judgeObject(mapping, document, '', mapping.dynamic ?? true);
}

function judgeObject(
  mapping: Json,
  object: Json,
  before: string,
  dynamic: unknown,
): readonly DocumentProblem[] {
  const properties = (mapping.properties ?? {}) as Readonly<Record<string, Json>>;
  return Object.entries(object).flatMap(([name, held]) => {
    const path = `${before}${name}`;
    const property = properties[name];
    return [held]
      .flat(Number.POSITIVE_INFINITY)
      .filter((value) => value !== null && value !== undefined)
      .flatMap((value) => (property ? judgeValue(property, value, path, dynamic) : unmapped(path, dynamic)));
  });
}

function unmapped(path: string, dynamic: unknown): readonly DocumentProblem[] {
  if (dynamic === true || dynamic === 'true') return [];
  if (dynamic === 'strict')
    return [
      {
        path,
        effect: 'refused',
        reason: `mapping set to strict, dynamic introduction of [${path}] is not allowed`,
      },
    ];
  return [{ path, effect: 'kept', reason: `no mapping for [${path}], and dynamic is false` }];
}

function judgeValue(
  property: Json,
  value: unknown,
  path: string,
  dynamic: unknown,
): readonly DocumentProblem[] {
  const isObject = typeof value === 'object';
  if (property.properties)
    return isObject
      ? judgeObject(property, value as Json, `${path}.`, property.dynamic ?? dynamic)
      : [
          {
            path,
            effect: 'refused',
            reason: `object mapping for [${path}] tried to parse field [${path}] as object, but found a concrete value`,
          },
        ];
  const type = String(property.type);
  if (isObject || !readable[type]?.(value))
    return [
      {
        path,
        effect: 'refused',
        reason: `failed to parse field [${path}] of type [${type}]. Preview of field's value: '${isObject ? JSON.stringify(value) : String(value)}'`,
      },
    ];
  const limit = property.ignore_above;
  if (typeof limit === 'number' && String(value).length > limit)
    return [{ path, effect: 'kept', reason: `[${path}] is longer than ignore_above [${limit}]` }];
  return [];
}

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' ||
  (typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value));

/** `strict_date_optional_time||epoch_millis`, the format of a date that names no other. */
const day = /^\d{4}(-\d\d(-\d\d(T(\d\d(:\d\d(:\d\d([.,]\d{1,9})?)?)?(Z|[+-]\d\d(:?\d\d)?)?)?)?)?)?$/;

/** Which values a type takes, objects aside. */
const readable: Readonly<Record<string, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean' || value === 'true' || value === 'false' || value === '',
  date: (value) =>
    typeof value === 'number'
      ? Number.isInteger(value)
      : typeof value === 'string' &&
        (/^-?\d+$/.test(value) || (day.test(value) && !Number.isNaN(Date.parse(value.slice(0, 10))))),
  double: isNumeric,
  keyword: () => true,
  long: (value) => isNumeric(value) && Math.abs(Number(value)) < 2 ** 63,
  text: () => true,
};
