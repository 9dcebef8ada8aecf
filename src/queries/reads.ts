import { once } from '../model/once.ts';
import { nameOf } from '../promql/analyse.ts';
import { nodesOf } from '../promql/walk.ts';
import { type Definition, queriesIn } from './queries.ts';
import type { Query } from './query.ts';

/** The names of the series that a query selects. */
export function seriesOf({ node }: Query): readonly string[] {
  const names: string[] = [];
  for (const one of nodesOf(node)) if (one.type === 'selector') names.push(nameOf(one));
  return names;
}

/** Who reads which series in a definition, by the name of the series: panels and rules by their paths. */
export const readsIn: (of: Definition) => ReadonlyMap<string, ReadonlySet<string>> = once(
  (of: Definition) => {
    const reads = new Map<string, Set<string>>();
    for (const query of queriesIn(of)) {
      const reader = readerOf(query);
      for (const name of seriesOf(query)) {
        const known = reads.get(name);
        if (known) known.add(reader);
        else reads.set(name, new Set([reader]));
      }
    }
    return reads;
  },
);

/** `dashboards/operations-monitoring › Error ratio`: a panel once, however many of its queries read the series. */
function readerOf({ asker, path }: Query): string {
  return asker.type === 'panel' ? path.slice(0, path.lastIndexOf(' › ')) : path;
}
