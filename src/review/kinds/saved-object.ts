import { isJson, type Json } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import type { Part } from '../parts.ts';
import { plain, quoted } from '../words.ts';

/** A panel of a Kibana dashboard, as a saved object has it and as the dashboards API has it. */
const panel: Part = {
  noun: 'panel',
  name: (one) => titleOf(one) ?? String(one.panelIndex ?? one.id ?? one.type),
  keys: (one, index) => [String(one.panelIndex ?? one.id ?? index), titleOf(one)],
  compare: (of) => {
    of.fact('title', 'title', quoted);
    of.fact('type');
    for (const key of ['gridData', 'grid']) of.fact(key, 'place', place);
    of.member('embeddableConfig', (config) => config.rest(), '');
    of.member('config', (config) => config.rest(), '');
    of.rest();
  },
  tell: ({ type }) => plain(type),
};

const reference: Part = {
  noun: 'reference',
  name: ({ name }) => String(name),
  keys: ({ name }) => [String(name)],
  compare: (of) => of.rest(),
  tell: ({ type, id }) => `to ${type}/${id}`,
};

/** What differs in a saved object of Kibana; what it keeps as text inside text has been taken apart before. */
export function compareSavedObject(of: Comparison): void {
  of.member('attributes', compareContent, '');
  of.list('references', reference);
  // Which migrations it has behind it is between the compiler and the server.
  for (const key of ['coreMigrationVersion', 'typeMigrationVersion', 'managed']) of.fact(key);
  of.rest();
}

/** What differs in a dashboard of Kibana's dashboards API. */
export function compareKibanaDashboard(of: Comparison): void {
  of.member('data', compareContent, '');
  of.rest();
}

function compareContent(of: Comparison): void {
  of.fact('title', 'title', quoted);
  of.fact('name', 'name', quoted);
  of.fact('description', 'description', quoted);
  of.fact('timeFieldName', 'time field');
  of.list('panelsJSON', panel);
  of.list('panels', panel);
  of.words('tags', 'tag');
  of.rest();
}

/** A title of its own, or that of what it shows. */
function titleOf(one: Json): string | undefined {
  const config = isJson(one.config) ? one.config : isJson(one.embeddableConfig) ? one.embeddableConfig : {};
  const title = one.title ?? config.title;
  return typeof title === 'string' && title !== '' ? title : undefined;
}

/** `x 0, y 8, 24 by 8`. */
const place = (grid: unknown): string =>
  isJson(grid) ? `x ${grid.x}, y ${grid.y}, ${grid.w} by ${grid.h}` : plain(grid);
