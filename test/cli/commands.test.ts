import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

/** Runs a command on definitions of a test, in a folder of its own that takes the outputs. */
const commandFile = `
import { main } from '../../src/cli/command.ts';
import { buildCommand } from '../../src/cli/commands/build.ts';
import { catalogCommand } from '../../src/cli/commands/catalog.ts';
import { checkCommand } from '../../src/cli/commands/check.ts';
const [name, definitions, ...argv] = process.argv.slice(2);
const make = { build: buildCommand, check: checkCommand, catalog: catalogCommand }[name];
await main(make(() => import('./' + definitions).then(({ project }) => project), import.meta.dirname + '/out'), argv);
`;

/** A project of one dashboard and one rule; a test changes what it is about. */
const definitions = (change: { title?: string; expr?: string; before?: string; extra?: string } = {}) => `
import { counter, dashboard, job, oneOf, raw, rate, record, row, ruleGroup, series, stat, sum, upTo } from '#lib';
${change.before ?? ''}
const web = job({ name: 'web', targets: ['web:80'], interval: '15s', emitter: 'ours', help: 'A service.' });
const requests = counter({ name: 'web_requests_total', help: 'Requests.', unit: 'count', job: web, labels: { status: oneOf('ok', 'failed') } });
const served = record({ record: 'status:web_requests:rate5m', help: 'Requests.', as: sum(rate(requests, '5m'), { by: ['status'] }) });
const one = (uid: string, title: string) => dashboard({
  uid, title, description: 'Is it up?', tags: [], range: '1h', refresh: '1m',
  rows: [row('One', [stat({ title: 'Requests', description: 'How many?', series: series(${change.expr ?? 'sum(served)'}, '') })])],
});
export const project = {
  metrics: [requests], subjects: { web: [requests] }, datasources: [],
  rules: [{ name: 'web', groups: [ruleGroup({ name: 'web', interval: '15s', rules: [served] })] }],
  dashboards: [one('web', '${change.title ?? 'Web'}')${change.extra ?? ''}],
  prometheus: { interval: '15s', timeout: '10s', evaluation: '15s', externalLabels: {}, alertmanagers: [], flags: [], jobs: [web] },
  folder: { uid: 'web', title: 'Web' },
};
`;

const run = (command: string, file: string, ...argv: string[]): SpawnSyncReturns<string> =>
  spawnSync('node', ['--import', 'tsx', join(folder, 'command.ts'), command, file, ...argv], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
const out = (path: string) => join(folder, 'out', path);

before(() => {
  mkdirSync(join(root, '.sightline'), { recursive: true });
  folder = mkdtempSync(join(root, '.sightline/cli-'));
  write('command.ts', commandFile);
});
after(() => rmSync(folder, { recursive: true }));

describe('npm run build', () => {
  it('lists what it wrote, then says that nothing changed', () => {
    write('good.ts', definitions());
    const first = run('build', 'good.ts');
    assert.equal(first.status, 0, first.stderr);
    assert.match(
      first.stdout,
      /^created {2}catalog\/README\.md\ncreated {2}generated\/catalog\.json\ncreated {2}generated\/prometheus\/flags\.txt\n/,
    );
    assert.match(first.stdout, /\n\d+ written, 0 unchanged\n$/);
    assert.match(run('build', 'good.ts').stdout, /^0 written, \d+ unchanged\n$/);
  });

  it('--check writes nothing, names each stale file and fails', () => {
    write('renamed.ts', definitions({ title: 'Web, renamed' }));
    const before = readFileSync(out('grafana-provisioning/dashboards/web.json'), 'utf8');
    const { status, stdout } = run('build', 'renamed.ts', '--check');
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^stale {4}grafana-provisioning\/dashboards\/web\.json\n1 to write, \d+ unchanged; run `npm run build` and commit the result\n$/,
    );
    assert.equal(readFileSync(out('grafana-provisioning/dashboards/web.json'), 'utf8'), before);
  });

  it('--json is read by a machine', () => {
    const { stdout } = run('build', 'good.ts', '--json');
    assert.deepEqual(JSON.parse(stdout).updated, []);
  });

  it('shows a raw query that is wrong with the wrong part underlined, and keeps the last good outputs', () => {
    write('raw.ts', definitions({ expr: "raw('count/s')`sum(rate(web_request_total[5m]))`" }));
    const before = readFileSync(out('generated/manifest.json'), 'utf8');
    const { status, stdout } = run('build', 'raw.ts');
    assert.equal(status, 1);
    assert.match(stdout, /dashboards\/web\.ts › Requests\n {2}error/);
    assert.match(stdout, /\n +sum\(rate\(web_request_total\[5m\]\)\)\n +\^{17}\n/);
    assert.match(stdout, /web_requests_total/, 'the nearest name is offered');
    assert.equal(readFileSync(out('generated/manifest.json'), 'utf8'), before);
  });

  it('refuses two dashboards of one uid', () => {
    write('twice.ts', definitions({ extra: ", one('web', 'Other')" }));
    const { status, stdout } = run('build', 'twice.ts');
    assert.equal(status, 1);
    assert.match(stdout, /web/);
    assert.match(stdout, /uid-is-unique\.md/);
  });

  it('removes the file of a dashboard that is gone', () => {
    write('more.ts', definitions({ extra: ", one('more', 'More')" }));
    run('build', 'more.ts');
    assert.ok(existsSync(out('grafana-provisioning/dashboards/more.json')));
    assert.match(run('build', 'good.ts').stdout, /removed {2}grafana-provisioning\/dashboards\/more\.json/);
    assert.ok(!existsSync(out('grafana-provisioning/dashboards/more.json')));
  });
});

