import type { Memory } from '../../checks/memory.ts';
import { compile } from '../../compile/compile.ts';
import type { Disk } from '../../compile/disk.ts';
import { stalePictures } from '../../compile/pictures.ts';
import { compare, type Difference, write } from '../../compile/write.ts';
import { exitCode } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import type { Command } from '../command.ts';
import { load } from '../load.ts';
import { hasErrors, problemsOf, reportProblems } from './check.ts';
import { watch } from './watch.ts';

/** How a build is run. */
export interface BuildOptions {
  /** Writes nothing; a stale file is a problem. */
  readonly check?: boolean;
  readonly json?: boolean;
  /** What a process that stays knows from its last build. */
  readonly memory?: Memory;
  readonly disk?: Disk;
}

/** `npm run build`: definitions to files. */
export function buildCommand(definitions: () => Promise<Project>, root = process.cwd()): Command {
  return {
    name: 'build',
    summary: 'Checks the definitions and compiles them to the files that Grafana and Prometheus read.',
    options: {
      check: { type: 'boolean', help: 'write nothing; fail when a file is stale' },
      json: { type: 'boolean', help: 'print the result as JSON' },
      watch: { type: 'boolean', help: 'stay, and build again whenever a definition is saved' },
    },
    async run({ flags }) {
      if (flags.watch)
        return watch(definitions, (project, kept) => build(project, root, { ...flags, ...kept }));
      return build(await load(definitions), root, flags);
    },
  };
}

/** Checks, compiles and writes a project, says what it did, and answers with an exit code. */
export function build(project: Project, root: string, options: BuildOptions = {}): number {
  const { check = false, json = false, memory, disk } = options;
  const problems = problemsOf(project, root, { ...(memory && { memory }) });
  const broken = hasErrors(problems);
  if (problems.length > 0 && (broken || !json)) reportProblems(problems, json);
  // What is known to be wrong is not written: the last good outputs stay.
  if (broken) return exitCode.problems;
  const outputs = compile(project);
  const difference = check ? compare(root, outputs, disk) : write(root, outputs, disk);
  const stale = difference.created.length + difference.updated.length + difference.removed.length;
  // Whoever is editing will be told when he is done with it.
  const pictures = memory ? [] : stalePictures(project, root);
  process.stdout.write(
    json ? `${JSON.stringify({ ...difference, pictures }, null, 2)}\n` : summary(difference, check, pictures),
  );
  return check && stale + pictures.length > 0 ? exitCode.problems : exitCode.ok;
}

/** What a build did, a line for each file that it touched, and for each picture that it cannot draw itself. */
export function summary(
  { created, updated, removed, unchanged }: Difference,
  checking = false,
  pictures: readonly string[] = [],
): string {
  const lines = [
    ...created.map((path) => `${checking ? 'missing ' : 'created '} ${path}`),
    ...updated.map((path) => `${checking ? 'stale   ' : 'updated '} ${path}`),
    ...removed.map((path) => `${checking ? 'leftover' : 'removed '} ${path}`),
  ];
  const count = `${lines.length} ${checking ? 'to write' : 'written'}, ${unchanged.length} unchanged`;
  const next = checking && lines.length > 0 ? '; run `npm run build` and commit the result' : '';
  // Drawing takes a minute and a Prometheus, so a build leaves it to whoever is done with editing.
  const old = pictures.map((path) => `outdated ${path}`);
  const redraw =
    old.length > 0 ? ['run `npm run render` before you commit: pictures show what was before'] : [];
  return `${[...lines, ...old, count + next, ...redraw].join('\n')}\n`;
}
