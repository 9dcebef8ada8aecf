import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { importBlocks } from '../../scripts/stack/import-blocks.ts';
import { openLocal } from '../../scripts/stack/local-past.ts';
import {
  claimPort,
  type RunningPrometheus,
  startPrometheus,
} from '../../scripts/stack/prometheus-process.ts';
import type { BacktestResult } from '../../src/cli/backtest/report.ts';
import { backtestCommand } from '../../src/cli/commands/backtest.ts';
import { ruleFileText } from '../../src/compile/prometheus.ts';
import { Failure } from '../../src/model/failure.ts';
import { testRules, withoutPrometheus } from '../support/promtool.ts';
import { type Change, definitions } from './definitions.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
const command = fileURLToPath(new URL('command.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sightline-backtest-'));
const repository = join(folder, 'repository');
const file = join(folder, 'past.om');

const git = (...words: string[]) => {
  const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...author, ...words], {
    cwd: repository,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return stdout.trim();
};

/** Writes what a build of the definitions would, and commits it. */
function commit(change: Change): string {
  const [rules] = definitions(change).rules;
  assert.ok(rules);
  mkdirSync(join(repository, 'generated/prometheus/rules'), { recursive: true });
  writeFileSync(join(repository, 'generated/prometheus/rules/web.rules.yml'), ruleFileText(rules));
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', 'x');
  return git('rev-parse', 'HEAD');
}

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(words: readonly string[], change: Change = {}): Promise<Run> {
  const child = spawn('node', ['--import', 'tsx', command, repository, JSON.stringify(change), ...words], {
    cwd: project,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

async function result(words: readonly string[], change: Change = {}): Promise<BacktestResult> {
  const { status, stdout, stderr } = await run([...words, '--json'], change);
  assert.equal(status, 0, stdout + stderr);
  return JSON.parse(stdout);
}

const step = 15;
const end = Math.floor(Date.now() / 1000 / step) * step;
const hours = 3;
const begin = end - hours * 3600;
/** Failing requests per step, of ten: ten minutes from 0:30 on, and two from 1:30 on. */
const failing = (second: number): number =>
  (second > 1800 && second <= 2400) || (second > 5400 && second <= 5520) ? 4 : 0;

function courses(): Readonly<Record<'ok' | 'failed', readonly number[]>> {
  const [ok, failed] = [[0], [0]] as [number[], number[]];
  for (let second = step; second <= hours * 3600; second += step) {
    ok.push((ok.at(-1) ?? 0) + 10 - failing(second));
    failed.push((failed.at(-1) ?? 0) + failing(second));
  }
  return { ok, failed };
}

function openMetrics(): string {
  const lines = Object.entries(courses()).flatMap(([status, values]) =>
    values.map(
      (value, index) =>
        `web_requests_total{instance="a",job="web",status="${status}"} ${value} ${begin + index * step}`,
    ),
  );
  const other = 'unrelated_total{job="web"} 1 ';
  return `# TYPE unrelated counter\n${other}${begin}\n# TYPE web_requests counter\n${lines.join('\n')}\n# EOF\n`;
}

/** What Prometheus itself says of the same series under the same rules: promtool evaluates them step by step. */
function holds(change: Change, fired: BacktestResult['versions'][number], from: number): string {
  const [rules] = definitions(change).rules;
  assert.ok(rules);
  writeFileSync(join(folder, 'rules.yml'), ruleFileText(rules));
  const [replay] = fired.replays;
  const moments = [];
  for (let at = from; at <= end; at += step) {
    const is = replay?.firings.some((one) => at >= one.start && (one.open || at < one.end));
    moments.push({
      expr: 'count(ALERTS{alertstate="firing"}) or vector(0)',
      eval_time: `${at - begin}s`,
      exp_samples: [{ labels: '{}', value: is ? 1 : 0 }],
    });
  }
  const input_series = Object.entries(courses()).map(([status, values]) => ({
    series: `web_requests_total{instance="a",job="web",status="${status}"}`,
    values: values.join(' '),
  }));
  const tests = [{ interval: `${step}s`, input_series, promql_expr_test: moments }];
  const path = join(folder, 'test.yml');
  writeFileSync(path, stringify({ rule_files: ['rules.yml'], evaluation_interval: `${step}s`, tests }));
  const { ok, output } = testRules(path);
  return ok ? '' : output.slice(0, 3000);
}

const lengths = ({ versions }: BacktestResult) =>
  versions.map(({ replays }) => replays.map(({ firings }) => firings.map((one) => one.end - one.start)));

before(() => {
  mkdirSync(repository);
  git('init', '-q', '-b', 'main');
  commit({});
  writeFileSync(file, openMetrics());
});
after(() => rmSync(folder, { recursive: true }));

describe('npm run backtest, on a file', { skip: withoutPrometheus }, () => {
  test('tells both versions of an edited alert, with the waits of each', async () => {
    const found = await result(['WebFailing', '--data', file], { for: '1m' });
    const [was, is] = lengths(found);
    // A recording may be up to an interval older than the evaluation that reads it.
    assert.equal(was?.[0]?.length, 1);
    assert.equal(is?.[0]?.length, 2);
    const [longer, shorter] = is?.[0] ?? [];
    assert.ok(longer && Math.abs(longer - 570) <= 2 * step, `${longer}`);
    assert.ok(shorter && Math.abs(shorter - 90) <= 2 * step, `${shorter}`);
    assert.deepEqual(found.versions[1]?.replays[0]?.firings[0]?.labels, { instance: 'a' });
    assert.deepEqual(found.notes, []);
  });

  test('is quiet about its progress where nobody watches', async () => {
    const { stdout, stderr } = await run(['WebFailing', '--data', file]);
    assert.match(stdout, /^WebFailing/);
    assert.equal(stderr, '');
  });

  test('tries other waits, and says with an exit code that versions differ', async () => {
    const words = ['WebFailing', '--data', file, '--for', '0s,1m,20m', '--exit-code'];
    const same = await run(words);
    assert.equal(same.status, 0, same.stderr);
    assert.match(same.stdout, /before and after, for at once\n\|[·█]{72}\|/);
    assert.match(same.stdout, /Both versions fire at the same times/);
    const rows = same.stdout.split('\n').filter((line) => /^(before|after) {2,}/.test(line));
    assert.deepEqual(
      rows.map((row) => row.match(/(at once|60 s|1 min|20 min) +(\d)/)?.[2]),
      ['2', '2', '0', '2', '2', '0'],
    );
    const differing = await run(words, { limit: 50 });
    assert.equal(differing.status, 6, differing.stdout);
    assert.match(differing.stdout, /The versions differ/);
  });

  test('compares two revisions, whatever the files are now', async () => {
    const old = git('rev-parse', 'HEAD');
    const next = commit({ for: '1m' });
    const found = await result(['WebFailing', '--data', file, '--from', old, '--to', next], { limit: 99 });
    assert.deepEqual(
      lengths(found).map(([own]) => own?.length),
      [1, 2],
    );
    git('reset', '-q', '--hard', old);
  });

  test('tells an alert that only one version has', async () => {
    const found = await result(['WebBroken', '--data', file], { name: 'WebBroken' });
    assert.deepEqual(
      found.versions.map(({ which }) => which),
      ['after'],
    );
    assert.match(found.notes.join(), /there is no such alert in \w{10}/);
  });
});

describe('npm run backtest, on a server', { skip: withoutPrometheus }, () => {
  let server: RunningPrometheus;
  before(async () => {
    const data = join(folder, 'data');
    const signal = new AbortController().signal;
    await importBlocks({ files: [file], folder, data, next: '', signal });
    const [rules] = definitions().rules;
    assert.ok(rules);
    // The rules run there, and have recorded nothing of the past.
    writeFileSync(join(folder, 'served.yml'), ruleFileText(rules));
    const config = join(folder, 'prometheus.yml');
    writeFileSync(config, 'rule_files: [served.yml]\n');
    const { port, release } = await claimPort(0, 'Prometheus');
    await release();
    server = await startPrometheus({ config, data, port, flags: [] });
  });
  after(() => server?.stop());

  for (const [sentence, change] of [
    ['as Prometheus itself would have fired', {}],
    ['as Prometheus would with another wait', { for: '1m' }],
    ['as Prometheus would with another window below', { window: '5m', for: '2m' }],
  ] as const)
    test(`fires ${sentence}, evaluation by evaluation`, async () => {
      const found = await result(['WebFailing', '--prometheus', server.url, '--hours', '3'], change);
      const [was, is] = found.versions;
      assert.ok(was && is);
      assert.ok(was.replays[0]?.firings.length && is.replays[0]?.firings.length);
      const from = Math.ceil(found.from / step) * step;
      assert.equal(holds({}, was, from), '');
      assert.equal(holds(change, is, from), '');
    });

  test('goes no further back than the data does', async () => {
    const found = await result(['WebFailing', '--prometheus', server.url, '--hours', '24']);
    assert.ok(found.from >= begin + 60 && found.from < begin + 900, `${found.from - begin}`);
    assert.equal(lengths(found)[0]?.[0]?.length, 1);
  });
});

describe('npm run backtest says what is wrong when', () => {
  /** In this process, where nothing is printed by a command that fails. */
  async function fails(
    words: readonly string[],
    says: RegExp,
    options: { readonly status?: number; readonly root?: string } = {},
  ): Promise<void> {
    const { status = 2, root = repository } = options;
    const command = backtestCommand({
      root,
      variables: {},
      definitions: async () => definitions(),
      openLocal,
      interruption: () => new AbortController().signal,
    });
    const texts = Object.keys(command.options).map((name) => [name, { type: 'string' }] as const);
    const { values, positionals } = parseArgs({
      args: [...words],
      options: Object.fromEntries(texts),
      allowPositionals: true,
    });
    const args = { flags: {}, values: values as Record<string, string>, words: positionals };
    await assert.rejects(
      async () => command.run(args),
      (error: unknown) => {
        assert.ok(error instanceof Failure, String(error));
        const { why = '', next, exit = 1 } = error.detail;
        assert.match(`${error.message}\n${why}\n${next}`, says);
        assert.equal(exit, status);
        return true;
      },
    );
  }

  test('no alert is named', () => fails([], /which alert\?/));
  test('two alerts are', () => fails(['A', 'B'], /one alert at a time/));
  test('an alert is misspelt', () => fails(['WebFialing'], /no alert WebFialing[\s\S]*-- WebFailing/));
  test('a wait is no duration', () => fails(['WebFailing', '--for', '1m,soon'], /--for soon/));
  test('hours are no number', () => fails(['WebFailing', '--hours', '0'], /--hours 0/));
  test('two sources are named', () =>
    fails(['WebFailing', '--data', 'x', '--prometheus', 'http://x'], /exclude/));
  test('a revision does not exist', () =>
    fails(['WebFailing', '--from', 'nope'], /there is no revision nope/));
  test('a revision could be taken for an option', () =>
    fails(['WebFailing', '--from=--all'], /no revision --all/));
  test('a file does not exist', () =>
    fails(['WebFailing', '--data', '/no/file'], /there is no file \/no\/file/));
  test('an address is none', () =>
    fails(['WebFailing', '--prometheus', 'localhost:1'], /no address of a Prometheus/));
  test('an address holds a credential, which is not repeated', async () => {
    await fails(
      ['WebFailing', '--prometheus', 'http://me:secret@localhost'],
      /^(?![\s\S]*secret)[\s\S]*no address/,
    );
  });

  test('nobody is there', () =>
    fails(['WebFailing', '--prometheus', 'http://127.0.0.1:1'], /no answer from http:\/\/127\.0\.0\.1:1/, {
      status: 1,
    }));

  test('a server wants to know who asks', async () => {
    const server = createServer((_, answer) => answer.writeHead(401).end('who?')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await fails(['WebFailing', '--prometheus', url], /refuses our credential[\s\S]*PROMETHEUS_TOKEN/, {
        status: 3,
      });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('a file is cut off', { skip: withoutPrometheus }, async () => {
    const broken = join(folder, 'broken.om');
    writeFileSync(broken, openMetrics().replace('# EOF\n', ''));
    await fails(['WebFailing', '--data', broken], /promtool cannot import[\s\S]*EOF/, { status: 1 });
  });

  test('the data has nothing of what the alert reads', { skip: withoutPrometheus }, async () => {
    const other = join(folder, 'other.om');
    writeFileSync(other, '# TYPE a gauge\na 1 1700000000\n# EOF\n');
    await fails(['WebFailing', '--data', other], /none of the series[\s\S]*web_requests_total/, {
      status: 1,
    });
  });

  test('the data is shorter than the windows', { skip: withoutPrometheus }, async () => {
    const short = join(folder, 'short.om');
    const lines = openMetrics().split('\n');
    writeFileSync(short, `${lines.slice(0, 10).join('\n')}\n# EOF\n`);
    await fails(['WebFailing', '--data', short], /the data is too short[\s\S]*it looks back 6 min/, {
      status: 1,
    });
  });

  test('the clone is shallow', async () => {
    commit({});
    const shallow = join(folder, 'shallow');
    const cloned = spawnSync('git', ['clone', '-q', '--depth', '1', `file://${repository}`, shallow], {
      encoding: 'utf8',
    });
    assert.equal(cloned.status, 0, cloned.stderr);
    const old = git('rev-parse', 'HEAD~1');
    await fails(['WebFailing', '--from', old], /is not in this clone[\s\S]*shallow[\s\S]*--unshallow/, {
      root: shallow,
    });
  });

  test('there is no repository', () => {
    const outside = mkdtempSync(join(tmpdir(), 'sightline-outside-'));
    return fails(['WebFailing'], /is no git repository/, { root: outside }).finally(() =>
      rmSync(outside, { recursive: true }),
    );
  });

  test('a revision has no rules', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    for (const words of [
      ['init', '-q', '-b', 'main'],
      ['-c', 'user.name=A', '-c', 'user.email=a@b.c', 'commit', '-q', '--allow-empty', '-m', 'x'],
    ])
      spawnSync('git', words, { cwd: empty });
    await fails(['WebFailing'], /has no rules in generated\/prometheus\/rules/, { root: empty });
  });
});
