import { exitCode, Failure } from '../model/failure.ts';
import type { Git } from './git.ts';

/** A commit, and what a reader calls it. */
export interface Revision {
  /** `main (3f2a91c)`. */
  readonly name: string;
  readonly commit: string;
}

/** What a command says to who named no revision, or a wrong one. */
export interface RevisionWords {
  /** What is read from a commit. */
  readonly why: string;
  /** How a revision is named: `--from HEAD~1`. */
  readonly example: string;
}

/** The commit that somebody names, or where this branch left the main one. `root` is a folder of the repository. */
export function revisionAt(
  git: Git,
  root: string,
  wanted: string | undefined,
  words: RevisionWords,
): Revision {
  if (git.text('rev-parse', '--git-dir') === undefined)
    throw new Failure(`${root} is no git repository`, {
      why: words.why,
      next: 'run it in a clone of the repository',
      exit: exitCode.usage,
    });
  const name = wanted ?? forkPoint(git, words);
  const commit = git.text('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  if (!commit) throw unknown(name, git, words);
  const short = commit.slice(0, 10);
  return { name: name.startsWith(short) || short.startsWith(name) ? short : `${name} (${short})`, commit };
}

/** Where two revisions have their last commit in common. */
export function mergeBase(git: Git, one: string, other: string, words: RevisionWords): string {
  const base = git.text('merge-base', '--end-of-options', one, other) ?? git.text('merge-base', one, other);
  if (base) return base;
  throw (
    shallow(git) ??
    new Failure(`${one} and ${other} have no commit in common`, {
      next: `git log --oneline ${one}, then ${words.example} with one of those`,
      exit: exitCode.usage,
    })
  );
}

/** Where the project stands in its repository: `packages/observability/`, or nothing at the top. */
export function prefixOf(git: Git): string {
  const path = git.text('rev-parse', '--show-prefix') ?? '';
  return path && !path.endsWith('/') ? `${path}/` : path;
}

function forkPoint(git: Git, { example }: RevisionWords): string {
  for (const main of ['main', 'origin/main', 'master', 'origin/master']) {
    const base = git.text('merge-base', 'HEAD', main);
    if (base) return base;
  }
  throw (
    shallow(git) ??
    new Failure('nobody knows what to compare with', {
      why: 'there is no branch main, or it has nothing in common with this one',
      next: `name a revision: ${example}`,
      exit: exitCode.usage,
    })
  );
}

const unknown = (name: string, git: Git, { example }: RevisionWords): Failure =>
  shallow(git, name) ??
  new Failure(`there is no revision ${name}`, {
    why: 'git knows no branch, tag or commit of that name',
    next: `git log --oneline, or git fetch, then ${example.replace(/\S+$/, '')}with one of those`.replace(
      '  ',
      ' ',
    ),
    exit: exitCode.usage,
  });

/** CI often fetches the newest commit alone. */
function shallow(git: Git, name = 'the commit to compare with'): Failure | undefined {
  if (git.text('rev-parse', '--is-shallow-repository') !== 'true') return undefined;
  return new Failure(`${name} is not in this clone`, {
    why: 'the clone is shallow: it has the newest commits only',
    next: 'git fetch --unshallow; in a workflow of GitHub, fetch-depth: 0 of actions/checkout',
    exit: exitCode.usage,
  });
}
