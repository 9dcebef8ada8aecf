import type { Edit } from '../edit.ts';

/** What became of one thing that outputs say. */
export interface ItemChange {
  readonly kind: string;
  readonly name: string;
  /** The file that says it; the later one where it moved from one to another. */
  readonly path: string;
  /** `moved` where its layout changed and nothing else. */
  readonly change: 'added' | 'removed' | 'changed' | 'moved';
  /** In reading order, with values in full. Of what came or went, and of pages, nothing. */
  readonly edits: readonly Edit[];
  /** Where else the same changed in the same way: Grafana has routes like Alertmanager's. */
  readonly also?: string;
  /** What it was and what it is, as its file says it. */
  readonly before?: unknown;
  readonly after?: unknown;
}
