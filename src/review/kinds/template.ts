import type { Comparison } from '../comparison.ts';
import { quoted } from '../words.ts';
import { compareLines } from './text.ts';

/** What differs in a notification template, line by line. */
export function compareTemplate(of: Comparison): void {
  of.fact('name', 'name', quoted);
  compareLines(of, 'template');
}
