import type { Comparison } from '../comparison.ts';

/** What differs in a snapshot repository. */
export function compareSnapshotRepository(of: Comparison): void {
  of.fact('type');
  of.members('settings', (name) => `setting ${name}`);
  of.rest();
}
