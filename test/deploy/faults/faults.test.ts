import { test } from 'node:test';
import { assertConverging } from './converging.ts';

// Deployments to Grafana, each through faults of its own: two hundred of a thousand, which take a minute. All of them, before
// the engine changes: `SEEDS=1000 npm test -- deploy/faults/faults`. One of them again: `SEED=17 npm test -- deploy/faults/faults`.

const count = Number(process.env.SEEDS ?? 200);
const seeds = process.env.SEED
  ? [Number(process.env.SEED)]
  : Array.from({ length: count }, (_, seed) => seed);

test(`${seeds.length} deployments through faults converge with the next one`, () => assertConverging(seeds));
