import type { Comparison } from '../comparison.ts';
import { quoted } from '../words.ts';
import { compareText } from './text.ts';

/** What differs in a notification template, line by line. */
export function compareTemplate(of: Comparison): void {
  of.fact('name', 'name', quoted);
  compareText(of.inside({ text: of.before.template }, { text: of.after.template }, of.at));
  of.leave('template');
}
