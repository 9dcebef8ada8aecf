import './root.ts';
import { benchCommand } from '../bench/command.ts';
import { main } from '../src/cli/command.ts';

await main(benchCommand);
