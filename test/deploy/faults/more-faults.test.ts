import { test } from 'node:test';
import { assertConverging } from './converging.ts';

// Half of a thousand deployments, each through faults of its own; the other half is in the file beside this one, since files
// run side by side. `SEED=17 npm test -- faults/faults` runs one of them again.

const seeds = process.env.SEED
  ? [Number(process.env.SEED)]
  : Array.from({ length: 500 }, (_, seed) => 500 + seed);

test(`${seeds.length} deployments through faults converge with the next one`, () => assertConverging(seeds));
