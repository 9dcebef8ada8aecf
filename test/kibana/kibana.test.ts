import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { logEvents } from '../../catalog/index.ts';
import { kibanaContent } from '../../kibana/index.ts';
import { runChecks } from '../../src/checks/run.ts';
import { objectsOf, savedObjects } from '../../src/compile/kibana/objects.ts';
import { readsOf } from '../../src/kql/reads.ts';
import { project } from '../checks/fixture.ts';

const { dashboards, views } = kibanaContent;

test('the dashboards are those that the specification names', () =>
  assert.deepEqual(
    dashboards.map(({ id }) => id),
    ['framework_operations', 'error_analysis', 'performance_trends', 'user_activity'],
  ));

test('every event of the catalog is in one view', () => {
  const shown = views.flatMap(({ view }) => view.events.map(({ name }) => name));
  assert.deepEqual(shown.toSorted(), logEvents.map(({ name }) => name).toSorted());
});

test('no check finds anything', () =>
  assert.deepEqual(
    runChecks(project({ metrics: [], kibanaContent })).filter(({ path }) => path.startsWith('kibana')),
    [],
  ));

test('what only some may read is on no dashboard', () => {
  const open = ['framework-logs', 'performance-logs'];
  for (const { path, view } of readsOf({ ...kibanaContent, searches: [] }))
    assert.ok(open.includes(view.id), path);
  for (const dashboard of dashboards)
    for (const { type, id } of objectsOf(dashboard, kibanaContent))
      if (type === 'index-pattern') assert.ok(open.includes(id), `${dashboard.id} brings along ${id}`);
});

test('a trace id leads to its trace, and milliseconds are told as a duration', () => {
  for (const { id, attributes } of savedObjects(kibanaContent).filter(
    ({ type }) => type === 'index-pattern',
  )) {
    const formats = JSON.parse(attributes.fieldFormatMap as string);
    // A dead letter is asked for by why it is one, and by nothing that it says.
    if (id === 'framework-dead-letters') continue;
    assert.match(formats.trace_id.params.urlTemplate, /\/trace\/\{\{value\}\}$/, id);
    if (formats.duration_ms) assert.equal(formats.duration_ms.params.inputFormat, 'milliseconds');
  }
});

for (const { id, panels, controls, drilldowns, description } of dashboards)
  describe(id, () => {
    const charts = panels.flatMap(({ panel }) => (panel.type === 'chart' ? [panel] : []));

    test('answers first whether it is fine, with numbers that judge', () => {
      const first = panels.filter(({ row }) => row === panels[0]?.row).slice(1);
      const judged = first.filter(
        ({ panel }) => panel.type === 'chart' && panel.chart.type === 'metric' && panel.chart.thresholds,
      );
      assert.ok(first.length >= 5 && judged.length >= 4, `${judged.length} of ${first.length}`);
    });

    test('then shows trends, breakdowns and tables, and ends in raw lines', () => {
      const kinds = new Set(charts.map(({ chart }) => chart.type));
      for (const kind of ['metric', 'xy', 'table', 'heatmap'] as const) assert.ok(kinds.has(kind), kind);
      assert.equal(panels.at(-1)?.panel.type, 'search');
    });

    test('asks a question everywhere', () => {
      const plain = panels.filter(({ panel }) => panel.type !== 'prose' && !panel.description.endsWith('?'));
      assert.deepEqual(
        plain.map(({ panel }) => panel.title),
        [],
      );
      assert.match(description, /^For .*\?$/);
    });

    test('is narrowed down by level and component, and leads to Grafana for the same time', () => {
      const fields = controls.map(({ field }) => field);
      assert.ok(fields.includes('level') && fields.includes('component'));
      assert.match(drilldowns[0]?.url ?? '', /\/d\/[\w-]+\?from=\{\{from\}\}&to=\{\{to\}\}$/);
    });
  });
