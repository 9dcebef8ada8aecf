import { variablesIn } from '../promql/variables.ts';
import { dashboardPath } from '../queries/paths.ts';
import { queriesIn } from '../queries/queries.ts';
import type { Check, Finding } from './check.ts';

/** Every variable of a dashboard changes something: a query, a title, a link, another variable. */
export const variableIsUsed: Check = {
  id: 'variable-is-used',
  severity: 'warning',
  *dashboard(dashboard): Iterable<Finding> {
    const used = new Set(queriesIn(dashboard).flatMap(({ variables }) => variables.map(({ name }) => name)));
    const idle = dashboard.variables.filter(({ variable }) => !used.has(variable));
    if (idle.length === 0) return;
    // Titles, links, repeated panels and other plugins' queries are in the JSON alone; most dashboards never get here.
    const elsewhere = namesIn(dashboard.json);
    for (const { variable } of idle)
      if (!elsewhere.has(variable))
        yield {
          path: `${dashboardPath(dashboard)} › variable ${variable}`,
          message: `nothing in the dashboard changes with $${variable}`,
          fix: 'use it in a matcher, or remove it',
        };
  },
};

function namesIn(value: unknown, names = new Set<string>()): Set<string> {
  if (typeof value === 'string') for (const name of variablesIn(value)) names.add(name);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inside] of Object.entries(value)) {
      // Repeated panels name their variable without the dollar sign.
      if (key === 'repeat' && typeof inside === 'string') names.add(inside);
      namesIn(inside, names);
    }
  return names;
}
