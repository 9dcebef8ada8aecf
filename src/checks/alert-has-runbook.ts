import { runbookPage } from '../queries/paths.ts';
import { queriesIn } from '../queries/queries.ts';
import type { Check, Finding } from './check.ts';
import { nearest } from './nearest.ts';

/** Every alert whose link leads to a page of ours has that page, and the page can tell what automation does. */
export const alertHasRunbook: Check = {
  id: 'alert-has-runbook',
  severity: 'error',
  *project({ project: { rules, runbooks } }): Iterable<Finding> {
    if (!runbooks) return;
    const written = new Set(runbooks.files.flatMap((file) => file.runbooks.map(({ alert }) => alert)));
    const notes = Object.keys(runbooks.responses);
    for (const { asker, path } of rules.flatMap(queriesIn)) {
      if (asker.type !== 'rule' || asker.rule.type !== 'alert') continue;
      const { alert, annotations, response } = asker.rule;
      // Somebody else's page is somebody else's business.
      const isOurs = (annotations.runbook_url ?? runbookPage(alert)) === runbookPage(alert);
      if (isOurs && !written.has(alert))
        yield {
          path,
          message: `${alert} has no runbook: whoever it wakes finds nothing at ${runbookPage(alert)}`,
          fix: `write one in alerts/runbooks/${asker.file.name}.ts`,
        };
      if (response && !notes.includes(response)) {
        const meant = nearest(response, notes);
        yield {
          path,
          message: `no runbook can say what the response ${response} of ${alert} does`,
          fix: meant ? `write ${meant}` : 'describe its actions in the responses of alerts/runbooks/index.ts',
        };
      }
    }
  },
};
