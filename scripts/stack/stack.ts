import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownJobs } from '../../catalog/index.ts';
import { createSimulator, defaultPorts, type OwnJob } from '../../services/simulator/index.ts';
import { prometheusConfig, ruleFileText } from '../../src/compile/prometheus.ts';
import { yaml } from '../../src/compile/yaml.ts';
import { levelsOf, type Recorded } from '../../src/engine/levels.ts';
import { secondsOf } from '../../src/model/duration.ts';
import type { Project } from '../../src/model/project.ts';
import { importBlocks } from './import-blocks.ts';
import { requirePrometheus } from './programs.ts';
import {
  type ClaimedPort,
  claimPort,
  type RunningPrometheus,
  startPrometheus,
} from './prometheus-process.ts';
import { recordHistory } from './recorded-history.ts';
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
}

/** A simulator and a real Prometheus that scrapes it. */
export interface Stack {
  readonly prometheus: RunningPrometheus;
  /** Addresses that are scraped, by job. */
  readonly endpoints: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Recorded history has no finer resolution than this, in seconds: nobody zooms into yesterday's quarter minutes. */
const finest = 60;

/** The rules of a level as a rule file, each at its own interval. */
const levelText = (level: readonly Recorded[], index: number): string =>
  ruleFileText({
    name: 'history',
    groups: level.map(({ rule, interval }, number) => ({
      name: `level-${index}-${number}`,
      interval: `${Math.max(finest, secondsOf(interval))}s`,
      rules: [rule],
    })),
  });

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
      await recordHistory({
        levels: levelsOf(project).map(levelText),
        folder,
        data,
        port: ports.prometheus,
        flags: project.prometheus.flags,
        from,
        next: 'npm start -- --hours 0, which needs no history',
        say,
        signal,
      });

    const serving = await simulator.serve({ ports });
    closing.push(() => serving.close());
    const clock = setInterval(() => simulator.step(Date.now() / 1000), 1000);
    closing.push(() => clearInterval(clock));

    signal.throwIfAborted();
    say(`starting Prometheus ${version}`);
    const targets = { ...instances, prometheus: `127.0.0.1:${ports.prometheus}` };
    const prometheus = await startPrometheus({
      config: configure(project, folder, targets),
      data,
      port: ports.prometheus,
      flags: project.prometheus.flags,
    });
    closing.push(() => prometheus.stop());
    return { prometheus, endpoints: targets, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

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
    simulator.writeHistory({ dir: join(folder, name), end: until, hours: length, step, instances });
  const files = [
    ...(hours > recent ? await write('older', end - recent * 3600, hours - recent, 60) : []),
    ...(await write('recent', end, recent, 30)),
  ];
  const samples = files.reduce((sum, file) => sum + file.samples, 0);
  say(`importing ${samples.toLocaleString('en')} samples`);
  await importBlocks({
    files: files.map(({ path }) => path),
    folder,
    data,
    next: 'npm start -- --hours 0, which needs no history',
    signal,
  });
  return { simulator, from: end - hours * 3600 };
}

/** The generated configuration, with only the targets that run here. */
function configure(
  { prometheus, rules }: Project,
  folder: string,
  targets: Readonly<Record<string, string>>,
): string {
  const config = prometheusConfig(
    { ...prometheus, alertmanagers: [], jobs: prometheus.jobs.filter(({ name }) => name in targets) },
    Object.fromEntries(Object.entries(targets).map(([job, address]) => [job, [address]])),
  );
  mkdirSync(join(folder, 'rules'));
  for (const file of rules) {
    writeFileSync(join(folder, 'rules', `${file.name}.rules.yml`), ruleFileText(file));
  }
  const path = join(folder, 'prometheus.yml');
  writeFileSync(path, yaml(config));
  return path;
}
