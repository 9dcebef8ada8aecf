import { spawnSync } from 'node:child_process';
import { readRules } from '../../compile/read-rules.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { WrittenRule } from '../../model/written-rule.ts';

const folder = 'generated/prometheus/rules';

/** The rules that were committed at a revision. */
export interface RulesAt {
  /** `main (3f2a91c)`. */
  readonly revision: string;
  readonly rules: readonly WrittenRule[];
}

/** The rules at a revision of git, or where this branch left the main one. Outputs are committed, so nothing is built. */
export function rulesAt(root: string, wanted: string | undefined, evaluation: string): RulesAt {
  const git = gitIn(root);
  const name = wanted ?? forkPoint(git, root);
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  if (!commit) throw unknown(name, git);
  const files = (
    git('ls-tree', '-r', '--name-only', '--full-tree', commit, '--', `${prefix(git)}${folder}`) ?? ''
  )
    .split('\n')
    .filter((path) => path.endsWith('.yml'));
  if (files.length === 0)
    throw new Failure(`${name} has no rules in ${folder}`, {
      why: 'the outputs were not committed there, or the folder was another one',
      next: 'name a later revision with --from',
      exit: exitCode.usage,
    });
  const short = commit.slice(0, 10);
  return {
    revision: name.startsWith(short) || short.startsWith(name) ? short : `${name} (${short})`,
    rules: files.flatMap((path) =>
      readRules(git('show', `${commit}:${path}`) ?? '', `${path} at ${name}`, evaluation),
    ),
  };
}

type Git = (...words: string[]) => string | undefined;

const gitIn =
  (root: string): Git =>
  (...words) => {
    const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
    return status === 0 ? stdout.trim() : undefined;
  };

/** Where the project stands in its repository: `packages/observability/`, or nothing at the top. */
function prefix(git: Git): string {
  const path = git('rev-parse', '--show-prefix') ?? '';
  return path && !path.endsWith('/') ? `${path}/` : path;
}

function forkPoint(git: Git, root: string): string {
  if (git('rev-parse', '--git-dir') === undefined)
    throw new Failure(`${root} is no git repository`, {
      why: 'the old version of a rule is read from a commit',
      next: 'run it in a clone of the repository',
      exit: exitCode.usage,
    });
  for (const main of ['main', 'origin/main', 'master', 'origin/master']) {
    const base = git('merge-base', 'HEAD', main);
    if (base) return base;
  }
  throw (
    shallow(git) ??
    new Failure('nobody knows what to compare with', {
      why: 'there is no branch main, or it has nothing in common with this one',
      next: 'name a revision: --from HEAD~1',
      exit: exitCode.usage,
    })
  );
}

const unknown = (name: string, git: Git): Failure =>
  shallow(git, name) ??
  new Failure(`there is no revision ${name}`, {
    why: 'git knows no branch, tag or commit of that name',
    next: 'git log --oneline, or git fetch, then --from with one of those',
    exit: exitCode.usage,
  });

/** CI often fetches the newest commit alone. */
function shallow(git: Git, name = 'the commit to compare with'): Failure | undefined {
  if (git('rev-parse', '--is-shallow-repository') !== 'true') return undefined;
  return new Failure(`${name} is not in this clone`, {
    why: 'the clone is shallow: it has the newest commits only',
    next: 'git fetch --unshallow; in a workflow of GitHub, fetch-depth: 0 of actions/checkout',
    exit: exitCode.usage,
  });
}
