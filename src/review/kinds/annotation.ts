import { expression } from '../expression.ts';
import type { Part } from '../parts.ts';
import { datasource, quoted } from '../words.ts';

/** A query whose results a dashboard marks in its graphs. */
export const annotation: Part = {
  noun: 'annotation',
  name: ({ name }) => String(name),
  keys: ({ name }) => [String(name)],
  compare: (of) => {
    of.expression('expr', 'expression');
    of.fact('titleFormat', 'title', quoted);
    of.fact('textFormat', 'text', quoted);
    of.fact('datasource', 'data source', datasource);
    of.rest();
  },
  tell: ({ expr }) => (typeof expr === 'string' ? expression(expr) : undefined),
};
