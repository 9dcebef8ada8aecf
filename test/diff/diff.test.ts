import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { diffSite } from '../../scripts/diff/site.ts';
import { diffCommand } from '../../src/cli/commands/diff.ts';
import { diffMarkdown } from '../../src/cli/diff/markdown.ts';
import { comparedSets } from '../../src/cli/diff/sets.ts';
import { compile } from '../../src/compile/compile.ts';
import { write } from '../../src/compile/write.ts';
import { Failure } from '../../src/model/failure.ts';
import { diffOutputs } from '../../src/review/outputs/diff-outputs.ts';
import { type Change, definitions } from '../backtest/definitions.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
const command = fileURLToPath(new URL('command.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sightline-diff-'));
const repository = join(folder, 'repository');
const rules = 'generated/prometheus/rules/web.rules.yml';

const gitIn = (cwd: string, ...words: string[]): string => {
  const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...author, ...words], { cwd, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout.trim();
};
const git = (...words: string[]) => gitIn(repository, ...words);

/** Commits what a build of the definitions writes. */
function commit(change: Change, at = repository): string {
  write(at, compile(definitions(change)));
  gitIn(at, 'add', '-A');
  gitIn(at, 'commit', '-q', '--allow-empty', '-m', 'x');
  return gitIn(at, 'rev-parse', 'HEAD');
}

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command in a process of its own. */
async function run(words: readonly string[], change: Change = {}, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const said = [repository, JSON.stringify(change), '--no-backtest', ...words];
  const child = spawn(process.execPath, ['--import', 'tsx', command, ...said], {
    cwd: project,
    env: { ...process.env, ...env },
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

/** What is told of two revisions, by the parts of the command that print nothing. */
async function told(
  words: readonly string[],
  { change = {}, root = repository }: { readonly change?: Change | 'broken'; readonly root?: string } = {},
): Promise<string> {
  const load = async () => {
    if (change === 'broken') throw new TypeError('rates is not a function');
    return definitions(change);
  };
  const { before, after } = await comparedSets({ root, definitions: load }, words, () => {});
  const diff = diffOutputs(before, after);
  return diffMarkdown({ diff, backtests: [], pictures: [] }, { whole: '' });
}

const limit = (share: string) =>
  `expression changed from \`instance:web_failures:ratio > 0.1\` to \`instance:web_failures:ratio > ${share}\``;

let [main, branch] = ['', ''];
before(() => {
  mkdirSync(repository);
  git('init', '-q', '-b', 'main');
  main = commit({});
  git('checkout', '-q', '-b', 'edit');
  branch = commit({ limit: 20 });
});
after(() => rmSync(folder, { recursive: true }));

describe('which revisions are compared', () => {
  test('where the branch left main and the files now, committed or not', async () => {
    git('checkout', '-q', 'main');
    commit({ for: '10m' });
    git('checkout', '-q', 'edit');
    const { status, stdout, stderr } = await run([], { limit: 30 });
    assert.equal(status, 0, stderr);
    assert.equal(
      stdout,
      `### What changed from ${main.slice(0, 10)} to the files now

1 alert changed.

#### Alerts

- alert **WebFailing** changed: expression changed
  - ${limit('0.3')}
`,
    );
    assert.equal(stderr, '', 'progress is for a terminal');
    assert.equal(git('status', '--porcelain'), '', 'nothing is written into the tree');
  });

  test('one that is named and the files now', async () => {
    const stdout = await told(['edit'], { change: { limit: 20 } });
    assert.equal(
      stdout,
      `### What changed from edit (${branch.slice(0, 10)}) to the files now\n\nNothing changed.\n`,
    );
  });

  test('two commits, from git alone: definitions that do not build are no hindrance', async () => {
    for (const words of [[main, branch], [`${main}..${branch}`], [`${main}..`], ['main...edit']]) {
      const stdout = await told(words, { change: 'broken' });
      assert.ok(stdout.includes(limit('0.2')), stdout);
      assert.ok(!stdout.includes('for changed'), stdout);
    }
  });

  test('the other way round', async () => {
    const stdout = await told([branch, main]);
    assert.match(stdout, /expression changed from `\S+ > 0\.2` to `\S+ > 0\.1`/);
  });

  test('in a folder of a repository', async () => {
    const outer = join(folder, 'outer');
    const inner = join(outer, 'packages/watch');
    mkdirSync(inner, { recursive: true });
    gitIn(outer, 'init', '-q', '-b', 'main');
    commit({}, inner);
    const stdout = await told([], { root: inner, change: { limit: 20 } });
    assert.ok(stdout.includes(limit('0.2')), stdout);
  });
});

test('JSON says the same to a program, with values in full', async () => {
  const { stdout, status } = await run([main, branch, '--json', '--exit-code']);
  assert.equal(status, 6);
  const { changes, changed, summary, before: from } = JSON.parse(stdout);
  assert.deepEqual([changed, summary, from], [true, '1 alert changed.', main.slice(0, 10)]);
  const [{ kind, name, path, change, edits }] = changes;
  assert.deepEqual([kind, name, path, change], ['alert', 'WebFailing', rules, 'changed']);
  assert.deepEqual(edits, [
    {
      at: [],
      change: 'changed',
      what: 'expression',
      before: 'instance:web_failures:ratio > 0.1',
      after: 'instance:web_failures:ratio > 0.2',
      text: 'expression changed from instance:web_failures:ratio > 0.1 to instance:web_failures:ratio > 0.2',
    },
  ]);
});

test('a folder gets the report in both forms', async () => {
  const out = join(folder, 'out');
  const { stdout } = await run([main, branch, '--out', out]);
  assert.deepEqual(readdirSync(out).sort(), ['report.html', 'report.md']);
  assert.equal(readFileSync(join(out, 'report.md'), 'utf8'), stdout);
  assert.match(readFileSync(join(out, 'report.html'), 'utf8'), /^<!doctype html>[\s\S]*WebFailing/);
});

describe('it says in words why it cannot', () => {
  async function fails(
    words: readonly string[],
    pattern: RegExp,
    options: {
      readonly change?: 'broken';
      readonly root?: string;
      readonly values?: Readonly<Record<string, string>>;
    } = {},
    code = 2,
  ) {
    const { change, root = repository, values = {} } = options;
    const load = async () => {
      if (change) throw new TypeError('rates is not a function');
      return definitions();
    };
    const args = { words, values, flags: { 'no-backtest': true } };
    await assert.rejects(
      async () => diffCommand({ ...diffSite(load), root }).run(args),
      (error: unknown) => {
        assert.ok(error instanceof Failure, String(error));
        const { why, next, exit = 1 } = error.detail;
        assert.match([error.message, why, next].join('\n'), pattern);
        assert.equal(exit, code);
        return true;
      },
    );
  }

  test('a revision does not exist', () =>
    fails(
      ['nope'],
      /there is no revision nope[\s\S]*git log --oneline, or git fetch, then npm run diff -- with one of those/,
    ));
  test('a revision could be taken for an option', () => fails(['--all'], /there is no revision --all/));
  test('three revisions are named', () => fails(['a', 'b', 'c'], /two revisions at most/));
  test('two are named where there are two already', () =>
    fails(['a..b', 'c'], /a\.\.b are two revisions already/));
  test('a theme is none', () => fails([], /there is no theme blue/, { values: { theme: 'blue' } }));
  test('hours are no number', () => fails([], /--hours 0 is not a whole number/, { values: { hours: '0' } }));

  test('there is no repository', () => {
    const outside = mkdtempSync(join(tmpdir(), 'sightline-outside-'));
    return fails([], /is no git repository[\s\S]*run it in a clone/, { root: outside }).finally(() =>
      rmSync(outside, { recursive: true }),
    );
  });

  test('there is no git', async () => {
    const { status, stderr } = await run([], {}, { PATH: join(folder, 'empty') });
    assert.match(stderr, /^error: git cannot be run\n {2}why: .*\n {2}next: install git.*\n$/);
    assert.equal(status, 2);
  });

  test('the clone is shallow', () => {
    const shallow = join(folder, 'shallow');
    gitIn(folder, 'clone', '-q', '--depth', '1', `file://${repository}`, shallow);
    return fails([main], /is not in this clone[\s\S]*shallow[\s\S]*git fetch --unshallow/, { root: shallow });
  });

  test('there is no main, and nobody named a revision', () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    gitIn(other, 'init', '-q', '-b', 'trunk');
    commit({}, other);
    return fails([], /nobody knows what to compare with[\s\S]*name a revision: npm run diff -- HEAD~1/, {
      root: other,
    });
  });

  test('two revisions have nothing in common', () => {
    git('checkout', '-q', '--orphan', 'alone');
    commit({ limit: 50 });
    git('checkout', '-q', 'edit');
    return fails(['alone...edit'], /alone and edit have no commit in common/);
  });

  test('the outputs were not committed', () => {
    git('checkout', '-q', '--orphan', 'bare');
    git('rm', '-rfq', '.');
    git('commit', '-q', '--allow-empty', '-m', 'x');
    git('checkout', '-q', 'edit');
    return fails(['bare'], /bare \(\w+\) has no outputs[\s\S]*generated\/manifest\.json/);
  });

  test('an output was committed in pieces', () => {
    git('checkout', '-q', '-b', 'torn', 'edit');
    writeFileSync(join(repository, rules), '<<<<<<< HEAD\na: [\n');
    git('commit', '-qam', 'x');
    git('checkout', '-q', 'edit');
    return fails(['torn', 'edit'], new RegExp(`${rules} at torn \\(\\w+\\) cannot be read`), {}, 1);
  });

  test('the list of outputs was merged by hand', () => {
    git('checkout', '-q', '-b', 'merged', 'edit');
    writeFileSync(join(repository, 'generated/manifest.json'), '<<<<<<< HEAD\n');
    git('commit', '-qam', 'x');
    git('checkout', '-q', 'edit');
    return fails(
      ['merged', 'edit'],
      /generated\/manifest\.json at merged \(\w+\) is not the list of files/,
      {},
      1,
    );
  });

  test('the files now do not build', () =>
    fails(
      ['main'],
      /diff\.test\.ts:\d+:\d+: rates is not a function[\s\S]*throws while it is being read/,
      { change: 'broken' },
      1,
    ));

  test('the report cannot be written', () =>
    fails([main, branch], /cannot write \/dev\/null\/report\.html/, {
      values: { html: '/dev/null/report.html' },
    }));

  test('as JSON for a program', async () => {
    const { stdout, status } = await run(['nope', '--json']);
    assert.match(JSON.parse(stdout).failure.message, /there is no revision nope/);
    assert.equal(status, 2);
  });
});
