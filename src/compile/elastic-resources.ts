import { namedBy } from '../elasticsearch/named.ts';
import type { KibanaResource, SavedObjectSpec } from '../model/elastic-resource.ts';
import { isJson } from '../model/json.ts';
import type { Project } from '../model/project.ts';
import { type Resource, refOf } from '../model/resource.ts';
import { apiDashboardResources } from './kibana/api.ts';
import { savedObjectResources } from './kibana/objects.ts';
import { type KibanaPlace, placed } from './kibana/placed.ts';

/** What of a target decides what its Elasticsearch and its Kibana get. */
export interface ElasticTarget extends KibanaPlace {
  /** Whether there is a Kibana. */
  readonly kibana: boolean;
  /** Space that saved objects go to; the default one where absent. */
  readonly space?: string;
  /** Whether Kibana has the dashboards API. */
  readonly dashboardsApi: boolean;
  /** References of what is ours there. */
  readonly ours: readonly string[];
}

/**
 * What the definitions want a cluster and its Kibana to hold, each with the references of what must be there before it. A
 * dashboard that is defined both as a saved object and in the words of the dashboards API is one thing: a server gets one of the two.
 */
export function elasticResources(project: Project, target: ElasticTarget): readonly Resource[] {
  const all: readonly Resource[] = [
    ...(project.elasticsearch ?? []),
    ...(target.kibana ? oneOfTwo(kibanaResources(project, target), target) : []),
  ];
  return inOrder(all, target);
}

/** Resources with the references of what must be there before each, of those that are among them. */
export function inOrder(all: readonly Resource[], target: Pick<ElasticTarget, 'space'>): readonly Resource[] {
  const known = new Set(all.map(refOf));
  return all.map((resource) => {
    const needs = [...new Set([...(resource.needs ?? []), ...needsOf(resource, all, target)])];
    const there = needs.filter((ref) => known.has(ref) && ref !== refOf(resource)).sort();
    const { needs: _, ...rest } = resource;
    return there.length > 0 ? { ...rest, needs: there } : rest;
  });
}

/** Spaces and roles as they are defined, and the content in both of the ways that there are to send it. */
function kibanaResources(
  { kibana = [], kibanaContent }: Project,
  target: ElasticTarget,
): readonly KibanaResource[] {
  if (!kibanaContent) return kibana;
  const content = placed(kibanaContent, target);
  return [...kibana, ...savedObjectResources(content), ...apiDashboardResources(content)];
}

/** What was imported goes on being imported, on a server that has got the API since, too: the other kind would be a stranger to it. */
function oneOfTwo(
  resources: readonly KibanaResource[],
  { dashboardsApi, ours }: ElasticTarget,
): readonly KibanaResource[] {
  const imported = (id: string): string => `saved-object/dashboard/${id}`;
  const viaApi = new Set(
    resources.flatMap(({ kind, id }) =>
      kind === 'kibana-dashboard' && dashboardsApi && !ours.includes(imported(id)) ? [id] : [],
    ),
  );
  return resources.filter((resource) => {
    if (resource.kind === 'kibana-dashboard') return viaApi.has(resource.id);
    return !(
      resource.kind === 'saved-object' &&
      resource.spec.type === 'dashboard' &&
      viaApi.has(resource.spec.id)
    );
  });
}

/** References that the spec of a resource makes; some may be to what is not ours. */
function needsOf(
  resource: Resource,
  all: readonly Resource[],
  { space }: Pick<ElasticTarget, 'space'>,
): readonly string[] {
  const { kind, spec } = resource;
  const inSpace = space === undefined ? [] : [`space/${space}`];
  switch (kind) {
    case 'role':
      return listed(spec, 'spaces').map((id) => `space/${id}`);
    case 'saved-object': {
      const { type, references } = spec as SavedObjectSpec;
      // Dashboards may lead to one another, in a circle; only what an import looks up, and what stands before it, has to be there.
      const before = references.filter((to) => rank(to.type) < rank(type));
      return [...inSpace, ...before.map((to) => `saved-object/${to.type}/${to.id}`)];
    }
    case 'kibana-dashboard':
      return [
        ...inSpace,
        ...all
          .filter((one) => one.kind === 'saved-object' && (one.spec as SavedObjectSpec).type !== 'dashboard')
          .map(refOf),
      ];
    default:
      return namedBy(resource);
  }
}

const types: readonly string[] = ['index-pattern', 'tag', 'search', 'lens', 'dashboard'];
const rank = (type: string): number => types.indexOf(type);

/** The texts in every list of a name, wherever in a spec. */
function listed(spec: unknown, key: string): readonly string[] {
  if (Array.isArray(spec)) return spec.flatMap((item) => listed(item, key));
  if (!isJson(spec)) return [];
  return Object.entries(spec).flatMap(([name, member]) =>
    name === key && Array.isArray(member) ? member.map(String) : listed(member, key),
  );
}
