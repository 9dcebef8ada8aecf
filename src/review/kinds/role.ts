import { canonical, isJson } from '../../model/json.ts';
import type { Comparison } from '../comparison.ts';
import type { Part } from '../parts.ts';
import { listed, plain, quoted } from '../words.ts';

const indices: Part = {
  noun: 'rights over',
  name: ({ names }) => listed(names),
  keys: (one) => [canonical(one.names)],
  compare: (of) => {
    of.words('privileges', 'privilege');
    of.rest();
  },
  tell: ({ privileges }) => listed(privileges),
};

const applications: Part = {
  noun: 'rights in',
  name: ({ spaces }) =>
    Array.isArray(spaces) && spaces.includes('*') ? 'all spaces' : `space ${listed(spaces)}`,
  keys: (one) => [canonical(one.spaces)],
  compare: (of) => {
    of.words('base', 'privilege');
    of.members('feature', (name) => `feature ${name}`, listed);
    of.rest();
  },
  tell: ({ base, feature }) =>
    [
      ...(Array.isArray(base) ? [listed(base)] : []),
      ...(isJson(feature) ? Object.entries(feature).map(([name, of]) => `${name} ${listed(of)}`) : []),
    ].join('; ') || plain({}),
};

/** What differs in what a role may do. */
export function compareRole(of: Comparison): void {
  of.fact('description', 'description', quoted);
  of.member(
    'elasticsearch',
    (cluster) => {
      cluster.words('cluster', 'cluster privilege');
      cluster.list('indices', indices);
      cluster.words('run_as', 'user to run as');
      cluster.rest();
    },
    '',
  );
  of.list('kibana', applications);
  of.rest();
}
