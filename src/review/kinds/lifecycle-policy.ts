import { isJson, same } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import { plain } from '../words.ts';

const phases = ['hot', 'warm', 'cold', 'frozen', 'delete'];

/** What differs in a lifecycle policy, phase by phase. */
export function compareLifecyclePolicy(of: Comparison): void {
  of.structure('phases', (before, after) => {
    const [left, right] = [before ?? {}, after ?? {}];
    if (!isJson(left) || !isJson(right)) return;
    for (const name of phases) {
      const [was, is] = [left[name], right[name]];
      if (same(was, is)) continue;
      if (!isJson(was) || !isJson(is)) {
        of.differing(`phase ${name}`, was, is, begins);
        continue;
      }
      const phase = of.inside(was, is, [...of.at, `phase ${name}`]);
      phase.fact('min_age', 'age');
      phase.members('actions', (action) => `action ${action}`);
      phase.rest();
    }
  });
  of.rest();
}

/** `from 30d on: delete`. */
const begins = (phase: unknown): string =>
  isJson(phase) && isJson(phase.actions)
    ? `from ${phase.min_age ?? '0ms'} on: ${Object.keys(phase.actions).sort().join(', ') || 'nothing'}`
    : plain(phase);
