import { exitCode, Failure } from '../../model/failure.ts';
import { isPending } from '../../model/plan.ts';
import type { Command } from '../command.ts';
import { carryOut } from '../deploy/carry-out.ts';
import { planFrom, readPlan } from '../deploy/plan-file.ts';
import { openSession, requireAll, type Site } from '../deploy/session.ts';
import { load } from '../load.ts';

/** `npm run apply`: carries out a plan that somebody has looked at. */
export function applyCommand(site: Site): Command {
  return {
    name: 'apply',
    summary:
      'Carries out a plan that `npm run plan -- --out FILE` wrote, exactly; refuses when the server has moved since.',
    options: {
      target: { type: 'string', short: 't', value: 'NAME', help: 'the target it was made for, unless told' },
      yes: {
        type: 'boolean',
        short: 'y',
        help: 'nothing is asked anyhow: who names a plan has agreed to it',
      },
      json: { type: 'boolean', help: 'print the results as JSON' },
      'take-over': {
        type: 'boolean',
        help: 'go on although another deployment has not ended: it was killed',
      },
      force: { type: 'boolean', help: 'go on although the cluster is red' },
      'no-annotation': { type: 'boolean', help: 'do not mark the deployment on dashboards' },
    },
    words: 'FILE',
    async run({ flags, values, words }) {
      const [path] = words;
      if (!path || words.length > 1)
        throw new Failure('which plan?', {
          next: 'npm run plan -- --out plan.json, then npm run apply -- plan.json',
          exit: exitCode.usage,
        });
      const saved = readPlan(path);
      const session = await openSession(site, await load(site.definitions), values.target ?? saved.target);
      // A server that a plan says nothing of need not be up.
      const asked = saved.servers.map(({ part }) => part);
      requireAll({ ...session, unreached: session.unreached.filter(({ name }) => asked.includes(name)) });
      const planned = await planFrom(saved, session);
      if (!planned.some(({ plan }) => plan.changes.some(isPending))) {
        process.stdout.write(flags.json ? '{ "applied": 0 }\n' : 'The plan has nothing to do.\n');
        return exitCode.ok;
      }
      return carryOut(planned, { ...session, unreached: [] }, site, {
        json: flags.json ?? false,
        secrets: saved.secrets,
        takeOver: flags['take-over'] ?? false,
        force: flags.force ?? false,
        annotate: !flags['no-annotation'],
      });
    },
  };
}
