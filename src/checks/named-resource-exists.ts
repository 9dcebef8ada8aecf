import { namedBy } from '../elasticsearch/named.ts';
import { refOf } from '../model/resource.ts';
import { elasticsearchPath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';

/** Whatever a resource of Elasticsearch names is there: policies, components, pipelines, repositories. */
export const namedResourceExists: Check = {
  id: 'named-resource-exists',
  severity: 'error',
  *project({ project: { elasticsearch = [] } }): Iterable<Finding> {
    const known = new Set(elasticsearch.map(refOf));
    for (const resource of elasticsearch)
      for (const ref of new Set([...namedBy(resource), ...(resource.needs ?? [])])) {
        if (known.has(ref)) continue;
        const [kind, ...id] = ref.split('/');
        yield {
          path: elasticsearchPath(resource),
          message: `it names the ${kind} ${id.join('/')}, and there is none`,
          fix: `define ${id.join('/')}, or name one that is there`,
        };
      }
  },
};
