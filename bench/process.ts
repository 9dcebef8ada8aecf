import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../src/model/failure.ts';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** What a process that ran to its end cost, and what it printed. */
export interface Run {
  readonly milliseconds: number;
  readonly output: string;
}

/** Runs a program from start to end; one that fails ends the bench. */
export async function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Run> {
  const begun = performance.now();
  const child = spawn(program, args, {
    ...options,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`cannot run ${program}`, {
      why: error.code === 'ENOENT' ? 'it is not on the PATH' : error.message,
      next: `install ${program}, then run the bench again`,
    });
  });
  const milliseconds = performance.now() - begun;
  if (code !== 0)
    throw new Failure(`${program} ${args[0] ?? ''} ended with code ${code}`, {
      why: output.split('\n').slice(0, 5).join('\n'),
      next: 'mend what it says, then run the bench again',
    });
  return { milliseconds, output };
}

/** Runs a TypeScript entry point as `npm run build` does, in its folder. */
export const runScript = (folder: string, script: string): Promise<Run> =>
  run(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), script], { cwd: folder });

/** The most memory in bytes that a TypeScript entry point ever held, in the process that does the work. */
export async function peakOf(
  folder: string,
  script: string,
  { words = [], env = {} }: { readonly words?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<number> {
  const file = join(folder, 'peak.txt');
  const peak = ['--import', join(root, 'bench/peak.mjs')];
  await run(process.execPath, ['--import', 'tsx', ...peak, script, ...words], {
    cwd: folder,
    env: { ...env, SIGHTLINE_BENCH_PEAK: file },
  });
  return Number(readFileSync(file, 'utf8'));
}

/** The middle of some figures. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
