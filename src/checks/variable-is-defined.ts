import { variablesIn } from '../promql/variables.ts';
import { isBuiltIn, variablesOf } from '../queries/variable-uses.ts';
import type { Check, Finding } from './check.ts';
import { nearest } from './nearest.ts';

/** A dashboard has every variable that its queries, legends and titles name. */
export const variableIsDefined: Check = {
  id: 'variable-is-defined',
  severity: 'error',
  *project({ queries }): Iterable<Finding> {
    const defined = new Map<object, Set<string>>();
    for (const query of queries) {
      const { asker } = query;
      if (asker.type === 'rule') continue;
      const { dashboard } = asker;
      const names = defined.get(dashboard) ?? variablesOf(dashboard);
      defined.set(dashboard, names);
      const unknown = (name: string): boolean => !names.has(name) && !isBuiltIn(name);
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
