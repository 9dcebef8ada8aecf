import { Failure } from '../model/failure.ts';
import type { KqlNode, KqlValue } from '../model/kql.ts';

/**
 * The same question in Lucene's syntax, which is what Grafana asks Elasticsearch in: `level:"ERROR" AND NOT _exists_:trace_id`.
 * What was written in KQL by hand cannot be said in it.
 */
export function printLucene(node: KqlNode): string {
  switch (node.type) {
    case 'is':
      return `${name(node.field)}:${literal(node.value)}`;
    case 'matches':
      return `${name(node.field)}:${node.pattern.split('*').map(name).join('*')}`;
    case 'compares':
      return `${name(node.field)}:${node.op}${literal(node.value)}`;
    case 'exists':
      return `_exists_:${name(node.field)}`;
    case 'not':
      return `NOT ${within(node.of)}`;
    case 'all':
      return node.of.map(within).join(' AND ');
    case 'any':
      return node.of.map(within).join(' OR ');
    case 'raw':
      throw new Failure(`Grafana cannot ask what is written in KQL: ${node.text.trim()}`, {
        why: 'its Elasticsearch data source speaks Lucene',
        next: 'say it with is(), anyOf(), above() and the like',
      });
    default:
      return node satisfies never;
  }
}

/** Lucene mixes AND and OR in its own way, so whatever has parts stands in brackets. */
const within = (node: KqlNode): string =>
  node.type === 'all' || node.type === 'any' || node.type === 'not'
    ? `(${printLucene(node)})`
    : printLucene(node);

const literal = (value: KqlValue): string =>
  typeof value === 'string'
    ? `"${value.replaceAll(/["\\]/g, '\\$&').replaceAll(/\s/g, ' ')}"`
    : String(value);

/** Two characters cannot be escaped, and stand for any one. */
const name = (text: string): string =>
  text.replaceAll(/[\\+\-=&|!(){}[\]^"~*:/ ]/g, '\\$&').replaceAll(/[<>]/g, '?');
