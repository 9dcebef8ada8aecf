import type { LogField, LogFields, LogUnit } from '../model/log.ts';
import { longestKeyword } from './field-schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** How Elasticsearch calls what a number measures; it knows no other units. Kibana formats by it. */
const units: Readonly<Partial<Record<LogUnit, string>>> = {
  bytes: 'byte',
  milliseconds: 'ms',
  percent: 'percent',
};

/**
 * The properties of a mapping, from the fields of log events.
 *
 * A list has no type of its own: Elasticsearch stores one value and many alike. A longer keyword than the schema allows is
 * kept, only not indexed. Prose is never ranked, so it has no norms.
 */
export function mappingProperties(fields: LogFields): Json {
  return Object.fromEntries(
    Object.entries(fields)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, property(field)]),
  );
}

function property(field: LogField): Json {
  const { kind, isIndexed, unit, fields } = field;
  switch (kind) {
    case 'object':
      return { properties: mappingProperties((fields ?? {}) as LogFields) };
    case 'keyword':
      return { type: 'keyword', ...(isIndexed ? { ignore_above: longestKeyword } : { index: false }) };
    case 'text':
      return { type: 'text', norms: false, ...(!isIndexed && { index: false }) };
    case 'boolean':
    case 'date':
    case 'double':
    case 'long': {
      const known = unit && units[unit];
      return { type: kind, ...(!isIndexed && { index: false }), ...(known && { meta: { unit: known } }) };
    }
    default:
      return kind satisfies never;
  }
}
