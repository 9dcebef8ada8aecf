import { variablesIn } from '../promql/variables.ts';
import { queriesIn } from '../queries/queries.ts';
import { isBuiltIn, variablesOf } from '../queries/variable-uses.ts';
import type { Check, Finding } from './check.ts';
import { nearest } from './nearest.ts';

/** A dashboard has every variable that its queries, legends and titles name. */
export const variableIsDefined: Check = {
  id: 'variable-is-defined',
  severity: 'error',
  *dashboard(dashboard): Iterable<Finding> {
    const names = variablesOf(dashboard);
    const unknown = (name: string): boolean => !names.has(name) && !isBuiltIn(name);
    for (const query of queriesIn(dashboard)) {
      const { asker } = query;
      const finding = (name: string, where: string): Finding => {
        const meant = nearest(name, names);
        return {
          query,
          message: `${where} names $${name}, which the dashboard does not define`,
          fix: meant ? `write $${meant}` : `add the variable ${name} to the dashboard`,
        };
      };
      for (const { name, at, literal } of query.variables)
        if (!literal && unknown(name)) yield { ...finding(name, 'the query'), at };
      if (asker.type !== 'panel') continue;
      const texts = {
        legend: asker.series.legend,
        ...(asker.series === asker.placed.panel.series[0] && { title: asker.placed.panel.title }),
      };
      for (const [where, text] of Object.entries(texts))
        for (const name of variablesIn(text)) if (unknown(name)) yield finding(name, `the ${where}`);
    }
  },
};
