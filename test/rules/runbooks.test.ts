import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { project } from '../../scripts/project.ts';
import { runbookOutputs } from '../../src/compile/runbooks.ts';
import { vocabularyOf } from '../../src/promql/vocabulary.ts';
import { queriesOf } from '../../src/queries/queries.ts';
import { checkRules, withoutPromtool } from '../support/promtool.ts';

const pages = runbookOutputs(project);
const asked = [...queriesOf(project)].filter(({ asker }) => asker.type === 'runbook');

describe('the runbooks of this project', () => {
  test('are a page for each alert that its link leads to', () => {
    const paths = new Set(pages.map(({ path }) => path));
    for (const { groups } of project.rules)
      for (const rule of groups.flatMap(({ rules }) => rules))
        if (rule.type === 'alert') assert.ok(paths.has(rule.annotations.runbook_url ?? ''), rule.alert);
    assert.ok(paths.size > 60);
  });

  test('lead to one another, and nowhere else', () => {
    const names = new Set(pages.map(({ path }) => path.split('/').at(-1)));
    let links = 0;
    for (const { path, text } of pages)
      for (const [, to = ''] of text.matchAll(/\]\((?!http)([^)]+)\)/g)) {
        links++;
        assert.ok(names.has(to), `${path} leads to ${to}`);
      }
    assert.ok(links > 100);
  });

  test('name only series that exist, in prose too', () => {
    const known = vocabularyOf(project);
    for (const { path, text } of pages)
      for (const [, name = ''] of text.matchAll(/`(framework_\w+|[a-z_]+:[\w:]+)`/g))
        assert.ok(known.get(name), `${path} speaks of ${name}`);
  });

  test('ask what Prometheus can answer', { skip: withoutPromtool }, () => {
    assert.ok(asked.length > 150);
    const folder = mkdtempSync(join(tmpdir(), 'sightline-runbooks-'));
    const file = join(folder, 'rules.yml');
    const rules = asked.map(({ text }, index) => ({ record: `q${index}`, expr: text }));
    writeFileSync(file, stringify({ groups: [{ name: 'asked', rules }] }));
    const { ok, output } = checkRules(file);
    rmSync(folder, { recursive: true });
    assert.ok(ok, output);
  });
});
