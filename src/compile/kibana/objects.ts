import type { KibanaResource, SavedObjectSpec } from '../../model/elastic-resource.ts';
import type { KibanaContent, KibanaDashboard, SavedSearch } from '../../model/kibana.ts';
import { dashboardObject } from './dashboard.ts';
import { dataViewObject, searchObject, tagObject } from './views.ts';

/** What an object is called by references to it. */
const nameOf = ({ type, id }: Pick<SavedObjectSpec, 'id' | 'type'>): string => `${type}/${id}`;

/** Everything that the content becomes, each object once and after what it refers to. */
export function savedObjects(content: KibanaContent): readonly SavedObjectSpec[] {
  const views = content.views.flatMap((of) => [...of.tags.map(tagObject), dataViewObject(of)]);
  return once([...views, ...content.searches.flatMap(withTags), ...content.dashboards.flatMap(ownObjects)]);
}

/** What one dashboard needs and the dashboard: a file of these can be imported alone. */
export function objectsOf(dashboard: KibanaDashboard, content: KibanaContent): readonly SavedObjectSpec[] {
  const all = new Map(savedObjects(content).map((object) => [nameOf(object), object]));
  const needed = new Set<string>();
  const need = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const reference of all.get(name)?.references ?? []) need(`${reference.type}/${reference.id}`);
  };
  need(`dashboard/${dashboard.id}`);
  return [...all].flatMap(([name, object]) => (needed.has(name) ? [object] : []));
}

/** The same as resources, for whoever sends them to a server. */
export const savedObjectResources = (content: KibanaContent): readonly KibanaResource[] =>
  savedObjects(content).map((spec) => ({ kind: 'saved-object', id: nameOf(spec), spec }));

const ownObjects = (dashboard: KibanaDashboard): readonly SavedObjectSpec[] => {
  const searches = dashboard.panels.flatMap(({ panel }) => (panel.type === 'search' ? [panel.search] : []));
  return [...dashboard.tags.map(tagObject), ...searches.flatMap(withTags), dashboardObject(dashboard)];
};

const withTags = (search: SavedSearch): readonly SavedObjectSpec[] => [
  ...search.tags.map(tagObject),
  searchObject(search),
];

/** The first object of each name. That two of one name are the same is for a check to see. */
const once = (objects: readonly SavedObjectSpec[]): readonly SavedObjectSpec[] => {
  const names = new Set<string>();
  return objects.filter((object) => !names.has(nameOf(object)) && names.add(nameOf(object)));
};
