import { test } from 'node:test';
import { assertConverging } from './converging.ts';

// Deployments to Grafana, each through faults of its own: a hundred of a thousand. All of them, before
// the engine changes: `SEEDS=1000 npm test -- deploy/faults/faults`. One of them again: `SEED=17 npm test -- deploy/faults/faults`.

const count = Number(process.env.SEEDS ?? 100);
const seeds = process.env.SEED
  ? [Number(process.env.SEED)]
  : Array.from({ length: count }, (_, seed) => seed);

test(`${seeds.length} deployments through faults converge with the next one`, () => assertConverging(seeds));
