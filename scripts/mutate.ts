import './root.ts';
import { availableParallelism } from 'node:os';
import { type Command, main } from '../src/cli/command.ts';
import { load } from '../src/cli/load.ts';
import { exitCode, Failure } from '../src/model/failure.ts';
import type { Project } from '../src/model/project.ts';
import { mutate, whereOf } from './mutation/mutation.ts';

const command: Command = {
  name: 'mutate',
  summary:
    'Makes every slip that could be made in a rule, one at a time, and tells which of them no scenario notices.',
  options: {
    in: { type: 'string', value: 'WORD', help: 'only rules with the word in their file or name' },
  },
  async run({ values }) {
    const { project } = await load(() => import('./project.ts'));
    known(project, values.in);
    const begun = Date.now();
    const fates = await mutate({
      project,
      chosen: (where) => !values.in || where.includes(values.in),
      atOnce: availableParallelism(),
      told({ where, what, noticed, because }, done, all) {
        if (!noticed && !because) process.stdout.write(`${where}: ${what}, and no scenario notices\n`);
        if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all}\u001b[K`);
      },
    });
    const none = fates.filter(({ because }) => because !== undefined).length;
    const real = fates.length - none;
    const noticed = fates.filter((fate) => fate.noticed !== undefined).length;
    const minutes = Math.round((Date.now() - begun) / 6000) / 10;
    const share = Math.floor((100 * noticed) / Math.max(1, real));
    const besides = none > 0 ? `; ${none} more change nothing, see scripts/mutation/equivalent.ts` : '';
    process.stdout.write(
      `${noticed} of ${real} mistakes noticed (${share} %), in ${minutes} min${besides}\n`,
    );
    return noticed === real ? exitCode.ok : exitCode.problems;
  },
};

/** A word that no rule has in its file or name is a slip of the pen, and not a perfect score. */
function known({ rules }: Project, word: string | undefined): void {
  const all = rules.flatMap(({ name, groups }) =>
    groups.flatMap((group) => group.rules.map((rule) => whereOf(name, rule))),
  );
  if (!word || all.some((where) => where.includes(word))) return;
  throw new Failure(`no rule has "${word}" in its file or name`, {
    why: `files are ${rules.map(({ name }) => name).join(', ')}`,
    next: `npm run mutate -- --in ${rules[0]?.name ?? 'commands'}`,
    exit: exitCode.usage,
  });
}

await main(command);
