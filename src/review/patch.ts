import { formatPatch, structuredPatch } from 'diff';

/**
 * The difference between two texts of a file as `git apply` reads it; empty when there is none. `undefined` stands for a file
 * that is not there: the patch creates it, or removes it.
 */
export function unifiedPatch(path: string, before: string | undefined, after: string | undefined): string {
  if (before === after) return '';
  const isCreate = before === undefined;
  const isDelete = after === undefined;
  const { hunks } = structuredPatch(path, path, before ?? '', after ?? '', undefined, undefined, {
    context: 3,
  });
  return formatPatch({
    oldFileName: isCreate ? '/dev/null' : `a/${path}`,
    newFileName: isDelete ? '/dev/null' : `b/${path}`,
    oldHeader: undefined,
    newHeader: undefined,
    hunks,
    isGit: true,
    isCreate,
    isDelete,
  });
}
