import { exitCode, Failure } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import type { FileSet } from '../../review/outputs/diff-outputs.ts';
import { type Git, gitIn } from '../git.ts';
import { load } from '../load.ts';
import { mergeBase, revisionAt } from '../revision.ts';
import { committedOutputs } from './committed.ts';
import { compiledOutputs } from './compiled.ts';

const words = { why: 'the old version is read from a commit', example: 'npm run diff -- HEAD~1' };

/** The two versions that somebody wants compared. Committed ones are read from git alone; the files now are compiled. */
export async function comparedSets(
  { root, definitions }: { readonly root: string; readonly definitions: () => Promise<Project> },
  asked: readonly string[],
  say: (line: string) => void,
): Promise<{ readonly before: FileSet; readonly after: FileSet }> {
  const git = gitIn(root);
  const [from, to] = pair(asked, git);
  const at = (name: string | undefined): FileSet => committedOutputs(git, revisionAt(git, root, name, words));
  const before = at(from);
  if (to !== undefined) return { before, after: at(to) };
  say('compiling the files now');
  // A repository names its files by SHA-1, or by SHA-256 where it was made so.
  const algorithm = git.text('rev-parse', '--show-object-format') === 'sha256' ? 'sha256' : 'sha1';
  return { before, after: compiledOutputs(await load(definitions), algorithm) };
}

/** `a..b` and `a b` are two commits, `a...b` is b against where it left a, `a` is a commit against the files now. */
function pair(asked: readonly string[], git: Git): readonly [from: string | undefined, to?: string] {
  const [one, other, ...more] = asked;
  if (more.length > 0)
    throw new Failure('two revisions at most', { next: 'npm run diff -- HEAD~1 HEAD', exit: exitCode.usage });
  const [, left, dots, right] = /^(.*?)(\.{2,3})(.*)$/.exec(one ?? '') ?? [];
  if (dots === undefined) return other === undefined ? [one] : [one, other];
  if (other !== undefined)
    throw new Failure(`${one} are two revisions already`, {
      next: `npm run diff -- ${one}`,
      exit: exitCode.usage,
    });
  const [from, to] = [left || 'HEAD', right || 'HEAD'];
  return [dots === '...' ? mergeBase(git, from, to, words) : from, to];
}
