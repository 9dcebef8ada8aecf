import { variablesIn } from '../promql/variables.ts';
import { queriesIn } from '../queries/queries.ts';
import type { Query } from '../queries/query.ts';
import { isBuiltIn, variablesOf } from '../queries/variable-uses.ts';
import type { Check, Finding } from './check.ts';
import { nearest } from './nearest.ts';

/** A dashboard has every variable that its queries, legends and titles name. */
export const variableIsDefined: Check = {
  id: 'variable-is-defined',
  severity: 'error',
  *dashboard(dashboard): Iterable<Finding> {
    const names = variablesOf(dashboard);
    for (const query of queriesIn(dashboard)) {
      const { asker } = query;
      for (const { name, at, literal } of query.variables)
        if (!literal && !isKnown(name, names)) yield { ...undefinedIn(query, name, names, 'the query'), at };
      if (asker.type !== 'panel') continue;
      const texts = {
        legend: asker.series.legend,
        ...(asker.series === asker.placed.panel.series[0] && { title: asker.placed.panel.title }),
      };
      for (const [where, text] of Object.entries(texts))
        for (const name of variablesIn(text))
          if (!isKnown(name, names)) yield undefinedIn(query, name, names, `the ${where}`);
    }
  },
};

const isKnown = (name: string, names: ReadonlySet<string>): boolean => names.has(name) || isBuiltIn(name);

function undefinedIn(query: Query, name: string, names: ReadonlySet<string>, where: string): Finding {
  const meant = nearest(name, names);
  return {
    query,
    message: `${where} names $${name}, which the dashboard does not define`,
    fix: meant ? `write $${meant}` : `add the variable ${name} to the dashboard`,
  };
}
