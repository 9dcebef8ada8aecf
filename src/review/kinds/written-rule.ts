import type { Comparison } from '../comparison.ts';
import { duration, quoted } from '../words.ts';

/** What differs in an alert or a recording rule of Prometheus, which group it is in included. */
export function compareWrittenRule(of: Comparison): void {
  of.fact('name', 'name', quoted);
  of.expression('expr', 'expression');
  of.fact('for', 'for', duration);
  of.fact('keep_firing_for', 'keep firing for', duration);
  of.members('labels', (name) => (name === 'severity' ? name : `label ${name}`));
  of.members('annotations', (name) => `annotation ${name}`, quoted);
  of.place('group', 'rule', (name) => `group ${name}`);
  of.rest();
}

/** What differs in a group of Prometheus' rules beside the rules. */
export function compareEvaluationGroup(of: Comparison): void {
  of.fact('name', 'name', quoted);
  of.fact('interval', 'evaluated every', duration);
  // Who reads what is recorded after it reads it as it was one evaluation before.
  of.words('late', 'delay of', String);
  of.rest();
}
