import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { type ActionName, type ActionSpec, actions, responses } from '../../alerts/responses.ts';
import { project } from '../../scripts/project.ts';
import { createRegistry } from '../../services/responder/registry.ts';
import { readSettings } from '../../services/responder/settings.ts';
import { runbookOutputs } from '../../src/compile/runbooks.ts';
import { vocabularyOf } from '../../src/promql/vocabulary.ts';
import { queriesOf } from '../../src/queries/queries.ts';
import { checkRules, withoutPromtool } from '../support/promtool.ts';

const pages = runbookOutputs(project);
const textOf = (alert: string): string =>
  pages.find(({ path }) => path === `alerts/runbooks/${alert}.md`)?.text ?? '';
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

  test('say of automation what the responder does, and that it is taken back where it is', () => {
    const registry = createRegistry(readSettings({ RESPONDER_TOKEN: 'not a token of anybody' }));
    const told = new Map(
      pages
        .flatMap(({ text }) => [...text.matchAll(/^\| `(\w+)` \| (.+) \| (.+) \|$/gm)])
        .map(([, action = '', does = '', ends = '']) => [action, { does, ends }]),
    );
    const names: readonly ActionName[] = Object.values(responses).flat();
    for (const name of names) {
      const { does = '', ends = '' } = told.get(name) ?? {};
      const { effect, approval }: ActionSpec = actions[name];
      const isLeft = /^Not taken back/.test(ends);
      assert.equal(isLeft, registry[name].undo === undefined, `${name}: ${ends}`);
      if (registry[name].ttl) assert.ok(ends.includes(`after ${registry[name].ttl} at`), `${name}: ${ends}`);
      assert.equal(/after a person approved/.test(does), approval === true, `${name}: ${does}`);
      if (effect.via === 'page') {
        const who = /^\d$/.test(effect.who) ? `level ${effect.who}` : `the ${effect.who} team`;
        assert.ok(does.startsWith(`Pages ${who} `), `${name}: ${does}`);
      }
    }
    assert.ok(names.length > 10);
  });

  test('name the command where they tell people to roll back, and the kill switch where automation goes wrong', () => {
    const { namespace, deployment } = actions.scale_infrastructure_pods.effect;
    const command = `kubectl -n ${namespace} rollout undo deployment/${deployment}`;
    const rollingBack = pages.filter(({ text }) => /roll (it )?back/i.test(text));
    assert.ok(rollingBack.length > 15);
    for (const { path, text } of rollingBack) assert.ok(text.includes(command), path);
    assert.match(textOf('MonitoringDashboardsBudgetBurnFast'), /`npm run deploy -- --rollback`/);
    assert.match(textOf('MonitoringAutomationFailing'), /`touch \.sightline\/responder\/stop`/);
    const { RESPONDER_KILL_SWITCH } = readSettings({ RESPONDER_TOKEN: 'not a token of anybody' });
    assert.equal(RESPONDER_KILL_SWITCH, '.sightline/responder/stop');
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
