import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { counter, gauge, oneOf, upTo } from '#lib';
import { memoryUsage } from '../../../catalog/capacity.ts';
import { commandDuration, commandExecutions, commandsRegistered } from '../../../catalog/commands.ts';
import { exposedBy, ownJobs } from '../../../catalog/index.ts';
import { framework } from '../../../catalog/jobs.ts';
import { agentTasks, moduleLoadDuration } from '../../../catalog/modules.ts';
import { qualityGateChecks } from '../../../catalog/quality-gates.ts';
import { createMetrics, type UserOptions } from '../../../services/instrumentation/index.ts';

const create = (users: UserOptions = {}) =>
  createMetrics({ metrics: exposedBy(framework), labels: { environment: 'test' }, users });

/** Series of a metric as `labels value`, without the environment. */
async function seriesOf(
  metrics: { exposition(): Promise<string> },
  name: string,
): Promise<readonly string[]> {
  return (await metrics.exposition())
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => line.slice(name.length).replace(/environment="test",|,?environment="test"/, ''));
}

const overflowOf = async (metrics: { exposition(): Promise<string> }, metric: string) =>
  (await seriesOf(metrics, 'framework_exporter_cardinality_overflow_total'))
    .filter((line) => line.includes(`"${metric}"`))
    .map((line) => Number(line.split(' ').at(-1)))[0];

describe('metrics', () => {
  test('every series carries the environment', async () => {
    const metrics = create();
    metrics.of(commandsRegistered).set({}, 12);
    assert.match(await metrics.exposition(), /^framework_commands_registered\{environment="test"\} 12$/m);
  });

  test('a counter of closed labels starts at 0 in every combination', async () => {
    const series = await seriesOf(create(), qualityGateChecks.name);
    assert.equal(series.length, 7 * 5 * 4);
    assert.ok(series.every((line) => line.endsWith(' 0')));
  });

  test('a gauge says nothing before it is set', async () => {
    assert.deepEqual(await seriesOf(create(), commandsRegistered.name), []);
  });

  test('a removed gauge is gone', async () => {
    const metrics = create();
    const handle = metrics.of(memoryUsage);
    handle.set({ component: 'api' }, 1);
    handle.set({ component: 'auth' }, 2);
    handle.remove({ component: 'api' });
    assert.deepEqual(await seriesOf(metrics, memoryUsage.name), ['{component="auth"} 2']);
  });

  test("a histogram has the catalog's buckets, at 0 before anything was observed", async () => {
    const metrics = create();
    const core = async () =>
      (await seriesOf(metrics, `${moduleLoadDuration.name}_bucket`))
        .filter((line) => line.includes('module_category="core"'))
        .map((line) => [/le="([^"]+)"/.exec(line)?.[1], line.split(' ').at(-1)]);
    const bounds = [...moduleLoadDuration.buckets.map(String), '+Inf'];
    assert.deepEqual(
      await core(),
      bounds.map((bound) => [bound, '0']),
    );
    metrics.of(moduleLoadDuration).observe({ module_category: 'core' }, 0.02);
    assert.deepEqual((await core()).at(-1), ['+Inf', '1']);
  });

  test('a series beyond the budget is folded, keeps its closed labels, and is counted', async () => {
    const small = counter({
      name: 'framework_small_total',
      help: 'Small.',
      unit: 'count',
      job: framework,
      labels: { what: upTo(5), status: oneOf('good', 'bad') },
      budget: 5,
    });
    const metrics = createMetrics({ metrics: [small], labels: { environment: 'test' } });
    for (const what of ['a', 'b', 'c', 'd', 'e']) metrics.of(small).inc({ what, status: 'good' });
    metrics.of(small).inc({ what: 'f', status: 'bad' });
    metrics.of(small).inc({ what: 'a', status: 'good' });
    assert.deepEqual(await seriesOf(metrics, small.name), [
      '{what="a",status="good"} 2',
      '{what="b",status="good"} 1',
      '{what="c",status="good"} 1',
      '{what="__other__",status="good"} 2',
      '{what="__other__",status="bad"} 1',
    ]);
    assert.equal(await overflowOf(metrics, small.name), 3);
  });

  test('ten thousand command types leave the metric within its budget', async () => {
    const metrics = create();
    const handle = metrics.of(commandDuration);
    for (let at = 0; at < 10_000; at++)
      handle.observe({ command_type: `c${at}`, complexity_level: 'low' }, 1);
    const series = await seriesOf(metrics, `${commandDuration.name}_count`);
    assert.ok(series.length <= commandDuration.budget, String(series.length));
    assert.equal(
      series.reduce((all, line) => all + Number(line.split(' ').at(-1)), 0),
      10_000,
    );
  });

  test('an undeclared value becomes "other" where the metric has that, and "__other__" where not', async () => {
    const metrics = create();
    metrics.of(moduleLoadDuration).observe({ module_category: 'nonsense' as 'core' }, 0.02);
    const seen = (await seriesOf(metrics, `${moduleLoadDuration.name}_count`)).filter(
      (line) => !line.endsWith(' 0'),
    );
    assert.deepEqual(seen, ['{module_category="other"} 1']);
    assert.equal(await overflowOf(metrics, moduleLoadDuration.name), 1);
    metrics.of(agentTasks).inc({ agent_role: 'planner', status: 'nonsense' as 'success' });
    assert.deepEqual(await seriesOf(metrics, agentTasks.name), [
      '{agent_role="planner",status="__other__"} 1',
    ]);
  });

  test('nothing that a host passes throws, and every bad value is counted', async () => {
    const metrics = create();
    const handle = metrics.of(agentTasks) as unknown as { inc(labels?: unknown, by?: unknown): void };
    const good = { agent_role: 'planner', status: 'success' };
    const bad: readonly (readonly unknown[])[] = [
      [undefined],
      [null],
      [{}],
      [{ ...good, agent_role: 7 }],
      [{ ...good, extra: 'x' }],
      [good, Number.NaN],
      [good, -1],
      [good, Number.POSITIVE_INFINITY],
    ];
    for (const given of bad) handle.inc(...given);
    assert.equal(await overflowOf(metrics, agentTasks.name), bad.length);
  });

  test('a metric of another endpoint is counted, not exposed', async () => {
    const foreign = gauge({ name: 'framework_foreign', help: 'Foreign.', unit: 'count', job: framework });
    const metrics = create();
    metrics.of(foreign).set({}, 1);
    assert.deepEqual(await seriesOf(metrics, foreign.name), []);
    assert.equal(await overflowOf(metrics, foreign.name), 1);
  });

  for (const job of ownJobs) {
    test(`promtool has nothing to say about the metrics of ${job.name}`, async () => {
      const metrics = createMetrics({ metrics: exposedBy(job), labels: { environment: 'test' } });
      for (const metric of exposedBy(job)) {
        const labels = Object.fromEntries(
          Object.entries(metric.declared).map(([label, spec]) => [label, spec.values[0]]),
        );
        const handle = metrics.of(metric) as unknown as Record<
          string,
          (labels: unknown, value: number) => void
        >;
        const verb = { counter: 'inc', gauge: 'set', histogram: 'observe' }[metric.kind];
        handle[verb]?.(labels, 1);
      }
      const exposition = await metrics.exposition();
      for (const { name } of exposedBy(job))
        assert.match(exposition, new RegExp(`^${name}(_count)?[{ ]`, 'm'));
      const lint = spawnSync('promtool', ['check', 'metrics'], { input: exposition, encoding: 'utf8' });
      assert.deepEqual([lint.stdout + lint.stderr, lint.status], ['', 0]);
    });
  }
});

