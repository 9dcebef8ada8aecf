import { createHash } from 'node:crypto';
import { compile, manifestPath } from '../../compile/compile.ts';
import type { Output } from '../../compile/output.ts';
import type { Project } from '../../model/project.ts';
import type { FileSet } from '../../review/outputs/diff-outputs.ts';

/** What the files on the disk compile to now, committed or not. `digest` names a text as git would. */
export function compiledOutputs(project: Project, algorithm: 'sha1' | 'sha256'): FileSet {
  const outputs = compile(project).filter(({ path }) => path !== manifestPath);
  const byPath = new Map(outputs.map((output) => [output.path, output]));
  return {
    revision: 'the files now',
    digests: new Map(outputs.map((output) => [output.path, digestOf(output, algorithm)])),
    texts: (paths) =>
      new Map(
        paths.flatMap((path) => {
          const output = byPath.get(path);
          return output ? [[path, output.text] as const] : [];
        }),
      ),
  };
}

/** The name that git gives to a file. */
function digestOf({ text }: Output, algorithm: 'sha1' | 'sha256'): string {
  const bytes = Buffer.from(text, 'utf8');
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
