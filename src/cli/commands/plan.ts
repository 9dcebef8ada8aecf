import { exitCode, Failure } from '../../model/failure.ts';
import { isPending, type Permissions } from '../../model/plan.ts';
import type { Arguments, Command, Option } from '../command.ts';
import type { Planned } from '../deploy/part.ts';
import { savePlan } from '../deploy/plan-file.ts';
import { planJson, planMarkdown, planText } from '../deploy/plan-text.ts';
import { planOf } from '../deploy/planning.ts';
import { missingVariables } from '../deploy/preconditions.ts';
import { reviewedParts } from '../deploy/review.ts';
import { openSession, requireAll, type Session, type Site } from '../deploy/session.ts';
import { tellUnreached } from '../deploy/unreached.ts';
import { load } from '../load.ts';

/** Options of every command that compares definitions with a server. */
export const comparing: Readonly<Record<string, Option>> = {
  target: {
    type: 'string',
    short: 't',
    value: 'NAME',
    help: 'where to: a name in platform/targets.ts, or sandbox',
  },
  only: {
    type: 'string',
    value: 'WORDS',
    help: 'only these kinds, ids, kind/id, or servers (grafana, elastic), with commas between them',
  },
};

/** Options that allow more than creating what is absent and updating what is ours. */
export const permitting: Readonly<Record<string, Option>> = {
  adopt: { type: 'boolean', help: 'take over what is there already and not ours' },
  force: {
    type: 'boolean',
    help: 'overwrite what was changed by hand since we deployed it, and go on although the cluster is red',
  },
  prune: { type: 'boolean', help: 'delete what is ours and no longer defined' },
  secrets: { type: 'boolean', help: 'send secrets again that the server has already' },
};

/** What the command line allows. */
export const permissionsOf = ({ flags }: Arguments): Permissions => ({
  adopt: flags.adopt ?? false,
  force: flags.force ?? false,
  prune: flags.prune ?? false,
  secrets: flags.secrets ?? false,
});

/** The words of `--only`. */
export const onlyOf = ({ values }: Arguments): readonly string[] =>
  (values.only ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

/** `npm run plan`: what a deployment would do, by reading alone. */
export function planCommand(site: Site): Command {
  return {
    name: 'plan',
    summary: 'Says what a deployment would change on a server, and why. Reads only.',
    options: {
      ...comparing,
      ...permitting,
      json: { type: 'boolean', help: 'print the plan as JSON' },
      markdown: { type: 'boolean', help: 'print the plan as Markdown' },
      out: {
        type: 'string',
        short: 'o',
        value: 'FILE',
        help: 'write the plan to a file for `npm run apply`',
      },
      'exit-code': {
        type: 'boolean',
        help: `exit with ${exitCode.changes} when there is something to deploy`,
      },
    },
    async run(args) {
      const { flags, values } = args;
      if (flags.json && flags.markdown)
        throw new Failure('--json and --markdown are two forms of the same', {
          next: 'say one of them',
          exit: exitCode.usage,
        });
      const project = await load(site.definitions);
      const only = onlyOf(args);
      const session = await openSession(site, project, values.target, only);
      const permissions = permissionsOf(args);
      const planned = await planOf(session, permissions, { only });
      await showPlan(planned, session, flags);
      const missing = missingVariables(planned, permissions.secrets);
      if (missing.length > 0)
        process.stderr.write(
          `note: deploying it needs secrets that are not set here: ${missing.join(', ')}\n`,
        );
      tellUnreached(session);
      if (values.out) {
        requireAll(session);
        savePlan(values.out, planned, session, permissions);
        if (!flags.json && !flags.markdown)
          process.stdout.write(`Written to ${values.out}: npm run apply -- ${values.out}\n`);
      }
      const changes = planned.flatMap(({ plan }) => plan.changes);
      const [unreached] = session.unreached;
      if (unreached) return unreached.failure.detail.exit ?? exitCode.problems;
      // It would not be carried out.
      const isHeldUp = planned.some(({ warnings }) => warnings.some(({ isGrave }) => isGrave));
      if (isHeldUp && !permissions.force && changes.some(isPending)) return exitCode.problems;
      if (flags['exit-code'] && changes.some(isPending)) return exitCode.changes;
      return changes.some(({ action }) => action === 'conflict') ? exitCode.problems : exitCode.ok;
    },
  };
}

/** Prints plans in the form that was asked for. */
export async function showPlan(
  planned: readonly Planned[],
  session: Session,
  flags: Readonly<Record<string, boolean | undefined>>,
): Promise<void> {
  const review = await reviewedParts(planned);
  if (flags.json) process.stdout.write(`${JSON.stringify(planJson(review, session), null, 2)}\n`);
  else if (flags.markdown) process.stdout.write(planMarkdown(review, session));
  else process.stdout.write(`${planText(review, session, process.stdout.isTTY === true)}\n`);
}
