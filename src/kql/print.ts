import type { KqlNode, KqlValue } from '../model/kql.ts';

/** How tightly a node holds together; one that holds less than its place asks for stands in brackets. */
const tightness: Readonly<Record<KqlNode['type'], number>> = {
  raw: 0,
  any: 1,
  all: 2,
  not: 3,
  compares: 4,
  exists: 4,
  is: 4,
  matches: 4,
};

/**
 * KQL as Kibana reads it: `level: "ERROR" and duration_ms > 500 and not trace_id: *`. Names and patterns are escaped,
 * text is quoted, so nothing in a value can end it.
 */
export function printKql(node: KqlNode): string {
  switch (node.type) {
    case 'is':
      return `${word(node.field)}: ${literal(node.value)}`;
    case 'matches':
      return `${word(node.field)}: ${pattern(node.pattern)}`;
    case 'compares':
      return `${word(node.field)} ${node.op} ${literal(node.value)}`;
    case 'exists':
      return `${word(node.field)}: *`;
    case 'not':
      return `not ${within(node.of, 4)}`;
    case 'all':
      return node.of.map((one) => within(one, 3)).join(' and ');
    case 'any':
      return values(node.of) ?? node.of.map((one) => within(one, 2)).join(' or ');
    case 'raw':
      return node.text.trim();
    default:
      return node satisfies never;
  }
}

function within(node: KqlNode, least: number): string {
  const text = printKql(node);
  // One alternative over a single field is printed as a list of values, which needs no brackets of its own.
  const held = node.type === 'any' && values(node.of) ? 4 : tightness[node.type];
  return held < least ? `(${text})` : text;
}

/** `status: ("failure" or "timeout")`, where all alternatives ask the same field for a value. */
function values(nodes: readonly KqlNode[]): string | undefined {
  const [first] = nodes;
  if (nodes.length < 2 || first?.type !== 'is') return undefined;
  const same = nodes.flatMap((one) => (one.type === 'is' && one.field === first.field ? [one.value] : []));
  return same.length === nodes.length
    ? `${word(first.field)}: (${same.map(literal).join(' or ')})`
    : undefined;
}

/** Text in quotes: there a quotation mark and a backslash mean themselves only behind a backslash, and lines must not end. */
const literal = (value: KqlValue): string =>
  typeof value === 'string'
    ? `"${value
        .replaceAll(/["\\]/g, '\\$&')
        .replaceAll('\t', '\\t')
        .replaceAll('\r', '\\r')
        .replaceAll('\n', '\\n')}"`
    : String(value);

/** A name without quotes. Every character that would end it, and every word that would join it, stands behind a backslash. */
const word = (text: string): string =>
  text
    .replaceAll(/[\\():<>"*{}]/g, '\\$&')
    .replaceAll(/(?<!\S)(?:and|or|not)(?!\S)/gi, '\\$&')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n');

const pattern = (text: string): string => text.split('*').map(word).join('*');