describe('a definition that cannot be loaded', () => {
  it('and throws is named with its line, without a stack trace', () => {
    write('throws.ts', definitions({ before: "throw new TypeError('cost is not known');" }));
    const { status, stderr, stdout } = run('build', 'throws.ts');
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^error: \.sightline\/cli-\w+\/throws\.ts:3:7: cost is not known\n {2}why: .*\n {2}next: .*\n$/,
    );
    assert.equal(stdout, '');
  });

  it('and is no TypeScript is named with its line and what is wrong there', () => {
    write('syntax.ts', 'export const a = 1;\nexport const project = {{;\n');
    const { status, stderr } = run('check', 'syntax.ts');
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^error: \.sightline\/cli-\w+\/syntax\.ts:2:\d+: Expected identifier but found "\{"\n {2}why: it is not valid TypeScript\n {2}next: mend \.sightline\/cli-\w+\/syntax\.ts; .*\n$/,
    );
  });

  it('and imports what is not there says so', () => {
    write('import.ts', "import { missing } from './nowhere.ts';\nexport const project = missing;\n");
    const { status, stderr } = run('check', 'import.ts');
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^error: \.sightline\/cli-\w+\/import\.ts: it imports \.sightline\/cli-\w+\/nowhere\.ts, which is not there\n.*\n.*\n$/,
    );
  });

  it('and misspells what it imports is named, not the command that loads it', () => {
    write(
      'misspelt.ts',
      "import {\n  // A counter.\n  couter,\n} from '#lib';\nexport const requests = couter;\n",
    );
    write(
      'imports-misspelt.ts',
      "import { requests } from './misspelt.ts';\nexport const project = requests;\n",
    );
    const { status, stderr } = run('check', 'imports-misspelt.ts');
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^error: \.sightline\/cli-\w+\/misspelt\.ts:3:3: #lib does not export couter\n {2}why: the name is misspelt, or is not exported there\n {2}next: mend \.sightline\/cli-\w+\/misspelt\.ts; .*\n$/,
    );
  });
});

describe('pictures that npm run build cannot draw', () => {
  it('are named when their dashboard has changed, and fail --check until they are drawn again', () => {
    write('drawn.ts', definitions());
    run('build', 'drawn.ts');
    mkdirSync(out('docs/pictures'), { recursive: true });
    writeFileSync(out('docs/pictures/drawn.json'), '{ "web": "of another state", "gone": "x" }');
    const checked = run('build', 'drawn.ts', '--check');
    assert.equal(checked.status, 1);
    assert.match(
      checked.stdout,
      /^outdated docs\/pictures\/gone\.png\noutdated docs\/pictures\/web\.png\n0 to write, \d+ unchanged\nrun `npm run render` before you commit/,
    );
    const built = run('build', 'drawn.ts', '--json');
    assert.equal(built.status, 0);
    assert.deepEqual(JSON.parse(built.stdout).pictures, ['docs/pictures/gone.png', 'docs/pictures/web.png']);
    writeFileSync(out('docs/pictures/drawn.json'), '[]');
    assert.match(
      run('build', 'drawn.ts').stderr,
      /drawn\.json does not say which pictures[\s\S]*npm run render/,
    );
    rmSync(out('docs'), { recursive: true });
  });
});

