import './root.ts';
import { availableParallelism } from 'node:os';
import { type Command, main } from '../src/cli/command.ts';
import { load } from '../src/cli/load.ts';
import { exitCode } from '../src/model/failure.ts';
import { mutate } from './mutation/mutation.ts';

const command: Command = {
  name: 'mutate',
  summary:
    'Makes every slip that could be made in a rule, one at a time, and tells which of them no scenario notices.',
  options: {
    in: { type: 'string', value: 'WORD', help: 'only rules with the word in their file or name' },
  },
  async run({ values }) {
    const { project } = await load(() => import('./project.ts'));
    const fates = await mutate({
      project,
      chosen: (where) => !values.in || where.includes(values.in),
      atOnce: availableParallelism(),
      told({ where, what, noticed }, done, all) {
        if (!noticed) process.stdout.write(`${where}: ${what}, and no scenario notices\n`);
        if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all}\u001b[K`);
      },
    });
    const noticed = fates.filter((fate) => fate.noticed !== undefined).length;
    process.stdout.write(`${noticed} of ${fates.length} mistakes noticed\n`);
    return noticed === fates.length ? exitCode.ok : exitCode.problems;
  },
};

await main(command);
