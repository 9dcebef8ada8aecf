import type { ElasticsearchResource, IndexTemplateSpec } from '../model/elastic-resource.ts';
import { fits } from '../model/index-pattern.ts';

type Json = { readonly [key: string]: unknown };

/** What a new index of some name would be like. */
export interface NewIndex {
  /** The template that counts. */
  readonly template: string;
  readonly settings: Json;
  readonly mappings: Json;
}

/**
 * What `POST /_index_template/_simulate_index/<name>` answers: of all templates that match, the one with the highest priority,
 * on the components that it names, in their order. `undefined` when no template matches.
 */
export function newIndex(resources: readonly ElasticsearchResource[], name: string): NewIndex | undefined {
  const templates = resources
    .filter((one) => one.kind === 'index-template')
    .filter(({ spec }) => spec.index_patterns.some((pattern) => fits(pattern, name)))
    .sort((a, b) => b.spec.priority - a.spec.priority);
  const [first] = templates;
  if (!first) return undefined;
  const parts = [
    ...first.spec.composed_of.map((id) => componentOf(resources, id)),
    first.spec.template ?? {},
  ];
  return {
    template: first.id,
    settings: parts.reduce((all: Json, { settings }) => merge(all, settings ?? {}), {}),
    mappings: parts.reduce((all: Json, { mappings }) => merge(all, mappings ?? {}), {}),
  };
}

const componentOf = (
  resources: readonly ElasticsearchResource[],
  id: string,
): NonNullable<IndexTemplateSpec['template']> => {
  const found = resources.find((one) => one.kind === 'component-template' && one.id === id);
  return found?.kind === 'component-template' ? found.spec.template : {};
};

/** What comes later wins, member by member. */
function merge(one: Json, other: Json): Json {
  const merged: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return merged;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
