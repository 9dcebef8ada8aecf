import { openLocal } from '../../scripts/stack/local-past.ts';
import { main } from '../../src/cli/command.ts';
import { backtestCommand } from '../../src/cli/commands/backtest.ts';
import { type Change, definitions } from './definitions.ts';

// The command in a process of its own: `command.ts <folder of the repository> <what is changed, as JSON> [words]`.

const [root = '', change = '{}', ...words] = process.argv.slice(2);
await main(
  backtestCommand({
    root,
    variables: process.env,
    definitions: async () => definitions(JSON.parse(change) as Change),
    openLocal,
    interruption: () => new AbortController().signal,
  }),
  words,
);
