import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OwnJob } from '../../services/simulator/index.ts';
import { createRecording } from '../../services/simulator/recording.ts';
import type { Project } from '../../src/model/project.ts';
import { importHistory } from '../stack/imported-history.ts';
import { recordProject } from '../stack/recorded-project.ts';
import { remembered } from './remembered.ts';
import type { World } from './world.ts';

/** Seconds of the world between two samples of its past. */
const step = 30;

/** Gives a world its past, up to the morning on which a drill is played: what was scraped, and what the rules would have recorded. */
export async function givePast(spec: {
  readonly project: Project;
  readonly world: World;
  readonly hours: number;
  readonly folder: string;
  /** A port that Prometheus may use meanwhile. */
  readonly port: number;
  /** Addresses of the simulated endpoints, by job. */
  readonly instances: Readonly<Partial<Record<OwnJob, string>>>;
  /** Addresses of everything that will be scraped, by job. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
  say(line: string): void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { project, world, hours, folder, port, instances, say, signal } = spec;
  say(`simulating ${hours} h`);
  const from = world.simulator.clock;
  const to = from + hours * 3600;
  const dir = join(folder, 'past');
  const data = join(folder, 'data');
  const files = await world.simulator.writeHistory({ dir, end: to, hours, step, instances, signal });

  // The servers have been up as well, or the first scrape that fails would be half of all that there ever were.
  const servers = createRecording(world.stamp);
  const simulated: readonly string[] = Object.values(instances);
  for (let clock = from; clock <= to; clock += step)
    for (const [job, addresses] of Object.entries(spec.targets))
      for (const instance of addresses)
        if (!simulated.includes(instance)) servers.add(clock, [], { job, instance });
  const path = join(dir, 'servers.om');
  writeFileSync(path, [...servers.text()].join(''));
  const { series, samples } = servers;
  const file = { path, from: world.stamp(from), to: world.stamp(to), series, samples };

  mkdirSync(data);
  await importHistory({ files: [...files, file], folder, data, say, signal });
  await recordProject({
    project: remembered(project),
    folder,
    data,
    port,
    from: Math.floor(world.stamp(from)),
    finest: 60 / world.factor,
    say,
    signal,
  });
}