describe('npm run check', () => {
  it('says that there are no problems', () => {
    const { status, stdout } = run('check', 'good.ts');
    assert.deepEqual([status, stdout], [0, 'No problems.\n']);
  });

  it('--json gives each problem with its place', () => {
    const { status, stdout } = run('check', 'raw.ts', '--json');
    assert.equal(status, 1);
    const [problem] = JSON.parse(stdout).problems;
    assert.deepEqual(
      [problem.check, problem.severity, problem.query.place],
      ['metric-is-known', 'error', [9, 26]],
    );
  });
});

describe('a definition that nobody lists', () => {
  const draft = () => out('dashboards/incident-review.ts');
  before(() => {
    mkdirSync(out('dashboards'), { recursive: true });
    writeFileSync(out('dashboards/index.ts'), '');
    writeFileSync(draft(), '');
  });
  after(() => rmSync(out('dashboards'), { recursive: true }));

  for (const command of ['check', 'build'])
    it(`is a problem for ${command}, which says where to add it`, () => {
      const { status, stdout } = run(command, 'good.ts');
      assert.equal(status, 1);
      assert.match(
        stdout,
        /^dashboards\/incident-review\.ts\n {2}error .*\n +fix: add it to dashboards\/index\.ts, .*\n.*definition-is-listed\.md/,
      );
    });
});

describe('npm run catalog', () => {
  it('says who reads a metric', () => {
    const { status, stdout } = run('catalog', 'good.ts', 'requests');
    assert.equal(status, 0);
    assert.match(stdout, /^metric .* series +read by +labels\n/);
  });

  it('says that no metric has a word in its name', () => {
    const { status, stdout } = run('catalog', 'good.ts', 'nothing_like', 'that');
    assert.deepEqual(
      [status, stdout],
      [1, 'No metric and no log event has "nothing_like" or "that" in its name.\n'],
    );
  });

  it('answers a machine with an empty list, and the same exit code', () => {
    const { status, stdout } = run('catalog', 'good.ts', 'nothing_like', '--json');
    assert.deepEqual([status, JSON.parse(stdout)], [1, []]);
  });
});

describe('every command', () => {
  for (const name of ['build', 'check', 'catalog', 'start', 'test']) {
    it(`${name} explains itself with --help`, () => {
      const { status, stdout } = spawnSync(
        'node',
        ['--import', 'tsx', join(root, `scripts/${name}.ts`), '--help'],
        { cwd: root, encoding: 'utf8' },
      );
      assert.equal(status, 0);
      assert.match(stdout, /Usage: npm (run )?\w+/);
    });
  }

  it('answers a misspelt option in one line, with exit code 2', () => {
    const { status, stderr } = run('build', 'good.ts', '--chek');
    assert.equal(status, 2);
    assert.match(stderr, /^error: Unknown option '--chek'\n {2}next: npm run build -- --help\n$/);
  });

  it('refuses words that it has no use for', () => {
    assert.equal(run('check', 'good.ts', 'now').status, 2);
  });

  it('is cut short by a reader that has seen enough, without complaint', () => {
    const { stderr } = spawnSync(
      'bash',
      ['-c', `node --import tsx ${join(folder, 'command.ts')} catalog good.ts --json | head -1`],
      { cwd: root, encoding: 'utf8' },
    );
    assert.equal(stderr, '');
  });
});

describe('npm start', () => {
  const start = (path: string, argv: readonly string[] = [], uid?: number) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', join(root, 'scripts/start.ts'), '--once', '--free-ports', '--hours', '0', ...argv],
      { cwd: root, encoding: 'utf8', env: { ...process.env, PATH: path }, uid },
    );

  it('says in one line how to get Prometheus where it is missing and may not be installed', () => {
    // Root may install it on Debian, so root becomes somebody else here.
    const { status, stderr } = start('/nonexistent', [], process.getuid?.() === 0 ? 65534 : undefined);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /error: Prometheus is not installed\n {2}why: .*\n {2}next: .*apt-get install prometheus/,
    );
  });

  it('says when Prometheus is too old', () => {
    for (const name of ['prometheus', 'promtool'])
      writeFileSync(join(folder, name), '#!/bin/sh\necho "prometheus, version 2.9.1 (branch: x)"\n', {
        mode: 0o755,
      });
    const { status, stderr } = start(`${folder}:/usr/bin:/bin`);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /error: Prometheus 2\.9\.1 is too old\n {2}why: this project needs 2\.40 or newer\n {2}next: /,
    );
  });

  it('refuses a number that is none', () => {
    const { status, stderr } = start(process.env.PATH as string, ['--seed', 'x']);
    assert.equal(status, 2);
    assert.match(stderr, /--seed x is not a whole number/);
  });
});
