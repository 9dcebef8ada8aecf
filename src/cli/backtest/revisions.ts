import { readRules } from '../../compile/read-rules.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { WrittenRule } from '../../model/written-rule.ts';
import { gitIn } from '../git.ts';
import { prefixOf, revisionAt } from '../revision.ts';

const folder = 'generated/prometheus/rules';

/** The rules that were committed at a revision. */
export interface RulesAt {
  /** `main (3f2a91c)`. */
  readonly revision: string;
  readonly rules: readonly WrittenRule[];
}

const words = { why: 'the old version of a rule is read from a commit', example: '--from HEAD~1' };

/** The rules at a revision of git, or where this branch left the main one. Outputs are committed, so nothing is built. */
export function rulesAt(root: string, wanted: string | undefined, evaluation: string): RulesAt {
  const git = gitIn(root);
  const { name, commit } = revisionAt(git, root, wanted, words);
  const files = (
    git.text('ls-tree', '-r', '--name-only', '--full-tree', commit, '--', `${prefixOf(git)}${folder}`) ?? ''
  )
    .split('\n')
    .filter((path) => path.endsWith('.yml'));
  if (files.length === 0)
    throw new Failure(`${wanted ?? commit} has no rules in ${folder}`, {
      why: 'the outputs were not committed there, or the folder was another one',
      next: 'name a later revision with --from',
      exit: exitCode.usage,
    });
  return {
    revision: name,
    rules: files.flatMap((path) =>
      readRules(git.text('show', `${commit}:${path}`) ?? '', `${path} at ${wanted ?? commit}`, evaluation),
    ),
  };
}
