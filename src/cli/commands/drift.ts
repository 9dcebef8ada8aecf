import { exitCode } from '../../model/failure.ts';
import type { Command } from '../command.ts';
import { planJson, planMarkdown, planText } from '../deploy/plan-text.ts';
import { isUnlisted, planOf } from '../deploy/planning.ts';
import { reviewedParts } from '../deploy/review.ts';
import { openSession, type Session, type Site } from '../deploy/session.ts';
import { tellUnreached } from '../deploy/unreached.ts';
import { load } from '../load.ts';
import { comparing, onlyOf } from './plan.ts';

/** `npm run drift`: what somebody changed by hand since we deployed. For a nightly job. */
export function driftCommand(site: Site): Command {
  return {
    name: 'drift',
    summary:
      'Says what was changed by hand on a server since the last deployment: who, when, what. Reads only.',
    options: {
      ...comparing,
      json: { type: 'boolean', help: 'print it as JSON' },
      markdown: { type: 'boolean', help: 'print it as Markdown' },
      'exit-code': {
        type: 'boolean',
        help: `exit with ${exitCode.changes} when something was changed by hand`,
      },
    },
    async run(args) {
      const { flags, values } = args;
      const only = onlyOf(args);
      const session = await openSession(site, await load(site.definitions), values.target, only);
      const nothing = { adopt: false, force: false, prune: false, secrets: false };
      const planned = await planOf(session, nothing, { only });
      // Without the list nobody knows.
      const isUnknown = planned.some(isUnlisted);
      const drifted = planned.map((planned) => ({
        ...planned,
        plan: {
          ...planned.plan,
          changes: planned.plan.changes.filter((change) => 'drift' in change && change.drift),
        },
      }));
      const isDrifted = drifted.some(({ plan }) => plan.changes.length > 0);
      // What deploying would do about it is the plan's to say; a server on which nothing was touched is not worth a heading.
      // What somebody put in the way of ours is told as well, and is no drift: nothing of ours was touched.
      const review = (await reviewedParts(drifted))
        .filter(({ changes, warnings }) => flags.json || changes.length > 0 || warnings.length > 0)
        .map((part) => ({ ...part, changes: part.changes.map((one) => ({ ...one, edits: [] })) }));
      if (flags.json) process.stdout.write(`${JSON.stringify(planJson(review, session), null, 2)}\n`);
      else {
        if (!isDrifted && !isUnknown)
          process.stdout.write(`Nothing was changed by hand on ${nameOf(session)}.
`);
        if (review.length > 0 || (flags.markdown && session.unreached.length > 0))
          process.stdout.write(
            flags.markdown
              ? planMarkdown(review, session)
              : `${planText(review, session, process.stdout.isTTY === true)}\n`,
          );
      }
      tellUnreached(session);
      const [unreached] = session.unreached;
      if (unreached && !isDrifted) return unreached.failure.detail.exit ?? exitCode.problems;
      if (!isDrifted && !isUnknown) return exitCode.ok;
      return flags['exit-code'] ? exitCode.changes : exitCode.problems;
    },
  };
}

/** The target; where a server did not answer, what is known of. */
const nameOf = ({ target, unreached }: Session): string =>
  unreached.length > 0 ? `what answers of ${target.name}` : target.name;
