import { overlap } from '../model/index-pattern.ts';
import { elasticsearchPath } from '../queries/paths.ts';
import type { Check, Finding } from './check.ts';

/** Of two index templates that cover one name, one has the higher priority: Elasticsearch refuses the second otherwise. */
export const indexTemplatesHaveAnOrder: Check = {
  id: 'index-templates-have-an-order',
  severity: 'error',
  *project({ project: { elasticsearch = [] } }): Iterable<Finding> {
    const templates = elasticsearch.filter((one) => one.kind === 'index-template');
    for (const [at, one] of templates.entries())
      for (const other of templates.slice(0, at)) {
        if (one.spec.priority !== other.spec.priority) continue;
        const pair = one.spec.index_patterns
          .flatMap((pattern) => other.spec.index_patterns.map((second) => [pattern, second] as const))
          .find(([pattern, second]) => overlap(pattern, second));
        if (pair)
          yield {
            path: elasticsearchPath(one),
            message: `${pair[0]} and ${pair[1]} of ${other.id} cover the same names, both with priority ${one.spec.priority}`,
            fix: 'give the narrower one the higher priority',
          };
      }
  },
};
