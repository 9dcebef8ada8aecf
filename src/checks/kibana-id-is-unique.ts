import { kibanaPath } from '../kql/reads.ts';
import type { KibanaContent } from '../model/kibana.ts';
import type { Check, Finding } from './check.ts';
import { grouped } from './grouped.ts';

/** An id stands for one thing: one view, one search, one tag, one dashboard, and one panel or control within a dashboard. */
export const kibanaIdIsUnique: Check = {
  id: 'kibana-id-is-unique',
  severity: 'error',
  *project({ project: { kibanaContent } }): Iterable<Finding> {
    if (!kibanaContent) return;
    const { dashboards } = kibanaContent;
    const views = kibanaContent.views.map(({ view }) => view);
    yield* twice(
      'data views',
      'id',
      views,
      ({ id }) => id,
      () => 'kibana/views.ts',
    );
    // Kibana looks for a data view by its name before it makes one.
    yield* twice(
      'data views',
      'title',
      views,
      ({ title }) => title,
      () => 'kibana/views.ts',
    );
    // A search may stand on several dashboards: it is one as long as it is the same definition.
    const searches = [...new Set([...kibanaContent.searches, ...searchesOf(kibanaContent)])];
    yield* twice(
      'searches',
      'id',
      searches,
      ({ id }) => id,
      ({ title }) => `kibana › ${title}`,
    );
    yield* twice(
      'dashboards',
      'id',
      dashboards,
      ({ id }) => id,
      (one) => kibanaPath(one),
    );
    for (const dashboard of dashboards) {
      const panels = dashboard.panels.map(({ panel }) => panel);
      yield* twice(
        'panels',
        'key',
        panels,
        ({ key }) => key,
        ({ title }) => kibanaPath(dashboard, title),
      );
      yield* twice(
        'controls',
        'field',
        dashboard.controls,
        ({ field }) => field,
        ({ title }) => kibanaPath(dashboard, `control ${title}`),
      );
    }
  },
};

const searchesOf = ({ dashboards }: KibanaContent) =>
  dashboards.flatMap(({ panels }) =>
    panels.flatMap(({ panel }) => (panel.type === 'search' ? [panel.search] : [])),
  );

function* twice<Of>(
  kind: string,
  by: string,
  all: readonly Of[],
  idOf: (one: Of) => string,
  pathOf: (one: Of) => string,
): Iterable<Finding> {
  for (const [id, same] of grouped(all, idOf))
    if (same.length > 1)
      yield {
        path: pathOf(same.at(-1) as Of),
        message: `${same.length} ${kind} have the ${by} ${id}`,
        fix: 'give all but one of them another: the last would take the place of the others',
      };
}
