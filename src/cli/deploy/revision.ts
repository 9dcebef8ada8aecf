import { spawnSync } from 'node:child_process';

/** Revision of the definitions, `3f2a91c` or `3f2a91c with uncommitted changes`; `undefined` outside a repository. */
export function revisionOf(root: string): string | undefined {
  const git = (...words: string[]): string | undefined => {
    const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  };
  const head = git('rev-parse', '--short=10', 'HEAD');
  if (!head) return undefined;
  return git('status', '--porcelain') ? `${head} with uncommitted changes` : head;
}
