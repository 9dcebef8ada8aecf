import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  advice,
  checkConfig,
  checkMetrics,
  checkRules,
  onPath,
  testRules,
  withoutPromtool,
} from './promtool.ts';

test('promtool and prometheus are installed', () => {
  assert.ok(onPath('promtool') && onPath('prometheus'), advice);
});

test('a program that is not there is not found', () => {
  assert.equal(onPath('promtool', '/nowhere'), undefined);
});

test('rules, their tests, configuration and metrics are judged', { skip: withoutPromtool }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const rule = 'groups: [{ name: g, rules: [{ record: "a:b:c", expr: EXPR }] }]\n';
  const good = write('good.yaml', rule.replace('EXPR', 'sum(up)'));
  const bad = write('bad.yaml', rule.replace('EXPR', '"sum(up"'));
  const tested = (value: number): string =>
    write(
      'test.yaml',
      `rule_files: [good.yaml]
tests:
  - input_series: [{ series: up, values: '1 1' }]
    promql_expr_test: [{ expr: 'a:b:c', eval_time: 1m, exp_samples: [{ labels: 'a:b:c', value: ${value} }] }]
`,
    );
  assert.equal(checkRules(good).ok, true, checkRules(good).output);
  assert.equal(checkRules(bad).ok, false);
  assert.equal(testRules(tested(1)).ok, true, testRules(tested(1)).output);
  assert.equal(testRules(tested(2)).ok, false);
  assert.equal(checkConfig(write('prometheus.yaml', 'global: { scrape_interval: 15s }\n')).ok, true);
  assert.equal(checkConfig(write('prometheus.yaml', 'global: { scrape_interval: fast }\n')).ok, false);
  assert.equal(checkMetrics('# HELP a_total A.\n# TYPE a_total counter\na_total 1\n').ok, true);
  assert.equal(checkMetrics('# HELP a A.\n# TYPE a counter\na 1\n').ok, false);
  rmSync(folder, { recursive: true });
});
