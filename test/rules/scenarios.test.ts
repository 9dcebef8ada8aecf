import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { describe, test } from 'node:test';
import { verdict } from '../../scripts/mutation/mutation.ts';
import { project } from '../../scripts/project.ts';
import type { Project } from '../../src/model/project.ts';
import { rulesNeeded } from '../../src/queries/needed.ts';
import { ruleName } from '../../src/queries/query.ts';
import { withoutPromtool } from '../support/promtool.ts';

describe('scenarios', { skip: withoutPromtool, concurrency: availableParallelism() }, () => {
  for (const { name, scenarios } of project.scenarios ?? [])
    for (const scenario of scenarios)
      test(`${name}: ${scenario.title}`, async () => assert.equal(await verdict(project, scenario), ''));
});

/** Rules of a project that no scenario depends on, and alerts that no scenario sees fire. */
function untouched(of: Project): readonly string[] {
  const scenarios = (of.scenarios ?? []).flatMap((file) => file.scenarios);
  const needed = new Set(scenarios.flatMap((one) => rulesNeeded(of, one).map(({ rule }) => rule)));
  const fires = new Set(
    scenarios.flatMap(({ expect }) =>
      expect.flatMap((one) => (one.type === 'fires' ? [one.alert.query] : [])),
    ),
  );
  return of.rules.flatMap(({ name, groups }) =>
    groups.flatMap(({ rules }) =>
      rules
        .filter((rule) => !needed.has(rule) || (rule.type === 'alert' && !fires.has(rule.query)))
        .map((rule) => `alerts/${name}.ts › ${ruleName(rule)}`),
    ),
  );
}

describe('what no scenario touches', () => {
  // Where an alert is seen to fire, each of its labels and annotations is compared word for word.
  test('is nothing: no recording rule, no alert, no label of an annotation', () =>
    assert.deepEqual(untouched(project), []));

  test('would be found: without its scenarios a subject has rules that nothing touches', () => {
    const without = {
      ...project,
      scenarios: project.scenarios?.filter(({ name }) => name !== 'sessions') ?? [],
    };
    assert.deepEqual(untouched(without), [
      'alerts/sessions.ts › environment:framework_session_failures:ratio_rate15m',
      'alerts/sessions.ts › FrameworkSessionFailureRateHigh',
    ]);
  });
});

test('every subject with rules has scenarios, under the same name', () => {
  const names = (project.scenarios ?? []).map(({ name }) => name);
  assert.deepEqual(names.toSorted(), project.rules.map(({ name }) => name).toSorted());
});
