import './root.ts';
import { main } from '../src/cli/command.ts';
import { previewCommand } from '../src/cli/commands/preview.ts';
import { compile } from '../src/compile/compile.ts';
import { interruptible } from './stack/interruptible.ts';

await main(
  previewCommand({
    root: process.cwd(),
    variables: process.env,
    definitions: () => import('./project.ts').then(({ project }) => project),
    outputs: compile,
    interruption: () => interruptible().signal,
  }),
);
