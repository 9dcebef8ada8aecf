import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ownJobs } from '../../../catalog/index.ts';
import {
  createSimulator,
  type FaultName,
  faults,
  isFault,
  type Simulator,
} from '../../../services/simulator/index.ts';

/** A Tuesday, ten in the morning: there is something to go wrong. */
const morning = Date.UTC(2026, 2, 3, 10) / 1000;

const start = (): Simulator => createSimulator({ seed: 4, start: morning, incidents: false });

const pass = (simulator: Simulator, seconds: number): Simulator => {
  for (const end = simulator.clock + seconds; simulator.clock < end; ) simulator.step(simulator.clock + 5);
  return simulator;
};

/** Sum of all samples whose series matches an expression. */
async function total(simulator: Simulator, series: RegExp): Promise<number> {
  const all = await Promise.all(ownJobs.map((job) => simulator.metrics(job.name).families()));
  return all
    .flat()
    .flatMap(({ samples }) => samples)
    .filter((sample) => series.test(sample.series))
    .reduce((sum, { value }) => sum + value, 0);
}

/** How much grew in ten minutes, with a fault and without. */
async function grown(fault: FaultName, series: RegExp): Promise<readonly [ill: number, well: number]> {
  const ill = start();
  ill.inject(fault, 600);
  const both = [ill, start()];
  const before = await Promise.all(both.map((one) => total(one, series)));
  for (const one of both) pass(one, 600);
  const after = await Promise.all(both.map((one) => total(one, series)));
  return [0, 1].map((at) => (after[at] ?? 0) - (before[at] ?? 0)) as [number, number];
}

describe('a fault is seen in what the framework counts', () => {
  const counted: Readonly<Partial<Record<FaultName, RegExp>>> = {
    outage: /^framework_command_executions_total.*status="failure"/,
    'error-burst': /^framework_operations_total.*outcome="error"/,
    errors: /^framework_operations_total.*outcome="error"/,
    'github-down': /^framework_github_operations_total.*outcome="failure"/,
    'brute-force': /^framework_auth_attempts_total.*outcome="failure"/,
    'module-failures': /^framework_module_delegations_total.*status="failure"/,
    'gate-failures': /^framework_quality_gate_checks_total.*status="failed"/,
    'session-failures': /^framework_sessions_ended_total.*outcome="failure"/,
    'guard-bypass': /^framework_security_module_bypass_total/,
    'data-leak': /^framework_sensitive_data_exposures_total/,
    slow: /^framework_response_time_seconds_sum/,
    sluggish: /^framework_response_time_seconds_sum/,
    'wild-labels': /^framework_exporter_cardinality_overflow_total/,
  };
  for (const [fault, series] of Object.entries(counted))
    test(`${fault}: ${faults[fault as FaultName].says}`, async () => {
      const [ill, well] = await grown(fault as FaultName, series);
      assert.ok(ill > well * 1.3 + 1, `${ill} with it, ${well} without`);
    });

  const shown: Readonly<Partial<Record<FaultName, readonly [RegExp, (value: number) => boolean]>>> = {
    outage: [/^framework_health_status.*component="overall"/, (health) => health === 0],
    saturation: [/^framework_resource_utilization_percentage.*"cpu"/, (percent) => percent === 96],
    'memory-pressure': [/^framework_resource_utilization_percentage.*"memory"/, (percent) => percent === 75],
    'corrupt-config': [/^framework_config_integrity_status.*"permissions"/, (holds) => holds === 0],
    'late-telemetry': [/^framework_telemetry_canary_age_seconds.*"logs"/, (age) => age > 120],
    'lost-canaries': [/^framework_telemetry_canary_age_seconds/, (sum) => sum === 0],
    'undocumented-modules': [/^framework_documentation_coverage_percentage.*"core"/, (share) => share < 75],
    'unread-findings': [/^framework_insights_ready/, (count) => count === 6],
  };
  for (const [fault, [series, is]] of Object.entries(shown))
    test(`${fault} shows while it lasts, and no longer`, async () => {
      const simulator = start();
      assert.ok(!is(await total(simulator, series)), 'before');
      simulator.inject(fault as FaultName, 300);
      assert.ok(is(await total(pass(simulator, 300), series)), 'while it lasts');
      assert.ok(!is(await total(pass(simulator, 60), series)), 'after it');
      assert.deepEqual(simulator.faults, []);
    });

  test('and no fault is left out of these tables', () => {
    const silent = ['gone', 'silent-exporter'];
    const told = [...Object.keys(counted), ...Object.keys(shown), ...silent];
    assert.deepEqual(
      Object.keys(faults).filter((fault) => !told.includes(fault)),
      [],
    );
  });
});

for (const [fault, job] of [
  ['gone', 'claude-framework'],
  ['silent-exporter', 'github-integration'],
] as const)
  test(`${fault}: a scrape of ${job} fails, and the others do not`, async () => {
    const simulator = start();
    const free = { 'claude-framework': 0, 'github-integration': 0, 'claude-framework-ops': 0 };
    const { endpoints, close } = await simulator.serve({ ports: free });
    const statuses = async () =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(endpoints).map(async ([name, { url }]) => [name, (await fetch(url)).status]),
        ),
      );
    const well = { 'claude-framework': 200, 'github-integration': 200, 'claude-framework-ops': 200 };
    try {
      assert.deepEqual(await statuses(), well);
      simulator.inject(fault, 60);
      pass(simulator, 30);
      assert.deepEqual(await statuses(), { ...well, [job]: 500 });
      pass(simulator, 60);
      assert.deepEqual(await statuses(), well);
    } finally {
      await close();
    }
  });

describe('faults', () => {
  test('are the same for one seed: byte for byte', async () => {
    const text = async () => {
      const simulator = start();
      simulator.inject('error-burst', 300);
      return pass(simulator, 600).metrics('claude-framework').exposition();
    };
    assert.equal(await text(), await text());
  });

  test('add up to the worst of each', async () => {
    const simulator = start();
    simulator.inject('slow', 300);
    simulator.inject('saturation', 600);
    pass(simulator, 300);
    assert.deepEqual(
      simulator.faults.map(({ fault }) => fault),
      ['slow', 'saturation'],
    );
    pass(simulator, 100);
    assert.deepEqual(
      simulator.faults.map(({ fault }) => fault),
      ['saturation'],
    );
  });

  test('that nobody knows, or that take no time, are refused with the way out', () => {
    const simulator = start();
    assert.equal(isFault('flood'), false);
    assert.equal(isFault('toString'), false);
    assert.throws(() => simulator.inject('flood' as FaultName, 60), {
      message: 'there is no fault "flood"',
    });
    assert.throws(() => simulator.inject('slow', 0), { message: 'a fault cannot last for 0 seconds' });
  });
});

test('a clock that is not everybody’s is written down as everybody’s', async () => {
  const stamp = (clock: number) => 1000 + (clock - morning) / 30;
  const simulator = createSimulator({ seed: 4, start: morning, stamp });
  pass(simulator, 600);
  const verified = await total(simulator, /^framework_config_last_verified_timestamp_seconds/);
  assert.equal(verified, stamp(morning + 600));
});
