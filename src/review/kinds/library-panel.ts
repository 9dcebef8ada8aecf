import type { Comparison } from '../comparison.ts';
import { folder, quoted } from '../words.ts';
import { comparePanel } from './panel.ts';

/** What differs in a library panel: its model is a panel like any other. */
export function compareLibraryPanel(of: Comparison): void {
  of.fact('name', 'name', quoted);
  of.place('folderUid', 'library panel', folder);
  of.member('model', comparePanel, '');
}
