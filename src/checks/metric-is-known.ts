import type { SelectorNode } from '../model/node.ts';
import { nameOf } from '../promql/analyse.ts';
import { variablesIn } from '../promql/variables.ts';
import type { Query } from '../queries/query.ts';
import type { Check, Finding } from './check.ts';
import type { Context } from './context.ts';
import { nearest } from './nearest.ts';

/** Every name in a query is a metric of the catalog, a recording rule, or a series that Prometheus itself writes. */
export const metricIsKnown: Check = {
  id: 'metric-is-known',
  severity: 'error',
  nodes: {
    selector: (node, query, context) =>
      context.analysis.known(node) ? undefined : look(node, query, context),
  },
};

function* look(node: SelectorNode, _query: Query, { vocabulary, metrics }: Context): Iterable<Finding> {
  const name = nameOf(node);
  if (name === '' || vocabulary.has(name) || variablesIn(name).length > 0) return;
  if (metrics.has(name)) {
    yield {
      at: node,
      message: `${name} is a histogram, which is no series itself`,
      fix: `write ${name}_bucket, ${name}_sum or ${name}_count`,
    };
    return;
  }
  const meant = nearest(name, vocabulary.keys());
  yield {
    at: node,
    message: `no metric or recording rule is called ${name}`,
    // A colon is for names of rules, which no metric of the catalog may have.
    fix: `${meant ? `write ${meant}, or ` : ''}${
      name.includes(':')
        ? 'list its rule in a ruleGroup of alerts/<subject>.ts, or record it there'
        : `declare ${name} in the catalog`
    }`,
  };
}
