import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { ownJobs } from '../../catalog/index.ts';
import { project } from '../../scripts/project.ts';
import { type Answer, ask, isAnswered } from '../../scripts/stack/answers.ts';
import { startPrometheus } from '../../scripts/stack/prometheus-process.ts';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { answerableBy } from '../../src/engine/answerable.ts';
import { levelsOf } from '../../src/engine/levels.ts';
import { Failure } from '../../src/model/failure.ts';
import { childrenOf } from '../support/children.ts';
import { withoutPrometheus } from '../support/promtool.ts';

const start = (change: Partial<Parameters<typeof startStack>[0]> = {}) =>
  startStack({
    project,
    hours: 3,
    seed: 1,
    freePorts: true,
    say: () => {},
    signal: new AbortController().signal,
    ...change,
  });

describe('the local stack', { skip: withoutPrometheus }, () => {
  let stack: Stack;
  let answers: readonly Answer[];
  before(async () => {
    stack = await start();
    const jobs = Object.keys(stack.endpoints);
    answers = await ask({ project, api: stack.prometheus.api, jobs, hours: 3, patience: 90 });
  });
  after(() => stack?.stop());

  it('answers every query of every panel and every rule with data: no panel is empty', () => {
    assert.ok(answers.length > 100);
    assert.deepEqual(
      answers.filter((answer) => !isAnswered(answer)),
      [],
    );
  });

  it('has something to watch for every alert but those that watch trouble itself', () => {
    const idle = answers.filter(({ series, optional }) => optional && series === 0).map(({ asks }) => asks);
    // What Prometheus says of itself takes longer to appear than anybody waits for it here.
    const ours = new Set(idle.filter((alert) => alert.startsWith('Framework')));
    for (const alert of ['FrameworkExecutiveEscalation', 'FrameworkModuleUsageInsightsReady'])
      ours.delete(alert);
    assert.deepEqual([...ours], []);
    const watching = answers.filter(({ series, optional }) => optional && series > 0);
    assert.ok(watching.length > 40, `${watching.length} alerts watch something`);
  });

  it('draws every graph without holes, from the past that was imported to now', async () => {
    const end = Math.floor(Date.now() / 1000);
    const range = { start: end - 9000, end, step: 60 };
    const graphs = new Set(
      project.dashboards.flatMap(({ uid, panels }) =>
        panels
          .filter(({ panel }) => ['timeseries', 'heatmap', 'state-timeline'].includes(panel.type))
          .map(({ panel }) => `${uid} › ${panel.title}`),
      ),
    );
    const holes: string[] = [];
    for (const { of, asks, expr } of answers) {
      if (!graphs.has(`${of} › ${asks.replace(/ \([A-Z]\)$/, '')}`)) continue;
      // Prometheus has no past but its own, and that began a minute ago.
      if (/prometheus_|monitoring:query|[^_]objective:/.test(expr)) continue;
      const moments = await stack.prometheus.api.momentsOf(expr, range);
      const share = moments.length / (9000 / 60 + 1);
      if (share < 0.8) holes.push(`${of} › ${asks}: ${Math.round(share * 100)} %`);
    }
    assert.deepEqual(holes, []);
  });

  it('asks about every dashboard and every file of rules', () => {
    const asked = new Set(answers.map(({ of }) => of));
    for (const { uid } of project.dashboards) assert.ok(asked.has(uid), uid);
    for (const { name } of project.rules) assert.ok(asked.has(`rules/${name}`), name);
  });

  it('scrapes every endpoint of ours, and itself', async () => {
    const up = await stack.prometheus.api.query('up == 1');
    assert.deepEqual(up.map(({ labels }) => labels.job).sort(), [
      'claude-framework',
      'claude-framework-ops',
      'github-integration',
      'prometheus',
    ]);
  });

  it('has a past of every recorded series, at the resolution of its group', async () => {
    const own = ownJobs.map(({ name }) => name);
    // Prometheus' own past began a minute ago, and other tools do not run here.
    const hasPast = answerableBy(project, { jobs: own, old: own, past: 3600 });
    for (const { rule } of levelsOf(project).flat()) {
      if (!hasPast(rule.query.node)) continue;
      const [count] = await stack.prometheus.api.query(`max(count_over_time(${rule.record}[150m]))`);
      assert.ok(
        count && count.value >= 15,
        `${rule.record}: ${count?.value} samples of two and a half hours`,
      );
    }
  });

  it('evaluates the rules as they are committed, without an error', async () => {
    const failed = await stack.prometheus.api.query('sum(prometheus_rule_evaluation_failures_total)');
    assert.equal(failed[0]?.value, 0);
  });

  it('tells a broken query in the words of Prometheus', async () => {
    await assert.rejects(stack.prometheus.api.query('sum('), (error: Failure) =>
      /Prometheus refuses: .*unexpected|unclosed/.test(error.message),
    );
  });
});

describe('a stack that cannot start', { skip: withoutPrometheus }, () => {
  it('names the port that is in use, and the way round it', async () => {
    const taken = createServer();
    // Whoever else may hold it serves the purpose just as well.
    await new Promise<void>((resolve) =>
      taken.once('error', () => resolve()).listen(8080, '127.0.0.1', resolve),
    );
    await assert.rejects(start({ freePorts: false, hours: 0 }), (error: Failure) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.message, 'port 8080 is in use');
      assert.match(error.detail.next, /--free-ports/);
      return true;
    });
    await new Promise((resolve) => taken.close(resolve));
  });

  it('leaves nothing behind when Prometheus refuses its configuration', async () => {
    // A workspace has the number of the process in its name: other tests have folders of their own.
    const folders = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`sightline-${process.pid}-`));
    const before = folders();
    const broken = { ...project, prometheus: { ...project.prometheus, interval: 'soon' } };
    await assert.rejects(start({ project: broken, hours: 0 }), (error: Failure) => {
      assert.equal(error.message, 'Prometheus does not start');
      assert.match(error.detail.why ?? '', /soon/);
      return true;
    });
    assert.deepEqual(folders(), before);
  });

  it('ends what it had started when it is interrupted', async () => {
    const controller = new AbortController();
    const say = (line: string) => {
      if (line.startsWith('recording')) controller.abort();
    };
    await assert.rejects(start({ hours: 1, say, signal: controller.signal }), { name: 'AbortError' });
    const { stdout } = spawnSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
    assert.doesNotMatch(stdout, /prometheus|promtool/);
  });

  it('says that Prometheus was killed while the past was recorded, and does not blame a configuration', async () => {
    let killing: ReturnType<typeof setInterval> | undefined;
    const say = (line: string) => {
      if (!line.startsWith('recording')) return;
      killing ??= setInterval(() => {
        for (const pid of childrenOf(process.pid, /^(\S*\/)?prometheus /)) process.kill(pid, 'SIGKILL');
      }, 50);
    };
    try {
      await assert.rejects(start({ hours: 1, say }), (error: Failure) => {
        assert.equal(error.message, 'Prometheus was ended by SIGKILL');
        assert.match(error.detail.why ?? '', /out of memory/);
        assert.doesNotMatch(error.detail.next, /promtool/);
        return true;
      });
    } finally {
      clearInterval(killing);
    }
  });

  it('says what is wrong with a configuration that is not there', async () => {
    await assert.rejects(
      startPrometheus({ config: '/nonexistent.yml', data: '/tmp/sightline-none', port: 0, flags: [] }),
      (error: Failure) => /does not start/.test(error.message),
    );
  });
});
