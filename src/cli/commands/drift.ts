import { exitCode } from '../../model/failure.ts';
import type { Command } from '../command.ts';
import { planJson, planMarkdown, planText } from '../deploy/plan-text.ts';
import { reviewed } from '../deploy/review.ts';
import { openSession, planOf, type Site } from '../deploy/session.ts';
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
    },
    async run(args) {
      const { flags, values } = args;
      const session = await openSession(site, await load(site.definitions), values.target);
      const nothing = { adopt: false, force: false, prune: false, secrets: false };
      const plan = await planOf(session, nothing, onlyOf(args));
      const drifted = plan.changes.filter((change) => 'drift' in change && change.drift);
      // What deploying would do about it is the plan's to say.
      const review = (await reviewed(drifted, session)).map((one) => ({ ...one, edits: [] }));
      if (flags.json) process.stdout.write(`${JSON.stringify(planJson(review, session), null, 2)}\n`);
      else if (drifted.length === 0)
        process.stdout.write(`Nothing was changed by hand on ${session.target.name}.\n`);
      else if (flags.markdown) process.stdout.write(planMarkdown(review, session));
      else process.stdout.write(`${planText(review, session, process.stdout.isTTY === true)}\n`);
      return drifted.length > 0 ? exitCode.problems : exitCode.ok;
    },
  };
}
