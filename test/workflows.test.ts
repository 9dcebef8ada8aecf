import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { datasources } from '../datasources/index.ts';
import { type Step, workflowSchema } from './support/workflow-schema.ts';

// Workflows cannot be run here; what can be known of them without GitHub is.

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const files = readdirSync(join(root, '.github/workflows')).map((name) => {
  const text = read(`.github/workflows/${name}`);
  return { name, text, workflow: workflowSchema.parse(parse(text)) };
});
const jobs = files.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ at: `${name}: ${id}`, workflow, job })),
);
const runs = jobs.flatMap(({ at, job, workflow }) =>
  job.steps.flatMap((step) => ('run' in step ? [{ at, job, workflow, step, run: step.run }] : [])),
);
const scripts: Readonly<Record<string, string>> = JSON.parse(read('package.json')).scripts;
const workflowOf = (name: string) => {
  const found = files.find((file) => file.name === name)?.workflow;
  assert.ok(found, name);
  return found;
};

/** Lines with an expression that GitHub would write into the command, other than the one that nobody but the runner fills. */
const untrusted = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.replaceAll('${{ runner.temp }}', '').includes('${{'));

test('the schema refuses what GitHub would not know, and what nobody may write here', () => {
  const good = parse(files[0]?.text ?? '');
  const [[id, job] = ['', {}]] = Object.entries(good.jobs) as [string, { steps: Step[] }][];
  const bad = (change: object) => workflowSchema.safeParse({ ...good, ...change }).success;
  const badJob = (change: object) => bad({ jobs: { [id]: { ...job, ...change } } });
  assert.equal(bad({}), true);
  assert.equal(bad({ permissions: 'write-all' }), false);
  assert.equal(bad({ on: { pull_request_target: null } }), false);
  assert.equal(badJob({ 'timeout-minute': 5 }), false);
  assert.equal(badJob({ steps: [{ uses: 'actions/checkout@v5' }] }), false);
});

describe('what a stranger writes is never part of a command', () => {
  test('a bad example is noticed', () => {
    for (const bad of [
      'echo "${{ github.event.pull_request.title }}"',
      "echo ${{ github['event'].pull_request.title }}",
      "echo ${{ format('{0}', github.head_ref) }}",
      'echo ${{ runner.temp }} ${{ secrets.TOKEN }}',
      'echo ${{ env.TITLE }}',
    ])
      assert.deepEqual(untrusted(`true\n${bad}\n`), [bad]);
    assert.deepEqual(untrusted('echo "$TITLE" ${{ runner.temp }}'), []);
  });
  for (const { at, run } of runs)
    test(`${at}: ${run.split('\n')[0]}`, () => assert.deepEqual(untrusted(run), []));
});

test('every command is one that the shell can read', () => {
  for (const { at, run } of runs) {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' });
    assert.equal(status, 0, `${at}: ${stderr}`);
  }
});

describe('every command is there, with its flags', () => {
  const calls = runs.flatMap(({ at, run }) =>
    [...run.matchAll(/npm (?:run (?:--silent )?)?([a-z]+)(?: -- ([^>|\n]*))?/g)].map(
      ([, name = '', words = '']) => ({
        at,
        name,
        flags: [...words.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag),
      }),
    ),
  );
  const named = [...new Set(calls.map(({ name }) => name))].filter((name) => name !== 'ci');
  assert.ok(named.length > 4);
  for (const name of named)
    test(`npm run ${name}`, () => {
      const script = scripts[name];
      assert.ok(script, `package.json has no ${name}`);
      const file = /(scripts\/[\w-]+\.ts)/.exec(script)?.[1] ?? '';
      const flags = calls.filter((call) => call.name === name).flatMap((call) => call.flags);
      if (flags.length === 0) return assert.ok(existsSync(join(root, file)));
      const help = spawnSync('node', ['--import', 'tsx', file, '--help'], { cwd: root, encoding: 'utf8' });
      for (const flag of flags) assert.match(help.stdout, new RegExp(`--${flag}\\b`));
    });

  test('and every file that is run', () => {
    for (const { at, run } of runs)
      for (const [path] of run.matchAll(/scripts\/[\w/-]+\.ts/g)) assert.ok(existsSync(join(root, path)), at);
  });
});

test('every job says how long it may take, keeps no token in the checkout, and is one of its kind at a time', () => {
  for (const { at, job, workflow } of jobs) {
    assert.ok(job['timeout-minutes'] <= 60, at);
    // A plan only reads, and must not wait until somebody agrees to the one before it.
    assert.equal(
      (workflow.concurrency ?? job.concurrency) === undefined,
      at === 'deploy.yml: plan',
      `${at}: how many at a time?`,
    );
    for (const step of job.steps)
      if ('uses' in step && step.uses.startsWith('actions/checkout@'))
        assert.equal(step.with?.['persist-credentials'], false, at);
  }
});

