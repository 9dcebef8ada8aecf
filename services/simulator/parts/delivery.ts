import { buildInfo } from '../../../catalog/availability.ts';
import {
  deployments,
  deploymentTimestamp,
  pipelineDuration,
  pipelineRuns,
} from '../../../catalog/delivery.ts';
import type { Part, World } from '../world.ts';

const pipelines = { build: [10, 150], test: [8, 380], release: [1, 520], deploy: [1, 260] } as const;
const shares = { build: 10, test: 8, release: 1, deploy: 1 } as const;

/** Pipelines all day, a deployment every few working hours, and the version that runs since. */
export function delivery(world: World): Part {
  const { random } = world;
  let patch = 7;
  let waited = 0;
  let patience = 3600;
  const live: string[] = [];
  const identity = (at: number) => ({
    version: `2.4.${at}`,
    // Any seven hexadecimal digits will do for a commit, as long as a version always has the same ones.
    commit: (((at + 1) * 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').slice(0, 7),
    node_version: 'v20.20.2',
  });

  const deploy = (clock: number): void => {
    const status = random.weighted({ success: 92, failure: 5, rolled_back: 3 });
    world.of(deployments).inc({ status });
    if (status === 'success') release(clock);
  };
  const release = (clock: number): void => {
    world.of(buildInfo).remove(identity(patch));
    patch += 1;
    world.of(buildInfo).set(identity(patch), 1);
    const oldest = live.push(identity(patch).version) > 3 ? live.shift() : undefined;
    if (oldest) world.of(deploymentTimestamp).remove({ version: oldest });
    world.of(deploymentTimestamp).set({ version: identity(patch).version }, Math.round(clock));
  };

  return ({ clock, seconds, activity }) => {
    // Somebody deployed before the simulation began.
    if (live.length === 0) release(clock - 7200);
    // The busier the hour, the sooner the next deployment; never a day without one.
    waited += activity * seconds;
    if (waited >= patience) {
      deploy(clock);
      waited = 0;
      patience = random.lognormal(9000, 0.3);
    }
    for (let at = random.poisson((activity * seconds) / 240); at > 0; at--) {
      const pipeline = random.weighted(shares);
      world
        .of(pipelineRuns)
        .inc({ pipeline, status: random.weighted({ success: 94, failure: 4.5, cancelled: 1.5 }) });
      world.of(pipelineDuration).observe({ pipeline }, random.lognormal(pipelines[pipeline][1], 0.3));
    }
  };
}
