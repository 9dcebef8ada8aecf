import { isJson } from '../model/json.ts';
import type { Resource } from '../model/resource.ts';

/** References to what a resource of Elasticsearch names: it has to be there before it. None of any other kind of resource. */
export function namedBy({ kind, spec }: Resource): readonly string[] {
  switch (kind) {
    case 'snapshot-policy':
      return named(spec, ['repository'], 'snapshot-repository');
    case 'lifecycle-policy':
      return [
        ...named(spec, ['wait_for_snapshot', 'policy'], 'snapshot-policy'),
        ...named(spec, ['snapshot_repository'], 'snapshot-repository'),
      ];
    case 'ingest-pipeline':
      return named(spec, ['pipeline', 'name'], 'ingest-pipeline');
    case 'component-template':
    case 'index-template':
      return [...composed(spec), ...ofSettings(spec)];
    default:
      return [];
  }
}

const composed = (spec: unknown): readonly string[] =>
  ((spec as { readonly composed_of?: readonly string[] }).composed_of ?? []).map(
    (name) => `component-template/${name}`,
  );

/** A template's settings name a policy and pipelines, whichever way they are nested. */
const ofSettings = (spec: unknown): readonly string[] => [
  ...named(spec, ['lifecycle', 'name'], 'lifecycle-policy'),
  ...['default_pipeline', 'final_pipeline'].flatMap((key) => named(spec, [key], 'ingest-pipeline')),
];

/** References to the names that stand at the end of a path, wherever in a spec: `lifecycle.name` is that path as well. */
function named(spec: unknown, path: readonly string[], kind: string): readonly string[] {
  const dotted = path.join('.');
  const found: string[] = [];
  const walk = (value: unknown, at: string): void => {
    if (typeof value === 'string' && (at === dotted || at.endsWith(`.${dotted}`))) found.push(value);
    else if (Array.isArray(value)) for (const item of value) walk(item, at);
    else if (isJson(value)) for (const [key, member] of Object.entries(value)) walk(member, `${at}.${key}`);
  };
  walk(spec, '');
  return found.map((name) => `${kind}/${name}`);
}
