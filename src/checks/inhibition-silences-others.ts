import { inhibitionPath } from '../queries/paths.ts';
import { matchesAll } from '../routing/matches.ts';
import { situations } from '../routing/situations.ts';
import type { Check, Finding } from './check.ts';

/** An inhibition says which alerts it silences, near what, and there are some. */
export const inhibitionSilencesOthers: Check = {
  id: 'inhibition-silences-others',
  severity: 'error',
  *project({ project: { routing } }): Iterable<Finding> {
    for (const [index, { source, target, equal }] of routing?.inhibitions.entries() ?? []) {
      const path = inhibitionPath(index);
      if (equal.length === 0)
        yield {
          path,
          message: 'alerts need agree in nothing: one anywhere silences the others everywhere',
          fix: "name the labels in which they must agree, such as equal: ['environment']",
        };
      if (source.length === 0 || target.length === 0) {
        const [which, what] = source.length === 0 ? ['source', 'silences'] : ['target', 'is silenced'];
        yield {
          path,
          message: `its ${which} is any alert: each ${what}`,
          fix: `say which alerts are the ${which}`,
        };
        continue;
      }
      const tried = situations([...source, ...target], routing?.labels ?? {});
      // Alertmanager keeps alerts that are both from silencing each other, and themselves.
      if (tried && !tried.some((one) => matchesAll(target, one) && !matchesAll(source, one)))
        yield {
          path,
          message: 'whatever it would silence is a source itself, and a source silences no other',
          fix: 'leave the sources out of the target',
        };
    }
  },
};
