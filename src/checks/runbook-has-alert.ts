import { runbookPath } from '../queries/paths.ts';
import { queriesIn } from '../queries/queries.ts';
import type { Check, Finding } from './check.ts';
import { nearest } from './nearest.ts';

/** Every runbook is that of an alert in the rule file of the same name, told once, and speaks of responses that exist. */
export const runbookHasAlert: Check = {
  id: 'runbook-has-alert',
  severity: 'error',
  *project({ project: { rules, runbooks } }): Iterable<Finding> {
    const homes = new Map<string, string>();
    for (const { asker } of rules.flatMap(queriesIn))
      if (asker.type === 'rule' && asker.rule.type === 'alert') homes.set(asker.rule.alert, asker.file.name);
    const seen = new Set<string>();
    for (const file of runbooks?.files ?? [])
      for (const runbook of file.runbooks) {
        const path = runbookPath(file, runbook);
        const { alert } = runbook;
        const home = homes.get(alert);
        const meant = nearest(alert, homes.keys());
        if (home === undefined)
          yield {
            path,
            message: `no rule raises ${alert}, so nobody will read its runbook`,
            fix: meant ? `write ${meant}, or remove the runbook` : 'remove the runbook, or list the alert',
          };
        else if (seen.has(alert))
          yield { path, message: `${alert} has two runbooks`, fix: 'keep one: both are the same page' };
        else if (home !== file.name)
          yield {
            path,
            message: `${alert} is raised by alerts/${home}.ts`,
            fix: `move its runbook to alerts/runbooks/${home}.ts`,
          };
        seen.add(alert);
        for (const response of runbook.responses)
          if (!runbooks?.responses[response])
            yield {
              path,
              message: `no response is called ${response}`,
              fix: `write one of ${Object.keys(runbooks?.responses ?? {}).join(', ') || 'none: none is described'}`,
            };
      }
  },
};
