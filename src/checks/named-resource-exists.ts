import type { ElasticsearchResource } from '../model/elastic-resource.ts';
import { elasticsearchPath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';

/** Whatever a resource of Elasticsearch names is there: policies, components, pipelines, repositories. */
export const namedResourceExists: Check = {
  id: 'named-resource-exists',
  severity: 'error',
  *project({ project: { elasticsearch = [] } }): Iterable<Finding> {
    for (const resource of elasticsearch) {
      const needs = new Set([...namedIn(resource), ...(resource.needs ?? [])]);
      for (const ref of needs) {
        const [kind, ...id] = ref.split('/');
        const path = elasticsearchPath(resource);
        if (!elasticsearch.some((one) => one.kind === kind && one.id === id.join('/')))
          yield {
            path,
            message: `it names the ${kind} ${id.join('/')}, and there is none`,
            fix: `define ${id.join('/')}, or name one that is there`,
          };
        else if (!resource.needs?.includes(ref))
          yield {
            path,
            message: `it names the ${kind} ${id.join('/')}, and its needs do not say so`,
            fix: `add ${ref} to its needs: it would be sent too early`,
          };
      }
    }
  },
};

type Settings = Readonly<Record<string, unknown>>;
const inner = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((at: unknown, name) => (at as Settings | undefined)?.[name], value);

/** What the text of a resource refers to. */
function namedIn({ kind, spec }: ElasticsearchResource): readonly string[] {
  const named = (of: ElasticsearchResource['kind'], id: unknown): readonly string[] =>
    typeof id === 'string' ? [`${of}/${id}`] : [];
  switch (kind) {
    case 'index-template':
    case 'component-template': {
      const settings = spec.template?.settings;
      return [
        ...('composed_of' in spec ? spec.composed_of.flatMap((id) => named('component-template', id)) : []),
        ...named('lifecycle-policy', inner(settings, 'index', 'lifecycle', 'name')),
        ...named('ingest-pipeline', inner(settings, 'index', 'final_pipeline')),
        ...named('ingest-pipeline', inner(settings, 'index', 'default_pipeline')),
      ];
    }
    case 'lifecycle-policy':
      return named('snapshot-policy', inner(spec.phases.delete?.actions, 'wait_for_snapshot', 'policy'));
    case 'snapshot-policy':
      return named('snapshot-repository', spec.repository);
    case 'ingest-pipeline':
      return spec.processors.flatMap((one) => named('ingest-pipeline', inner(one, 'pipeline', 'name')));
    case 'snapshot-repository':
      return [];
    default:
      return kind satisfies never;
  }
}
