import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Nursery } from '../../faults/nursery.ts';
import { faults } from '../../faults/proxy.ts';
import { type Met, run } from './run.ts';

// Deployments to Elasticsearch and Kibana, each through faults of its own. `SEEDS=1000 npm test -- elastic/faults` runs more of
// them, `SEED=17` one of them again.

const count = Number(process.env.SEEDS ?? 40);
const seeds = process.env.SEED
  ? [Number(process.env.SEED)]
  : Array.from({ length: count }, (_, seed) => seed);

test(`${seeds.length} deployments through faults converge with the next one`, async () => {
  const waiting = [...seeds];
  const met: Met[] = [];
  const failed: string[] = [];
  const nursery = new Nursery(2, new URL('child.ts', import.meta.url));
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift())
        await run(seed, nursery).then(
          (one) => met.push(one),
          (error: Error) => failed.push(`${error.message}\n${(error.cause as Error | undefined)?.stack}`),
        );
    }),
  );
  await nursery.close();
  assert.deepEqual(failed, []);
  if (seeds.length < 100) return;
  // What was never met was not tried.
  const seen = new Set(met.flatMap((one) => one.faults));
  assert.deepEqual(
    faults.filter((fault) => !seen.has(fault)),
    [],
  );
  assert.ok(met.some(({ killed }) => killed) && met.some(({ edited }) => edited));
});
