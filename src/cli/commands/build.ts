import { runChecks } from '../../checks/run.ts';
import { compile } from '../../compile/compile.ts';
import { compare, type Difference, write } from '../../compile/write.ts';
import { exitCode } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import type { Command } from '../command.ts';
import { load } from '../load.ts';
import { hasErrors, reportProblems } from './check.ts';

/** `npm run build`: definitions to files. */
export function buildCommand(definitions: () => Promise<Project>, root = process.cwd()): Command {
  return {
    name: 'build',
    summary: 'Checks the definitions and compiles them to the files that Grafana and Prometheus read.',
    options: {
      check: { type: 'boolean', help: 'write nothing; fail when a file is stale' },
      json: { type: 'boolean', help: 'print the result as JSON' },
    },
    async run({ flags }) {
      const project = await load(definitions);
      const problems = runChecks(project);
      const broken = hasErrors(problems);
      if (problems.length > 0 && (broken || !flags.json)) reportProblems(problems, flags.json ?? false);
      // What is known to be wrong is not written: the last good outputs stay.
      if (broken) return exitCode.problems;
      const outputs = compile(project);
      const difference = flags.check ? compare(root, outputs) : write(root, outputs);
      const stale = difference.created.length + difference.updated.length + difference.removed.length;
      process.stdout.write(
        flags.json ? `${JSON.stringify(difference, null, 2)}\n` : summary(difference, flags.check),
      );
      return flags.check && stale > 0 ? exitCode.problems : exitCode.ok;
    },
  };
}

/** What a build did, a line for each file that it touched. */
export function summary({ created, updated, removed, unchanged }: Difference, checking = false): string {
  const lines = [
    ...created.map((path) => `${checking ? 'missing ' : 'created '} ${path}`),
    ...updated.map((path) => `${checking ? 'stale   ' : 'updated '} ${path}`),
    ...removed.map((path) => `${checking ? 'leftover' : 'removed '} ${path}`),
  ];
  const count = `${lines.length} ${checking ? 'to write' : 'written'}, ${unchanged.length} unchanged`;
  const next = checking && lines.length > 0 ? '; run `npm run build` and commit the result' : '';
  return `${[...lines, count + next].join('\n')}\n`;
}
