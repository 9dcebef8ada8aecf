import { differing, labelNames, type Vocabulary } from '../promql/vocabulary.ts';
import { type Definition, queriesIn } from '../queries/queries.ts';
import { readsIn, seriesOf } from '../queries/reads.ts';
import type { Context } from './context.ts';

/**
 * What a process that stays knows from its last look at a project: which definitions were fine, and what they were judged by.
 * Checks of queries and of dashboards read the definition itself, how Prometheus runs, and what is known of the series that
 * the queries select. A definition for which none of that has changed is still fine. One with a finding is looked at anew.
 */
export class Memory {
  private fine: ReadonlySet<Definition> = new Set();
  private judgedBy: { readonly vocabulary: Vocabulary; readonly prometheus: string } | undefined;

  /** The definitions that need no look this time. */
  recall({ project, vocabulary }: Context): readonly Definition[] {
    const { judgedBy } = this;
    if (!judgedBy || judgedBy.prometheus !== JSON.stringify(project.prometheus)) return [];
    const changed = differing(judgedBy.vocabulary, vocabulary);
    if (changed.size === 0) return [...this.fine];
    // The names of recording rules are held against every label there is.
    if (!isSame(labelNames(judgedBy.vocabulary), labelNames(vocabulary))) return [];
    spread(changed, project.rules.flatMap(queriesIn));
    return [...this.fine].filter((one) => [...readsIn(one).keys()].every((name) => !changed.has(name)));
  }

  /** Keeps what was found out. */
  remember({ project, vocabulary }: Context, fine: ReadonlySet<Definition>): void {
    this.fine = fine;
    this.judgedBy = { vocabulary, prometheus: JSON.stringify(project.prometheus) };
  }
}

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((name) => other.has(name));

/** What is known of a recorded series follows from the series it is recorded from. */
function spread(changed: Set<string>, queries: ReturnType<typeof queriesIn>): void {
  const recordings = queries.flatMap((query) =>
    query.asker.type === 'rule' && query.asker.rule.type === 'record'
      ? [{ name: query.asker.rule.record, reads: seriesOf(query) }]
      : [],
  );
  for (let before = -1; before !== changed.size; ) {
    before = changed.size;
    for (const { name, reads } of recordings) if (reads.some((one) => changed.has(one))) changed.add(name);
  }
}
