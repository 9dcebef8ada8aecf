import type { Comparison } from '../comparison.ts';
import { quoted } from '../words.ts';

/** What differs in a space of Kibana. */
export function compareSpace(of: Comparison): void {
  of.fact('name', 'name', quoted);
  of.fact('description', 'description', quoted);
  of.fact('color', 'colour');
  of.words('disabledFeatures', 'hidden feature');
  of.rest();
}
