import { isJson, type Json } from '../../model/json.ts';
import { oneLine } from '../expression.ts';
import type { Part } from '../parts.ts';
import { datasource, plain, quoted } from '../words.ts';

/** A variable of a dashboard. */
export const variable: Part = {
  noun: 'variable',
  name: ({ name }) => String(name),
  keys: ({ name }) => [String(name)],
  compare: (of) => {
    of.fact('label', 'label', quoted);
    of.fact('description', 'description', quoted);
    of.fact('type');
    // Grafana keeps the text of the query a second time.
    if ([of.before, of.after].every((one) => one.definition === textOf(one))) of.silence('definition');
    of.fact('query', 'query', (value) => queryText(value) ?? plain(value));
    of.fact('datasource', 'data source', datasource);
    of.rest();
  },
  tell: textOf,
};

function textOf({ query }: Json): string | undefined {
  return queryText(query);
}

function queryText(query: unknown): string | undefined {
  const text = isJson(query) ? query.query : query;
  return typeof text === 'string' && text ? oneLine(text) : undefined;
}
