import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ownJobs } from '../../catalog/index.ts';
import { createSimulator, defaultPorts, type OwnJob } from '../../services/simulator/index.ts';
import type { Project } from '../../src/model/project.ts';
import { importHistory } from './imported-history.ts';
import { keepPrometheus, type TellEnd } from './kept-prometheus.ts';
import { requirePrometheus } from './programs.ts';
import { writeConfig } from './prometheus-config.ts';
import { type ClaimedPort, claimPort, type RunningPrometheus } from './prometheus-process.ts';
import { recordProject } from './recorded-project.ts';
import { createWorkspace } from './workspace.ts';

/** What a local stack is asked for. */
export interface StackOptions {
  readonly project: Project;
  /** Hours of history made up and imported before it starts. */
  readonly hours: number;
  readonly seed: number;
  /** Whether to take any free ports instead of the ones that the specification names. */
  readonly freePorts: boolean;
  /** Told what is going on, a line each. */
  readonly say: (line: string) => void;
  /** Ends the start where it stands; what was started by then is ended too. */
  readonly signal: AbortSignal;
  /** Told when Prometheus ends by itself, and when it is back. */
  readonly ended?: TellEnd;
}

/** A simulator and a real Prometheus that scrapes it. */
export interface Stack {
  /** Started again when it ends by itself; `died` once that is given up. */
  readonly prometheus: RunningPrometheus;
  /** The workspace of this run, which goes with it. */
  readonly folder: string;
  /** Addresses that are scraped, by job. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Lets Prometheus go on with the rules of an edited project. */
  reload(project: Project): void;
  stop(): Promise<void>;
}

/** Starts everything on loopback. What was started is ended again when a later part fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { project, say, signal } = options;
  const { version } = requirePrometheus(say);
  const folder = createWorkspace();
  const closing: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const ports = await claimPorts(options.freePorts);
    const instances = Object.fromEntries(ownJobs.map(({ name }) => [name, `127.0.0.1:${ports[name]}`]));
    const data = join(folder, 'data');
    const { simulator, from } = await simulate(options, folder, data, instances);
    if (options.hours > 0)
      await recordProject({ project, folder, data, port: ports.prometheus, from, say, signal });

    const serving = await simulator.serve({ ports });
    closing.push(() => serving.close());
    const clock = setInterval(() => simulator.step(Date.now() / 1000), 1000);
    closing.push(() => clearInterval(clock));

    signal.throwIfAborted();
    say(`starting Prometheus ${version}`);
    const targets = { ...instances, prometheus: `127.0.0.1:${ports.prometheus}` };
    const configure = (of: Project) => writeConfig({ project: of, folder, targets: listed(targets) });
    const { flags } = project.prometheus;
    const prometheus = await keepPrometheus(
      { config: configure(project), data, port: ports.prometheus, flags },
      options.ended ?? say,
    );
    closing.push(() => prometheus.stop());
    const reload = (edited: Project): void => {
      configure(edited);
      prometheus.reload();
    };
    return { prometheus, folder, endpoints: targets, reload, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const listed = (targets: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(targets).map(([job, address]) => [job, [address]]));

/** All ports are claimed before the first is let go, so that no two of them are the same. */
async function claimPorts(free: boolean): Promise<Record<OwnJob | 'prometheus', number>> {
  const claimed: [string, ClaimedPort][] = [];
  try {
    for (const [name, port] of Object.entries({ ...defaultPorts, prometheus: 9090 })) {
      claimed.push([name, await claimPort(free ? 0 : port, name)]);
    }
    return Object.fromEntries(claimed.map(([name, { port }]) => [name, port])) as Record<
      OwnJob | 'prometheus',
      number
    >;
  } finally {
    for (const [, { release }] of claimed) await release();
  }
}

/** Lives through the last hours, hands them to Prometheus' storage, and goes on from there. */
async function simulate(
  { hours, seed, say, signal }: StackOptions,
  folder: string,
  data: string,
  instances: Readonly<Record<string, string>>,
) {
  const end = Math.floor(Date.now() / 1000);
  const simulator = createSimulator({ seed, start: end - hours * 3600 });
  say(`simulating ${hours} h of history`);
  // Finer where readers zoom in: a rate over a minute needs two points in it.
  const recent = Math.min(hours, 3);
  const write = (name: string, until: number, length: number, step: number) =>
    simulator.writeHistory({ dir: join(folder, name), end: until, hours: length, step, instances, signal });
  const files = [
    ...(hours > recent ? await write('older', end - recent * 3600, hours - recent, 60) : []),
    ...(await write('recent', end, recent, 30)),
  ];
  await importHistory({ files, folder, data, say, signal });
  return { simulator, from: end - hours * 3600 };
}
