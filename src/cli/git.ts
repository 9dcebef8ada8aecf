import { spawnSync } from 'node:child_process';
import { exitCode, Failure } from '../model/failure.ts';

/** A git repository, asked and never written to. */
export interface Git {
  /** What a command prints, without the blanks around it; `undefined` where it fails. */
  text(...words: string[]): string | undefined;
  /** The contents of objects by their names, read by one process. Those that are not there are left out. */
  blobs(names: readonly string[]): ReadonlyMap<string, Buffer>;
}

/** Objects of a repository may be many megabytes together. */
const maxBuffer = 2 ** 31 - 1;

/** The git of a folder. A machine without git is a Failure at the first question. */
export function gitIn(root: string): Git {
  const run = (words: readonly string[], input?: string) => {
    const { status, stdout, error } = spawnSync('git', words, {
      cwd: root,
      maxBuffer,
      ...(input !== undefined && { input }),
    });
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') throw missing();
    return status === 0 ? stdout : undefined;
  };
  return {
    text: (...words) => run(words)?.toString('utf8').trim(),
    blobs: (names) =>
      names.length === 0 ? new Map() : contents(run(['cat-file', '--batch'], `${names.join('\n')}\n`)),
  };
}

const missing = (): Failure =>
  new Failure('git cannot be run', {
    why: 'there is no git on PATH, or no such folder',
    next: 'install git, and run it in a clone of the repository',
    exit: exitCode.usage,
  });

/** The answer of `git cat-file --batch`: a line of name, type and size, then so many bytes, each time. */
function contents(answer: Buffer | undefined): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 0; answer && at < answer.length; ) {
    const end = answer.indexOf(10, at);
    const [name = '', type, size] = answer.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type === 'missing') continue;
    found.set(name, answer.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return found;
}
