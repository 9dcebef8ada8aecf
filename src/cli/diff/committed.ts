import { manifestPath } from '../../compile/compile.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { FileSet } from '../../review/outputs/diff-outputs.ts';
import type { Git } from '../git.ts';
import { prefixOf, type Revision } from '../revision.ts';

/** Folders that hold outputs and nothing else, should a revision have no list of its outputs. */
const folders = /^(grafana-provisioning|generated)\//;

/** The outputs that were committed at a revision. Nothing is checked out; of what nobody asks for, nothing is read. */
export function committedOutputs(git: Git, revision: Revision): FileSet {
  const { name, commit } = revision;
  const prefix = prefixOf(git);
  const names = new Map<string, string>();
  for (const line of (
    git.text('ls-tree', '-r', '-z', '--full-tree', commit, '--', prefix || '.') ?? ''
  ).split('\0')) {
    const [, type, object, path = ''] = /^\d+ (\w+) (\w+)\t([\s\S]*)$/.exec(line) ?? [];
    if (type === 'blob' && object) names.set(path.slice(prefix.length), object);
  }
  const texts = (paths: readonly string[]): ReadonlyMap<string, string> => {
    const blobs = git.blobs(paths.flatMap((path) => names.get(path) ?? []));
    return new Map(
      paths.flatMap((path) => {
        const blob = blobs.get(names.get(path) ?? '');
        return blob ? [[path, blob.toString('utf8')] as const] : [];
      }),
    );
  };
  const owned = listed(texts([manifestPath]).get(manifestPath), name);
  const digests = new Map([...names].filter(([path]) => (owned ? owned.has(path) : folders.test(path))));
  if (digests.size === 0)
    throw new Failure(`${name} has no outputs`, {
      why: `neither ${manifestPath} nor files in grafana-provisioning/ and generated/ were committed there`,
      next: 'name a revision in which the build was committed',
      exit: exitCode.usage,
    });
  return { revision: name, digests, texts };
}

/** Which files the build wrote, as it says itself. */
function listed(text: string | undefined, revision: string): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined;
  try {
    const { files } = JSON.parse(text) as { readonly files: readonly string[] };
    return new Set(files);
  } catch {
    throw new Failure(`${manifestPath} at ${revision} is not the list of files that the build writes`, {
      why: 'it was edited or merged by hand, and committed so',
      next: 'name a revision in which the build was committed',
    });
  }
}