test('a version stands behind each commit, the same everywhere', () => {
  const versions = new Map<string, string>();
  for (const { name, text } of files)
    for (const [line, commit = '', version] of text.matchAll(/uses: \S+@(\S+)(?: # (v[\d.]+))?$/gm)) {
      assert.ok(version, `${name}: ${line}`);
      assert.equal(versions.get(commit) ?? version, version);
      versions.set(commit, version);
    }
  assert.equal(versions.size, 4);
});

describe('who may do what', () => {
  const writesOf = ({ permissions }: { permissions?: object | undefined }) =>
    Object.entries(permissions ?? {}).flatMap(([right, may]) => (may === 'write' ? [right] : []));

  test('a pull request reads, and has no secret', () => {
    const review = workflowOf('review.yml');
    assert.deepEqual(review.permissions, { contents: 'read' });
    assert.ok(Object.values(review.jobs).every(({ permissions }) => permissions === undefined));
    assert.doesNotMatch(
      files.find(({ name }) => name === 'review.yml')?.text ?? '',
      /secrets\.|github\.token/,
    );
  });

  test('a branch is compared with what it would be merged into, and told without pictures', () => {
    const { text } = files.find(({ name }) => name === 'review.yml') ?? { text: '' };
    // What the event names is as old as the last push to the branch.
    assert.doesNotMatch(text, /base\.sha|base_ref|base\.ref/);
    assert.match(text, /diff -- "\$\(git rev-parse HEAD\^1\)" --out report >report\/comment\.md\n/);
    const [checkout] = workflowOf('review.yml').jobs.review?.steps ?? [];
    assert.ok(checkout && 'uses' in checkout);
    assert.equal(checkout.with?.['fetch-depth'], 0);
    assert.equal(checkout.with?.ref, undefined, 'the merge has the parent, the branch alone has not');
  });

  test('what became of a review is not the branch’s to say', () => {
    const { text } = files.find(({ name }) => name === 'review.yml') ?? { text: '' };
    assert.doesNotMatch(text, /\.outcome|\.conclusion/);
    const [job] = Object.values(workflowOf('comment.yml').jobs);
    const { env } = job?.steps.find((step) => step.name === 'Post it') ?? {};
    assert.equal(env?.CONCLUSION, '${{ github.event.workflow_run.conclusion }}');
    assert.equal(env?.RUN_ID, '${{ github.event.workflow_run.id }}');
    assert.equal(job?.permissions?.actions, 'read');
  });

  test('what writes a comment runs no code of the branch', () => {
    const comment = workflowOf('comment.yml');
    assert.deepEqual(comment.on.workflow_run?.workflows, [workflowOf('review.yml').name]);
    const [job] = Object.values(comment.jobs);
    assert.deepEqual(writesOf(job ?? {}), ['pull-requests']);
    for (const step of job?.steps ?? []) {
      // The default branch: no `ref`, no other repository.
      if ('uses' in step && step.uses.startsWith('actions/checkout@'))
        assert.deepEqual(Object.keys(step.with ?? {}), ['persist-credentials']);
      // What was downloaded lies outside of the checkout, and no command names it.
      if ('uses' in step && step.uses.startsWith('actions/download-artifact@'))
        assert.match(String(step.with?.path), /^\$\{\{ runner\.temp \}\}\//);
      if ('run' in step) assert.doesNotMatch(step.run, /REVIEW|review/);
    }
  });

  test('only what was agreed to writes to production, and exactly what was planned', () => {
    const { plan, apply } = workflowOf('deploy.yml').jobs;
    assert.equal(apply?.environment, 'production');
    assert.equal(apply?.needs, 'plan');
    const secretsOf = (of: object) =>
      [...JSON.stringify(of).matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
    for (const name of secretsOf(plan ?? {})) assert.match(name ?? '', /_READ_(TOKEN|KEY)$/);
    assert.ok(secretsOf(apply ?? {}).length > 0);
    assert.deepEqual(apply?.concurrency, { group: 'production', 'cancel-in-progress': false });
    const of = (job: typeof plan) =>
      (job?.steps ?? []).map((step) => ('run' in step ? step.run : '')).join('\n');
    assert.match(of(plan), /npm run --silent plan -- .*--out plan\.json/);
    assert.match(of(apply), /npm run --silent apply -- planned\/plan\.json/);
  });

  test('secrets are variables of a step, under names that the targets and data sources read', () => {
    const targets = read('platform/targets.ts');
    const known = datasources.flatMap(({ basicAuth, secureJsonData }) =>
      [basicAuth?.user, basicAuth?.password, ...Object.values(secureJsonData)].map((secret) => secret?.env),
    );
    let count = 0;
    for (const { at, job } of jobs)
      for (const step of job.steps)
        for (const [name, value] of Object.entries(step.env ?? {})) {
          if (!String(value).includes('secrets.')) continue;
          count += 1;
          assert.ok(targets.includes(`fromVariable('${name}')`) || known.includes(name), `${at}: ${name}`);
        }
    assert.ok(count > 8);
    const all = files.map(({ text }) => text).join('\n');
    assert.equal([...all.matchAll(/secrets\./g)].length, count, 'a secret stands somewhere else');
  });
});

describe('what a step makes of the exit code of a command', () => {
  const stepOf = (workflow: string, id: string) => {
    const step = Object.values(workflowOf(workflow).jobs)
      .flatMap(({ steps }) => steps)
      .find((one) => one.id === id);
    assert.ok(step && 'run' in step);
    return step;
  };
  const shell = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c'];
  /** Runs a step as GitHub would, with an npm that says something and ends with a code. */
  const played = (workflow: string, id: string, said: string, code: number) => {
    const step = stepOf(workflow, id);
    const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\nprintf '%s' "$SAID"\nexit ${code}\n`, { mode: 0o755 });
    const { status } = spawnSync('bash', [...shell, step.run], {
      cwd: folder,
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        SAID: said,
        GITHUB_OUTPUT: join(folder, 'output'),
        GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      },
    });
    const output = existsSync(join(folder, 'output'))
      ? readFileSync(join(folder, 'output'), 'utf8').trim()
      : '';
    assert.equal(
      readFileSync(join(folder, 'summary'), 'utf8'),
      said,
      'people read it on the page of the run',
    );
    rmSync(folder, { recursive: true });
    return { status, output };
  };

  for (const [what, workflow, id, said, code, status, output] of [
    ['nothing to deploy', 'deploy.yml', 'plan', 'No changes.', 0, 0, 'pending=false'],
    ['something to deploy', 'deploy.yml', 'plan', '1 to update.', 6, 0, 'pending=true'],
    ['a conflict that somebody must decide', 'deploy.yml', 'plan', '1 in conflict.', 1, 1, ''],
    ['a credential that is refused', 'deploy.yml', 'plan', '', 3, 3, ''],
    ['no drift', 'drift.yml', 'look', 'Nothing was changed by hand on production.', 0, 0, 'drifted=0'],
    ['drift', 'drift.yml', 'look', '### Plan for production', 6, 0, 'drifted=1'],
    ['no drift, and a server that did not answer', 'drift.yml', 'look', 'Nothing was changed.', 1, 1, ''],
    ['a report, and a fault behind it', 'drift.yml', 'look', '### Plan for production', 1, 1, ''],
    ['no target of that name', 'drift.yml', 'look', '', 2, 2, ''],
    ['a fault before the first word', 'drift.yml', 'look', '', 1, 1, ''],
  ] as const)
    test(what, () => assert.deepEqual(played(workflow, id, said, code), { status, output }));

  for (const [what, id, target, status, said] of [
    ['an environment that GitHub just made', 'guarded', '', 1, /no variable APPLY_TARGET: make the environ/],
    ['an environment that somebody guards', 'guarded', 'production', 0, /^$/],
    ['one for something else', 'guarded', 'staging', 1, /required reviewers/],
    ['a repository that leaves it to the environment', 'unguarded', '', 0, /^$/],
    ['a repository that says it for every environment', 'unguarded', 'production', 1, /move it, and the sec/],
  ] as const)
    test(what, () => {
      const step = stepOf('deploy.yml', id);
      assert.deepEqual(step.env, { APPLY_TARGET: '${{ vars.APPLY_TARGET }}' });
      const { plan, apply } = workflowOf('deploy.yml').jobs;
      assert.equal((id === 'guarded' ? apply : plan)?.steps[0], step, 'before anything else');
      assert.equal(plan?.environment, undefined);
      const { PATH } = process.env;
      const played = spawnSync('bash', [...shell, step.run], {
        env: { PATH, APPLY_TARGET: target },
        encoding: 'utf8',
      });
      assert.equal(played.status, status);
      assert.match(played.stdout, said);
    });

  test('README says what comes before the first deployment', () => {
    const readme = read('README.md');
    const at = (text: string): number => {
      assert.ok(readme.includes(text), text);
      return readme.indexOf(text);
    };
    assert.ok(at('environment `production`, with required reviewers') < at('`APPLY_TARGET` = `production`'));
    assert.ok(at('`APPLY_TARGET` = `production`') < at('`DEPLOY_TARGET` = `production`'));
    const secrets = [...read('.github/workflows/deploy.yml').matchAll(/secrets\.(\w+)/g)];
    for (const [, name] of secrets) at(`\`${name}\``);
  });
});
