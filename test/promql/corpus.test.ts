import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { parsed, unplaced } from './unplaced.ts';

const corpus = new URL('../../../shared/corpus/', import.meta.url);
const skip = existsSync(corpus)
  ? false
  : `there is no corpus of public dashboards and rules beside the repository, at ${fileURLToPath(corpus)}`;

/** Dashboards whose panels do not ask Prometheus, though their data source does not say so. */
const notPromql: Readonly<Record<string, string>> = {
  'nginx--nginx-logs.json': 'LogQL behind a data source variable that is called $datasource',
};

type Found = readonly [where: string, expression: string];

function* ofRules(): Generator<Found> {
  for (const file of readdirSync(new URL('rules/', corpus))) {
    const { groups = [] } = parseYaml(readFileSync(new URL(`rules/${file}`, corpus), 'utf8')) as {
      groups?: { rules?: { expr: string | number }[] }[];
    };
    for (const { rules = [] } of groups) for (const { expr } of rules) yield [file, String(expr)];
  }
}

function* ofDashboards(): Generator<Found> {
  for (const file of readdirSync(new URL('dashboards/', corpus)))
    if (!(file in notPromql))
      yield* expressions(file, JSON.parse(readFileSync(new URL(`dashboards/${file}`, corpus), 'utf8')), '');
}

/** Every `expr` that its own or the nearest data source does not mark as Loki's. A query left empty is none. */
function* expressions(file: string, value: unknown, source: string): Generator<Found> {
  if (typeof value !== 'object' || value === null) return;
  const { expr, datasource } = value as { expr?: unknown; datasource?: unknown };
  const nearest = datasource ? JSON.stringify(datasource) : source;
  if (typeof expr === 'string' && expr !== '' && !/loki/i.test(nearest)) yield [file, expr];
  for (const inside of Object.values(value)) yield* expressions(file, inside, nearest);
}

for (const [what, least, find] of [
  ['rule files', 500, ofRules],
  ['dashboards', 2000, ofDashboards],
] as const)
  test(`every expression of the corpus's ${what} parses, and means the same once it is printed`, {
    skip,
  }, (context) => {
    const found = [...find()];
    assert.ok(found.length >= least, `only ${found.length} expressions`);
    for (const [where, expression] of found) {
      const tree = parse(expression);
      assert.ok(tree.type !== 'problem', `${where}: ${expression}\n${JSON.stringify(tree)}`);
      const printed = print(tree);
      assert.deepEqual(unplaced(parsed(printed)), unplaced(tree), `${where}: ${printed}`);
    }
    const start = performance.now();
    for (const [, expression] of found) parse(expression);
    context.diagnostic(
      `${found.length} expressions, ${Math.round(((performance.now() - start) * 1000) / found.length)} µs each`,
    );
  });

test('the exceptions are exceptions still', { skip }, () => {
  for (const file of Object.keys(notPromql)) {
    const found = [
      ...expressions(file, JSON.parse(readFileSync(new URL(`dashboards/${file}`, corpus), 'utf8')), ''),
    ];
    assert.ok(
      found.some(([, expression]) => parse(expression).type === 'problem'),
      file,
    );
  }
});
