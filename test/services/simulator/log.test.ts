import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { framework } from '../../../catalog/jobs.ts';
import { createSimulator } from '../../../services/simulator/index.ts';
import { createLog } from '../../../services/simulator/log.ts';
import { store } from '../../support/log-path.ts';

/** A Tuesday at noon. */
const noon = Date.UTC(2026, 0, 6, 12) / 1000;

/** An hour of a simulated framework with trouble in it, and what it wrote down. */
async function hour(seed: number) {
  const folder = mkdtempSync(join(tmpdir(), 'simulated-log-'));
  const file = join(folder, 'application.log');
  const log = createLog({ file, seed, environment: 'production' });
  const simulator = createSimulator({ seed, start: noon, witness: log.witness });
  simulator.inject('outage', 1200);
  for (let at = 1; at <= 720; at++) simulator.step(noon + at * 5);
  const exposition = await simulator.metrics(framework.name).exposition();
  await log.close();
  const text = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { lines, exposition };
}

test('a simulated framework writes the catalog’s events, and each ends in an index that takes it', async () => {
  const { lines } = await hour(1);
  assert.ok(lines.length > 300, String(lines.length));
  const events = new Set(lines.map(({ event }) => event));
  for (const event of ['command_executed', 'error_raised', 'quality_gate_failed', 'authentication_failed'])
    assert.ok(events.has(event), event);
  assert.ok(!events.has('log_event_refused'), 'a line of ours does not fit its event');
  for (const line of lines) {
    const { index, problems } = store(line);
    assert.deepEqual(problems, [], `${line.event} in ${index}`);
  }
});

test('metrics and log know users by the same names, and count the same commands', async () => {
  const { lines, exposition } = await hour(2);
  const logged = lines.filter(({ event }) => event === 'command_executed');
  const counted = [...exposition.matchAll(/^framework_command_executions_total\{([^}]*)\}/gm)].map(
    ([, labels = '']) => /user_id="([^"]+)"/.exec(labels)?.[1],
  );
  assert.ok(logged.length > 100);
  for (const { user_id } of logged) assert.ok(counted.includes(user_id), user_id);
});

test('a simulation is the same with a log and without', async () => {
  const { exposition } = await hour(3);
  const simulator = createSimulator({ seed: 3, start: noon });
  simulator.inject('outage', 1200);
  for (let at = 1; at <= 720; at++) simulator.step(noon + at * 5);
  assert.equal(exposition, await simulator.metrics(framework.name).exposition());
});
