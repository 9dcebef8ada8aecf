import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

// An instantiation is one replacement of type parameters by arguments: what a type-level language costs the compiler, and
// the same number on every machine, where seconds are not. `base` is what importing #lib costs before anything is said with
// it; the other figures are what one more statement of its kind adds. The project of the last test, about 240,000 in all,
// is checked in well under a second. A ceiling stands about a fifth above what was measured when it was set: a change that
// meets it has made each statement dearer, and is worth a look at which conditional type it made the compiler spread over a
// union.

const ceilings = {
  base: 50_000,
  'a metric': 40,
  'a query': 700,
  'a ratio': 1_560,
  'a record': 860,
  'an alert': 2_060,
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.sightline/instantiations');
const metrics = 200;
const statements = 100;

const imports = `import { above, alert, counter, job, oneOf, percent, rate, ratio, record, sum, upTo, where } from '#lib';
export const all = { above, alert, counter, job, oneOf, percent, rate, ratio, record, sum, upTo, where };
`;
const application = `const app = job({ name: 'app', targets: ['app:1'], interval: '15s', emitter: 'ours', help: 'The application.' });
export const endpoint = app;
`;
const repeat = (times: number, line: (at: number) => string): string =>
  Array.from({ length: times }, (_, at) => `${line(at)}\n`).join('');
const declared = repeat(
  metrics,
  (at) => `export const m${at} = counter({ name: 'm${at}_total', help: 'Things.', unit: 'count', job: app,
  labels: { kind: upTo(10), status: oneOf('success', 'failure'), zone${at}: upTo(3) } });`,
);
const rated = (at: number, matchers: string): string =>
  `sum(rate(where(m${at}, { ${matchers} }), '5m'), { by: ['kind', 'zone${at}'] })`;
// Each kind of statement has metrics of its own, the dearest case: nothing is remembered from the statement before.
const kinds: Readonly<Record<string, (at: number) => string>> = {
  'a query': (at) => `export const q${at} = ${rated(at, "status: 'failure'")};`,
  'a ratio': (at) => `export const r${at} = ratio(${rated(at, "status: 'failure'")}, ${rated(at, '')});`,
  'a record': (at) =>
    `export const s${at} = record({ record: 'kind_zone:m${at}:rate5m', help: 'Per second.', as: ${rated(at, '')} });`,
  'an alert': (
    at,
  ) => `export const a${at} = alert({ alert: 'A${at}', severity: 'low', summary: '{{ $labels.kind }} fails.',
  when: above(ratio(${rated(at, "status: 'failure'")}, ${rated(at, '')}), percent(5)) });`,
};

function instantiations(name: string, text: string): number {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.ts`), text);
  const config = { extends: join(root, 'tsconfig.json'), include: [], files: [`${name}.ts`] };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(config));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout, status } = spawnSync(
    process.execPath,
    [compiler, '-p', join(folder, `${name}.json`), '--noEmit', '--extendedDiagnostics', '--pretty', 'false'],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0, stdout);
  return Number(/Instantiations:\s+(\d+)/.exec(stdout)?.[1]);
}

after(() => rmSync(folder, { recursive: true, force: true }));

const base = instantiations('base', imports);
const known = imports + application + declared;
const withMetrics = instantiations('metrics', known);
const found: Record<string, number> = { base, 'a metric': (withMetrics - base) / metrics };
for (const [kind, statement] of Object.entries(kinds)) {
  const total = instantiations(kind.replaceAll(' ', '-'), known + repeat(statements, statement));
  found[kind] = (total - withMetrics) / statements;
}

for (const [what, ceiling] of Object.entries(ceilings)) {
  test(`${what} costs at most ${ceiling} instantiations`, (context) => {
    const cost = Math.round(found[what] ?? Number.POSITIVE_INFINITY);
    context.diagnostic(`${what}: ${cost} of ${ceiling}`);
    assert.ok(cost <= ceiling, `${what} costs ${cost}`);
  });
}

test('a project of 200 metrics and 400 statements costs what its parts do', () => {
  const text =
    known +
    Object.values(kinds)
      .map((statement) => repeat(statements, statement))
      .join('');
  const total = instantiations('project', text);
  const parts = Object.keys(kinds).reduce((sum, kind) => sum + statements * (found[kind] ?? 0), withMetrics);
  assert.ok(
    total <= parts,
    `${total} for the whole, ${parts} for the parts: something grows faster than the project`,
  );
});
