import { canonical } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import type { Part } from '../parts.ts';
import { listed } from '../words.ts';

const inhibition: Part = {
  noun: 'inhibition',
  name: ({ source_matchers: source }) => `by ${listed(source)}`,
  // It has no name: what silences, else what is silenced.
  keys: (of) => [canonical(of), canonical(of.source_matchers), canonical([of.target_matchers, of.equal])],
  compare: (of) => {
    of.words('source_matchers', 'source', String);
    of.words('target_matchers', 'target', String);
    of.words('equal', 'equal label');
    of.rest();
  },
  tell: ({ target_matchers: target }) => `of ${listed(target)}`,
  // All of them hold at once.
  moves: () => new Map(),
};

/** What differs in which alerts silence which others. */
export function compareInhibitions(of: Comparison): void {
  of.list('inhibitions', inhibition);
}
