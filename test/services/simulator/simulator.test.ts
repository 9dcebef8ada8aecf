import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, describe, test } from 'node:test';
import { exposedBy, ownJobs } from '../../../catalog/index.ts';
import { cardinalityOverflow } from '../../../catalog/monitoring.ts';
import type { Family } from '../../../services/instrumentation/index.ts';
import { createSimulator, type Simulator } from '../../../services/simulator/index.ts';

/** A Wednesday, midnight UTC. */
const midnight = 1_767_744_000;

const run = (simulator: Simulator, seconds: number, step = 60): Simulator => {
  const end = simulator.clock + seconds;
  while (simulator.clock < end) simulator.step(simulator.clock + step);
  return simulator;
};

const labelsOf = (series: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...series.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [name, value]),
  );

const familiesOf = async (simulator: Simulator): Promise<readonly Family[]> =>
  (await Promise.all(ownJobs.map((job) => simulator.metrics(job.name).families()))).flat();

/** Sum of the samples of a series name whose labels include the given ones. */
function total(
  families: readonly Family[],
  name: string,
  having: Readonly<Record<string, string | readonly string[]>> = {},
): number {
  return families
    .flatMap((family) => family.samples)
    .filter(({ series }) => {
      const labels = labelsOf(series);
      return (
        series.startsWith(`${name}{`) &&
        Object.entries(having).every(([label, value]) => [value].flat().includes(labels[label] ?? ''))
      );
    })
    .reduce((all, { value }) => all + value, 0);
}

/** Share of response times up to a bound, between two moments. */
const within = (before: readonly Family[], after: readonly Family[], bound: string): number => {
  const name = 'framework_response_time_seconds_bucket';
  const grown = (le: string) => total(after, name, { le }) - total(before, name, { le });
  return grown(bound) / grown('+Inf');
};

describe('a simulated day', () => {
  const simulator = createSimulator({ seed: 3, start: midnight });
  const at: Record<string, readonly Family[]> = {};
  before(async () => {
    for (let hour = 0; hour <= 24; hour++) {
      at[hour] = await familiesOf(simulator);
      run(simulator, 3600);
    }
  });
  const day = (): readonly Family[] => at[24] ?? [];

  for (const job of ownJobs) {
    for (const metric of exposedBy(job)) {
      test(`${job.name} emits ${metric.name} with the labels it declares, within its budget`, async () => {
        const families = await simulator.metrics(job.name).families();
        const samples = families.find((family) => family.name === metric.name)?.samples ?? [];
        assert.ok(samples.length > 0);
        const sets = new Set<string>();
        for (const { series } of samples) {
          const { environment, le, ...labels } = labelsOf(series);
          assert.equal(environment, 'production');
          assert.equal(le !== undefined, series.startsWith(`${metric.name}_bucket{`));
          assert.deepEqual(Object.keys(labels).toSorted(), Object.keys(metric.declared).toSorted());
          for (const [label, value] of Object.entries(labels)) {
            const spec = metric.declared[label];
            assert.ok(value !== '' && (!spec?.closed || spec.values.includes(value)), `${label}="${value}"`);
          }
          sets.add(JSON.stringify(labels));
        }
        assert.ok(sets.size <= metric.budget, `${sets.size} label sets`);
      });
    }
  }

  test('nothing is folded', () => assert.equal(total(day(), cardinalityOverflow.name), 0));

  test('users are pseudonyms', () => {
    const executions = day().find((family) => family.name === 'framework_command_executions_total');
    for (const { series } of executions?.samples ?? [])
      assert.match(labelsOf(series).user_id ?? '', /^u_[0-9a-f]{12}$/);
  });

  test('a few commands fail, and fewer than one in a thousand', () => {
    const name = 'framework_command_executions_total';
    const share = total(day(), name, { status: ['failure', 'timeout'] }) / total(day(), name);
    assert.ok(share > 0 && share < 0.001, String(share));
  });

  test('quality gates are 93 to 96 percent compliant', () => {
    const name = 'framework_quality_gate_checks_total';
    const ran = total(day(), name, { status: ['passed', 'warning', 'failed', 'error'] });
    const share = total(day(), name, { status: ['passed', 'warning'] }) / ran;
    assert.ok(share > 0.93 && share < 0.96, String(share));
  });

  test('users give about 4.4 stars', () => {
    const name = 'framework_user_feedback_score';
    const mean = total(day(), `${name}_sum`) / total(day(), `${name}_count`);
    assert.ok(mean > 4.2 && mean < 4.6, String(mean));
  });

  test('p95 is under 200 ms all day, and nearest to it in the slow hour', () => {
    const usual = within(at[10] ?? [], at[11] ?? [], '0.2');
    const slow = within(at[14] ?? [], at[15] ?? [], '0.2');
    assert.ok(usual > 0.96 && usual < 0.99, String(usual));
    assert.ok(slow < usual && slow > 0.955, String(slow));
  });

  test('people work in the daytime', () => {
    const name = 'framework_command_executions_total';
    const between = (from: number, to: number) => total(at[to] ?? [], name) - total(at[from] ?? [], name);
    assert.ok(between(9, 12) > 3 * between(0, 3));
  });

  test('there are incidents, deployments and sessions in it', () => {
    const grown = (name: string) => total(day(), name) - total(at[0] ?? [], name);
    assert.ok(grown('framework_incidents_total') >= 3);
    assert.ok(grown('framework_deployments_total') >= 2);
    assert.ok(grown('framework_sessions_ended_total') > 100);
  });
});

