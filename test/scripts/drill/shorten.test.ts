import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { parse as parseYaml, stringify } from 'yaml';
import { shorten } from '../../../scripts/drill/shorten.ts';
import { shortenDuration, shortenQuery } from '../../../scripts/drill/shorten-query.ts';
import { project } from '../../../scripts/project.ts';
import { ruleFileText } from '../../../src/compile/prometheus.ts';
import { ruleTest } from '../../../src/compile/rule-tests.ts';
import { secondsOf } from '../../../src/model/duration.ts';
import type { Failure } from '../../../src/model/failure.ts';
import type { Node } from '../../../src/model/node.ts';
import type { Rule } from '../../../src/model/rule.ts';
import { parse } from '../../../src/promql/parse.ts';
import { print } from '../../../src/promql/print.ts';
import { rulesNeeded } from '../../../src/queries/needed.ts';
import { checkRules, testRules, withoutPromtool } from '../../support/promtool.ts';

const factor = 30;
const shortened = (query: string): string => print(shortenQuery(parse(query) as Node, factor));

describe('a query in a world that is thirty times as fast', () => {
  const sentences = [
    ['up == 0', 'up == 0'],
    ['rate(a[5m]) > 2', 'rate(a[10s]) / 30 > 2'],
    ['sum by (b) (irate(a[1m]))', 'sum by (b) (irate(a[2s]) / 30)'],
    ['increase(a[10m]) >= 5', 'increase(a[20s]) >= 5'],
    ['histogram_quantile(0.95, rate(a[1m]))', 'histogram_quantile(0.95, rate(a[2s]) / 30)'],
    ['a offset 1w', 'a offset 336m'],
    ['max_over_time(a[1h] offset 30m)', 'max_over_time(a[2m] offset 1m)'],
    ['count_over_time(max(a)[2h:1m] offset 5m)', 'count_over_time(max(a)[4m:2s] offset 10s)'],
    ['predict_linear(a[6h], 3600) > 0.2', 'predict_linear(a[12m], 3600 / 30) > 0.2'],
    ['max(time() - a) > 7200', 'max(30 * (time() - a)) > 7200'],
    ['-delta(a[15s])', '-delta(a[500ms])'],
  ] as const;
  for (const [query, expected] of sentences)
    test(`${query} becomes ${expected}`, () => assert.equal(shortened(query), expected));

  for (const query of ['hour() > 8', 'timestamp(a)', 'a > time()'])
    test(`${query} means nothing there, and is refused`, () => {
      assert.throws(
        () => shortened(query),
        (error: Failure) => /cannot be shortened/.test(error.message),
      );
    });

  test('nothing takes no time at all', () => assert.equal(shortenDuration('1ms', 30), '1ms'));
});

describe('a shortened project', () => {
  const short = shorten(project, factor);

  test('has every duration of its rules, routes and servers shortened', () => {
    const [group] = project.rules[0]?.groups ?? [];
    const [shorter] = short.rules[0]?.groups ?? [];
    assert.equal(group?.interval, '15s');
    assert.equal(shorter?.interval, '500ms');
    const waits = (of: typeof project) =>
      of.rules.flatMap(({ groups }) =>
        groups.flatMap(({ rules }) =>
          rules.flatMap((rule) => (rule.type === 'alert' ? [rule.for, rule.keepFiringFor] : [])),
        ),
      );
    assert.deepEqual(
      waits(short),
      waits(project).map((wait) => wait && shortenDuration(wait, factor)),
    );
    assert.deepEqual(short.routing?.root.pace, {
      groupWait: '4s',
      groupInterval: '24s',
      repeatInterval: '12m',
    });
    assert.equal(short.alertmanager?.resolveTimeout, '10s');
    assert.ok(short.prometheus.flags.includes('--query.lookback-delta=10s'));
  });

  test('with a factor of one it is what it was, but for who is told when', () => {
    const same = shorten(project, 1);
    assert.deepEqual(
      same.rules.map(({ groups }) => groups.map(({ interval }) => shortenDuration(interval, 1))),
      project.rules.map(({ groups }) => groups.map(({ interval }) => shortenDuration(interval, 1))),
    );
  });

  describe('in the eyes of promtool', { skip: withoutPromtool }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-shorten-'));
    after(() => rmSync(folder, { recursive: true, force: true }));

    test('has rules that are in order', () => {
      const paths = short.rules.map((file) => {
        const path = join(folder, `${file.name}.rules.yml`);
        writeFileSync(path, ruleFileText(file));
        return path;
      });
      const verdict = checkRules(...paths);
      assert.ok(verdict.ok, verdict.output);
    });

    // The scenarios say what each alert does; played at thirty times the speed, it must do the same. Those of other subjects have
    // gaps in their series, and promtool looks back for five minutes whatever the speed; long ones take long.
    const subjects = [
      'capacity',
      'commands',
      'github',
      'modules',
      'performance',
      'quality-gates',
      'security',
    ];
    const played = (project.scenarios ?? [])
      .filter(({ name }) => subjects.includes(name))
      .flatMap(({ scenarios }) => scenarios)
      .filter(({ expect }) => expect.every((one) => secondsOf('until' in one ? one.until : one.at) <= 3600));
    test('has scenarios to play', () => assert.ok(played.length >= 15, String(played.length)));
    played.forEach((scenario, at) => {
      test(`does what the project does: ${scenario.title}`, () => {
        const own = join(folder, String(at));
        mkdirSync(own);
        const rules = rulesNeeded(project, scenario).map(({ rule }) => shorter(rule));
        const interval = shortenDuration(scenario.every, factor);
        const groups = [{ name: 'rules', interval, rules }];
        writeFileSync(join(own, 'rules.yml'), ruleFileText({ name: 'rules', groups }));
        const file = join(own, 'test.yml');
        writeFileSync(file, stringify(faster(parseYaml(ruleTest(project, scenario)['test.yml']))));
        const verdict = testRules(file);
        assert.ok(verdict.ok, verdict.output);
      });
    });
  });

  /** The rule of the shortened project that stands where this one does. */
  function shorter(rule: Rule): Rule {
    const all = (of: typeof project) =>
      of.rules.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules));
    return all(short)[all(project).indexOf(rule)] as Rule;
  }
});

/** A file of rule tests with every time in it shortened. */
function faster(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => faster(each, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, faster(each, name)]));
  if (typeof value !== 'string') return value;
  if (['interval', 'evaluation_interval', 'eval_time'].includes(key))
    return value === '0s' ? value : shortenDuration(value, factor);
  if (key === 'expr')
    return value.replaceAll(/(?<=\[)\w+(?=\])/g, (window) => shortenDuration(window, factor));
  return value;
}