describe('users', () => {
  const run = async (users: UserOptions, ids: readonly string[]) => {
    const metrics = create(users);
    for (const user_id of ids) {
      metrics.of(commandExecutions).inc({ command_type: 'task', user_id, status: 'success' });
    }
    return { metrics, series: await seriesOf(metrics, commandExecutions.name) };
  };

  test('are pseudonyms unless told otherwise, the same for the same key', async () => {
    const { series } = await run({ key: 'secret' }, ['alice@example.com', 'alice@example.com']);
    assert.deepEqual(series, ['{command_type="task",user_id="u_a398d49ce198",status="success"} 2']);
    const other = await run({ key: 'another' }, ['alice@example.com']);
    assert.notDeepEqual(other.series.join().slice(0, 50), series.join().slice(0, 50));
  });

  test('without a key nobody can compute a pseudonym', async () => {
    const [one, two] = [await run({}, ['alice']), await run({}, ['alice'])];
    assert.match(one.series.join(), /user_id="u_[0-9a-f]{12}"/);
    assert.notDeepEqual(one.series, two.series);
  });

  test('are left out when off, and shown when raw', async () => {
    assert.deepEqual((await run({ mode: 'off' }, ['alice', 'bob'])).series, [
      '{command_type="task",status="success"} 2',
    ]);
    assert.deepEqual((await run({ mode: 'raw' }, ['alice'])).series, [
      '{command_type="task",user_id="alice",status="success"} 1',
    ]);
  });

  const crowd = Array.from({ length: 200 }, (_, at) => `user-${at}`);

  test('are at most two hundred at a time: the next is folded and counted', async () => {
    const { metrics, series } = await run({ mode: 'raw', now: () => 0 }, [...crowd, 'late', 'user-0']);
    assert.equal(series.length, 201);
    assert.ok(series.includes('{command_type="task",user_id="__other__",status="success"} 1'));
    assert.ok(series.includes('{command_type="task",user_id="user-0",status="success"} 2'));
    assert.equal(await overflowOf(metrics, commandExecutions.name), 1);
  });

  test('make room when they were away for an hour, the longest absent first', async () => {
    let clock = 0;
    const metrics = create({ mode: 'raw', now: () => clock });
    const visit = (user_id: string) =>
      metrics.of(commandExecutions).inc({ command_type: 'task', user_id, status: 'success' });
    for (const user of crowd) visit(user);
    clock = 3000;
    visit('user-0');
    clock = 3600;
    visit('late');
    const series = (await seriesOf(metrics, commandExecutions.name)).join('\n');
    assert.match(series, /"late"/);
    assert.match(series, /"user-0"/);
    assert.doesNotMatch(series, /"user-1"/);
  });
});

describe('a budget', () => {
  test('of one open label is spent to the last series before anything is folded', async () => {
    const three = gauge({
      name: 'framework_three',
      help: 'Three.',
      unit: 'count',
      job: framework,
      labels: { what: upTo(3) },
    });
    const metrics = createMetrics({ metrics: [three], labels: { environment: 'test' } });
    for (const [at, what] of ['a', 'b', 'c', 'd', 'e'].entries()) metrics.of(three).set({ what }, at);
    metrics.of(three).remove({ what: 'a' });
    metrics.of(three).set({ what: 'f' }, 5);
    assert.deepEqual(await seriesOf(metrics, three.name), [
      '{what="b"} 1',
      '{what="c"} 2',
      '{what="__other__"} 4',
      '{what="f"} 5',
    ]);
  });
});