describe('simulator', () => {
  test('one seed and one clock give one exposition, another seed another one', async () => {
    const text = async (seed: number) => {
      const simulator = run(createSimulator({ seed, start: midnight }), 3600);
      return (await Promise.all(ownJobs.map((job) => simulator.metrics(job.name).exposition()))).join('');
    };
    assert.equal(await text(5), await text(5));
    assert.notEqual(await text(5), await text(6));
  });

  test('reads as values what it exposes as text', async () => {
    const simulator = run(createSimulator({ seed: 5, start: midnight }), 3600);
    // Read once, so that texts are remembered, and go on until a deployment has removed a series.
    await familiesOf(simulator);
    run(simulator, 24 * 3600, 300);
    for (const job of ownJobs) {
      const metrics = simulator.metrics(job.name);
      const normal = (series: string, value: string) =>
        `${series.split('{')[0]} ${JSON.stringify(Object.entries(labelsOf(series)).toSorted())} ${value}`;
      const exposed = (await metrics.exposition())
        .split('\n')
        .filter((line) => line && !line.startsWith('#'))
        .map((line) => normal(line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)));
      const read = (await metrics.families()).flatMap((family) => family.samples);
      assert.deepEqual(
        read.map(({ series, value }) => normal(series, String(value))).toSorted(),
        exposed.toSorted(),
      );
    }
  });

  test('a clock that stands still or goes back moves nothing', async () => {
    const simulator = createSimulator({ seed: 5, start: midnight });
    const earlier = await simulator.metrics('claude-framework').exposition();
    simulator.step(midnight);
    simulator.step(midnight - 60);
    assert.equal(await simulator.metrics('claude-framework').exposition(), earlier);
    assert.equal(simulator.clock, midnight);
  });

  test('promtool has nothing to say about what it exposes', async () => {
    const simulator = run(createSimulator({ seed: 5, start: midnight }), 3600);
    for (const job of ownJobs) {
      const input = await simulator.metrics(job.name).exposition();
      const lint = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
      assert.deepEqual([lint.stdout + lint.stderr, lint.status], ['', 0], job.name);
    }
  });

  test('serves each endpoint on a port of its own, and gives them back', async () => {
    const simulator = createSimulator({ seed: 5, start: midnight, environment: 'staging' });
    const free = { 'claude-framework': 0, 'github-integration': 0, 'claude-framework-ops': 0 };
    const serving = await simulator.serve({ ports: free });
    const ports = Object.values(serving.endpoints).map((endpoint) => endpoint.port);
    const text = await (await fetch(serving.endpoints['claude-framework-ops'].url)).text();
    assert.match(text, /^framework_incidents_open\{severity="low",environment="staging"\} \d+$/m);
    await serving.close();

    const [first = 0, second = 0] = ports;
    const taken = await simulator.serve({ ports: { ...free, 'claude-framework': second } });
    await assert.rejects(
      simulator.serve({ ports: { 'claude-framework': first, 'github-integration': second } }),
      {
        message: `Cannot serve metrics on 127.0.0.1:${second}.`,
      },
    );
    // The first port was free and the second was not: the first has been given back.
    await (await simulator.serve({ ports: { ...free, 'claude-framework': first } })).close();
    await taken.close();
  });
});

describe('simulator command', () => {
  const call = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'services/simulator/main.ts', ...args], {
      cwd: new URL('../../..', import.meta.url),
      encoding: 'utf8',
    });

  test('says how it is used', () => {
    const { status, stdout } = call('--help');
    assert.equal(status, 0);
    for (const flag of [
      '--port-framework',
      '--port-github',
      '--port-ops',
      '--seed',
      '--history',
      '--hours',
    ]) {
      assert.match(stdout, new RegExp(`^  ${flag} `, 'm'));
    }
  });

  const mistakes = [
    [['--sed', '1'], /^Unknown option '--sed'/],
    [['--hours', 'many'], /^--hours takes a number from 0.1 to 840, not "many"\.$/m],
    [['--port-ops', '70000'], /^--port-ops takes a number from 0 to 65535, not "70000"\.$/m],
  ] as const;
  for (const [args, message] of mistakes) {
    test(`refuses ${args.join(' ')} and names the way out`, () => {
      const { status, stderr } = call(...args);
      assert.equal(status, 2);
      assert.match(stderr, message);
      assert.match(stderr, /--help\n$/);
    });
  }
});
