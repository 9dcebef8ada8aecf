import { diffSite } from '../../scripts/diff/site.ts';
import { main } from '../../src/cli/command.ts';
import { diffCommand } from '../../src/cli/commands/diff.ts';
import { type Change, definitions } from '../backtest/definitions.ts';

// The command in a process of its own: `command.ts <folder of the repository> <what is changed, as JSON> [words]`.

const [root = '', change = '{}', ...words] = process.argv.slice(2);
const site = diffSite(async () => definitions(JSON.parse(change) as Change));
await main(diffCommand({ ...site, root }), words);
