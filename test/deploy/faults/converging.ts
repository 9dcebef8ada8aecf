import assert from 'node:assert/strict';
import { Nursery } from './nursery.ts';
import { faults } from './proxy.ts';
import { type Met, run } from './run.ts';

/** Runs every seed, some at a time, and tells every one that failed. */
export async function assertConverging(all: readonly number[]): Promise<void> {
  const waiting = [...all];
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
  if (all.length < 100) return;
  // What was never met was not tried.
  const seen = new Set(met.flatMap((one) => one.faults));
  assert.deepEqual(
    faults.filter((fault) => !seen.has(fault)),
    [],
  );
  assert.ok(met.some(({ killed }) => killed) && met.some(({ edited }) => edited));
}
