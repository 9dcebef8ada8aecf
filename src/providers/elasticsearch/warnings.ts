import { z } from 'zod';
import type { ComponentTemplateSpec, IndexTemplateSpec } from '../../model/elastic-resource.ts';
import { fits, overlap } from '../../model/index-pattern.ts';
import type { Plan, Warning } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { ServerError } from '../../model/server-error.ts';
import { type ElasticsearchApi, read } from './api.ts';
import { allIndexTemplates } from './index-templates.ts';
import { conflicts, mappedFields } from './mapped-fields.ts';

const health = z.object({ status: z.string() });
const mappings = z.record(z.string(), z.object({ mappings: z.record(z.string(), z.unknown()) }));

/** What stands in the way of a plan for a cluster, or will surprise somebody: found by reading, before anything is written. */
export async function elasticsearchWarnings(
  api: ElasticsearchApi,
  plan: Plan,
  desired: readonly Resource[],
): Promise<readonly Warning[]> {
  const written = new Set(
    plan.changes.flatMap(({ action, ref }) => (action === 'create' || action === 'update' ? [ref] : [])),
  );
  const templates = desired.filter(isTemplate);
  // A template is another when what it is composed of is.
  const changing = templates.filter(
    ({ id, spec }) =>
      written.has(`index-template/${id}`) ||
      spec.composed_of.some((name) => written.has(`component-template/${name}`)),
  );
  const [state, rivals, fields] = await Promise.all([
    unlessHidden('whether the cluster is well', () => redCluster(api)),
    unlessHidden('whether templates of others are in the way', () => rivalsOf(api, changing, templates)),
    unlessHidden('whether fields have another type in indices that exist', () =>
      fieldConflicts(api, templates, desired),
    ),
  ]);
  return [...state, ...rivals, ...fields];
}

/** What the account may not look at keeps nobody from seeing the rest of a plan. */
async function unlessHidden(
  what: string,
  find: () => Promise<readonly Warning[]>,
): Promise<readonly Warning[]> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof ServerError) || error.fault !== 'forbidden') throw error;
    const { why, next } = error.detail;
    return [{ message: `it is not known ${what}: ${why ?? 'the account may not look'}`, next }];
  }
}

type Template = Resource<'index-template', IndexTemplateSpec>;

const isTemplate = (resource: Resource): resource is Template => resource.kind === 'index-template';

async function redCluster({ rest, cluster }: ElasticsearchApi): Promise<readonly Warning[]> {
  const { status } = read(health, (await rest.get('/_cluster/health')).body, rest.address.base);
  if (status !== 'red') return [];
  return [
    {
      message: `the cluster ${cluster} is red: some of its indices cannot be read or written`,
      next: `curl '${rest.address.base}/_cat/indices?health=red&v', to see which, and /_cluster/allocation/explain, to see why`,
      isGrave: true,
    },
  ];
}

/**
 * Templates of others that fit the same indices as ours. One of the same priority makes Elasticsearch refuse ours; one of a
 * higher priority is used instead, and nobody is told.
 */
async function rivalsOf(
  api: ElasticsearchApi,
  changing: readonly Template[],
  ours: readonly Template[],
): Promise<readonly Warning[]> {
  if (ours.length === 0) return [];
  const known = new Set(ours.map(({ id }) => id));
  const others = (await allIndexTemplates(api)).filter(({ name }) => !known.has(name));
  return ours.flatMap((template) => {
    const { id, spec } = template;
    return others.flatMap(({ name, spec: { index_patterns, priority = 0 } }) => {
      if (!index_patterns.some((one) => spec.index_patterns.some((two) => overlap(one, two)))) return [];
      const patterns = index_patterns.join(', ');
      if (priority > spec.priority)
        return {
          message: `new indices of ${id} that fit ${patterns} are made from ${name}, which is not ours and has a higher priority (${priority} over ${spec.priority}): they get its fields, shards and lifecycle`,
          next: `give ${id} a priority above ${priority}, or agree with the owner of ${name} on its patterns`,
        };
      if (priority < spec.priority || !changing.includes(template)) return [];
      return {
        message: `index-template ${id} will be refused: ${name}, which is not ours, has the same priority ${spec.priority} and patterns that meet it (${patterns})`,
        next: `give ${id} another priority (above 500 it wins over what Elastic brings along), or narrower patterns`,
      };
    });
  });
}

/**
 * Indices that exist keep their mapping, so what a template says from now on differs from what is there. Told as long as such
 * an index is there, since as long searches fail.
 */
async function fieldConflicts(
  { rest }: ElasticsearchApi,
  all: readonly Template[],
  desired: readonly Resource[],
): Promise<readonly Warning[]> {
  const patterns = [...new Set(all.flatMap(({ spec }) => spec.index_patterns))].sort();
  if (patterns.length === 0) return [];
  const path = `/${patterns.map(encodeURIComponent).join(',')}/_mapping`;
  const options = { ignore_unavailable: 'true', allow_no_indices: 'true', expand_wildcards: 'open,hidden' };
  const found = await rest.find(path, options);
  const indices = found ? read(mappings, found.body, rest.address.base) : {};
  const met = Object.entries(indices).flatMap(([index, { mappings }]) => {
    const template = winner(index, all);
    if (!template) return [];
    return conflicts(mappedFields(mappings), fieldsOf(template, desired)).map((conflict) => ({
      index,
      template: template.id,
      ...conflict,
    }));
  });
  // Yesterday's index has what the one of the day before has.
  const groups = new Map<string, typeof met>();
  for (const one of met) {
    const key = [one.template, one.field, one.was, one.is].join();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const { index, template, field, was, is } = group.at(-1) as (typeof met)[number];
    const more = group.length > 1 ? ` and ${group.length - 1} more` : '';
    return {
      message: `${index}${more}: the field ${field} is ${was} there, and ${is} in new indices of ${template}; searches over both fail on it`,
      next: `wait for the next index (of a new day, or after a rollover) and leave ${index} to its end; or POST /_reindex it into one that is made anew`,
    };
  });
}

/** The template that an index is made from: of those that fit, the one with the highest priority, alone. */
const winner = (index: string, all: readonly Template[]): Template | undefined =>
  all
    .filter(({ spec }) => spec.index_patterns.some((pattern) => fits(pattern, index)))
    .sort((left, right) => right.spec.priority - left.spec.priority)[0];

/** Fields of a template: those of its components, in their order, then its own. */
function fieldsOf(template: Template, desired: readonly Resource[]): ReadonlyMap<string, string> {
  const components = template.spec.composed_of.map(
    (name) =>
      desired.find(({ kind, id }) => kind === 'component-template' && id === name)?.spec as
        | ComponentTemplateSpec
        | undefined,
  );
  const bodies = [...components.map((one) => one?.template), template.spec.template];
  return new Map(bodies.flatMap((body) => [...mappedFields(body?.mappings ?? {})]));
}
