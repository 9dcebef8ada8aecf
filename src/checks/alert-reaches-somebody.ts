import { matcherText } from '../queries/paths.ts';
import { branchesFor } from '../routing/evaluate.ts';
import { carriedBy } from './carried.ts';
import type { Check, Finding } from './check.ts';
import { list } from './words.ts';

/** Some route wants each alert, and leads to somebody. */
export const alertReachesSomebody: Check = {
  id: 'alert-reaches-somebody',
  severity: 'error',
  *project(context): Iterable<Finding> {
    const root = context.project.routing?.root;
    if (!root) return;
    for (const { query, name, fixed } of carriedBy(context)) {
      const branches = branchesFor(root, fixed);
      if (!branches) continue;
      const wanted = branches.filter(({ route }) => route !== root);
      const labels = Object.entries(fixed)
        .filter(([label]) => label !== 'alertname')
        .map(([label, value]) => matcherText({ label, op: '=', value }));
      if (wanted.length === 0)
        yield {
          path: query.path,
          message: `no route wants ${name} with ${list(labels)}: it ends at ${root.receiver.name}, which is for mistakes`,
          fix: 'give the alert labels that a route asks for, or add a route in alerts/routing.ts',
        };
      else if (wanted.every(({ receiver }) => receiver.integrations.length === 0))
        yield {
          path: query.path,
          message: `${name} is routed to ${list(wanted.map(({ receiver }) => receiver.name))}, who hears of nothing`,
          fix: 'give the receiver an integration',
        };
    }
  },
};
