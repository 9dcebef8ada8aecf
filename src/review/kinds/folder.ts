import type { Comparison } from '../comparison.ts';
import { folder, quoted } from '../words.ts';

/** What differs in a folder. */
export function compareFolder(of: Comparison): void {
  of.fact('title', 'title', quoted);
  of.place('parentUid', 'folder', folder);
}
