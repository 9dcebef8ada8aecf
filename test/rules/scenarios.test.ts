import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { project } from '../../scripts/project.ts';
import { rulesNeeded } from '../../src/queries/needed.ts';
import { ruleName } from '../../src/queries/query.ts';
import { withoutPromtool } from '../support/promtool.ts';

const folder = fileURLToPath(new URL('../../generated/prometheus/tests/', import.meta.url));
const scenarios = (project.scenarios ?? []).flatMap((file) => file.scenarios);
const placed = project.rules.flatMap(({ name, groups }) =>
  groups.flatMap(({ rules }) =>
    rules.map((rule) => ({ rule, where: `alerts/${name}.ts › ${ruleName(rule)}` })),
  ),
);

const promtool = (file: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      'promtool',
      ['test', 'rules', file],
      { cwd: folder, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => resolve(error ? `${stdout}${stderr}` : ''),
    );
  });

describe('the committed scenarios', { skip: withoutPromtool, concurrency: availableParallelism() }, () => {
  for (const file of readdirSync(folder).sort())
    test(`${file} hold, says promtool`, async () => assert.equal(await promtool(file), ''));
});

describe('what no scenario touches', () => {
  const needed = new Set(scenarios.flatMap((one) => rulesNeeded(project, one).map(({ rule }) => rule)));
  const asked = scenarios.flatMap(({ expect }) => expect);
  const missing = (touched: (rule: (typeof placed)[number]['rule']) => boolean): readonly string[] =>
    placed.filter(({ rule }) => !touched(rule)).map(({ where }) => where);

  test('no recording rule and no alert', () =>
    assert.deepEqual(
      missing((rule) => needed.has(rule)),
      [],
    ));

  test('no annotation: every alert is seen to fire, with each of them word for word', () => {
    const fires = new Set(asked.flatMap((one) => (one.type === 'fires' ? [one.alert.query] : [])));
    assert.deepEqual(
      missing((rule) => rule.type === 'record' || fires.has(rule.query)),
      [],
    );
  });

  test('would be found: a rule more is one too many', () => {
    const [first, ...rest] = scenarios;
    const some = new Set(rest.flatMap((one) => rulesNeeded(project, one).map(({ rule }) => rule)));
    const only = rulesNeeded(project, first as (typeof scenarios)[number]);
    assert.ok(only.length > 0 && some.size < placed.length + 1);
    assert.notDeepEqual(
      missing(() => false),
      [],
    );
  });
});

test('every subject with rules has scenarios, under the same name', () => {
  const names = (project.scenarios ?? []).map(({ name }) => name);
  assert.deepEqual(names.toSorted(), project.rules.map(({ name }) => name).toSorted());
});
