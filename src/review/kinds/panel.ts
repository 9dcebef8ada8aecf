import type { Comparison } from '../comparison.ts';
import type { Part } from '../parts.ts';
import { datasource, plain, quoted } from '../words.ts';
import { compareFields } from './field.ts';
import { link } from './link.ts';
import { query } from './query.ts';

const transformation: Part = {
  noun: 'transformation',
  name: ({ id }) => String(id),
  keys: ({ id }) => [String(id)],
  compare: (of) => of.rest(),
};

/** What differs in a panel, its place apart. */
export function comparePanel(of: Comparison): void {
  of.fact('title', 'title', quoted);
  of.fact('description', 'description', quoted);
  of.fact('type');
  of.fact('id');
  of.fact('datasource', 'data source', datasource);
  of.list('targets', query(of));
  of.list('transformations', transformation);
  of.member('fieldConfig', compareFields, '');
  of.list('links', link);
  of.fact('interval', 'least interval', plain);
  of.rest();
}
