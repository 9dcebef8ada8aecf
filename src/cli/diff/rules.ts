import { readRules } from '../../compile/read-rules.ts';
import type { WrittenRule } from '../../model/written-rule.ts';
import type { FileSet } from '../../review/outputs/diff-outputs.ts';
import { kindOfFile } from '../../review/outputs/file-kinds.ts';

/** Every rule of a revision, out of its files. */
export function rulesOf(files: FileSet): readonly WrittenRule[] {
  const paths = [...files.digests.keys()].filter((path) =>
    ['rules', 'prometheus'].includes(kindOfFile(path).name),
  );
  const texts = [...files.texts(paths)];
  const [, evaluation] =
    /^\s*evaluation_interval: (\S+)$/m.exec(texts.map(([, text]) => text).join('\n')) ?? [];
  return texts
    .filter(([path]) => kindOfFile(path).name === 'rules')
    .flatMap(([path, text]) => readRules(text, `${path} at ${files.revision}`, evaluation));
}
