import type { SavedObjectSpec } from '../../model/elastic-resource.ts';
import type { KibanaTag, KibanaView, SavedSearch } from '../../model/kibana.ts';
import { flatFields, type LogField } from '../../model/log.ts';
import { query } from './columns.ts';
import { line, savedObject, tagged } from './saved-object.ts';

/** A tag, as Kibana keeps it. */
export const tagObject = ({ id, name, description, colour }: KibanaTag): SavedObjectSpec =>
  savedObject({ type: 'tag', id, attributes: { name, description, color: colour } });

/**
 * A data view, as Kibana keeps it. Its list of fields is empty: Kibana asks the indices. What they cannot tell comes from the
 * catalog: what each field means (shown from 8.16 on), in which unit it is, and where its value leads to.
 */
export function dataViewObject({ view, links, tags }: KibanaView): SavedObjectSpec {
  const fields = flatFields(view.fields);
  const formats = fields.flatMap(([path, field]) => {
    const format = links[path] ? link(links[path]) : formatOf(field);
    return format ? [[path, format] as const] : [];
  });
  return savedObject({
    type: 'index-pattern',
    id: view.id,
    attributes: {
      title: view.pattern,
      name: view.title,
      timeFieldName: view.timeField,
      fieldAttrs: line(
        Object.fromEntries(fields.map(([path, { help }]) => [path, { customDescription: help }])),
      ),
      fieldFormatMap: line(Object.fromEntries(formats)),
      fields: '[]',
      runtimeFieldMap: '{}',
      sourceFilters: '[]',
      typeMeta: '{}',
    },
    references: tagged(tags),
  });
}

const link = (urlTemplate: string): object => ({
  id: 'url',
  params: { labelTemplate: '{{value}}', openLinkInCurrentTab: false, type: 'a', urlTemplate },
});

/** How a number is written, by its unit. Lens shows what it works out of a field in the format of the field. */
function formatOf({ unit, kind }: LogField): object | undefined {
  const number = (pattern: string): object => ({ id: 'number', params: { pattern } });
  switch (unit) {
    case 'bytes':
      return { id: 'bytes', params: { pattern: '0,0.[0]b' } };
    case 'count':
      // Also codes, which no separator of thousands may tear apart.
      return kind === 'long' ? number('0') : number('0.[00]');
    case 'milliseconds':
      return {
        id: 'duration',
        params: {
          includeSpaceWithSuffix: true,
          inputFormat: 'milliseconds',
          outputFormat: 'humanizePrecise',
          outputPrecision: 1,
          useShortSuffix: true,
        },
      };
    case 'percent':
      return number('0,0.[0]');
    case 'ratio':
      return { id: 'percent', params: { pattern: '0,0.[0]%' } };
    case 'score':
      return number('0.[0]');
    case 'usd':
      return number('$0,0.[00]');
    case undefined:
      return undefined;
    default:
      return unit satisfies never;
  }
}

/** A saved search, as Kibana keeps it. */
export function searchObject(search: SavedSearch): SavedObjectSpec {
  const { id, title, description, view, columns, sort, where, tags } = search;
  const index = 'kibanaSavedObjectMeta.searchSourceJSON.index';
  return savedObject({
    type: 'search',
    id,
    attributes: {
      title,
      description,
      columns,
      sort,
      grid: {},
      hideChart: false,
      isTextBasedQuery: false,
      timeRestore: false,
      kibanaSavedObjectMeta: {
        searchSourceJSON: line({ query: query(where), filter: [], indexRefName: index }),
      },
    },
    references: [{ id: view.id, name: index, type: 'index-pattern' }, ...tagged(tags)],
  });
}
