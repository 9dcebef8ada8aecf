import { exposedBy, ownJobs } from '../../catalog/index.ts';
import { createMetrics, type Metrics } from '../instrumentation/index.ts';
import { activity, slowness } from './day.ts';
import { type HistoryFile, type HistoryOptions, writeHistory } from './history.ts';
import { availability } from './parts/availability.ts';
import { capacity } from './parts/capacity.ts';
import { commands, commandsOf } from './parts/commands.ts';
import { delivery } from './parts/delivery.ts';
import { github } from './parts/github.ts';
import { incidents } from './parts/incidents.ts';
import { modules } from './parts/modules.ts';
import { monitoring } from './parts/monitoring.ts';
import { qualityGates } from './parts/quality-gates.ts';
import { security } from './parts/security.ts';
import { sessions } from './parts/sessions.ts';
import { users } from './parts/users.ts';
import { createRandom } from './random.ts';
import { type OwnJob, type Ports, type Serving, serve } from './serve.ts';
import type { Component, World } from './world.ts';

/** What a simulation starts from. Equal options and equal steps give equal expositions, byte for byte. */
export interface SimulatorOptions {
  readonly seed: number;
  /** Unix time, in seconds, at which the simulation begins. */
  readonly start: number;
  /** Default `production`. */
  readonly environment?: string;
}

/** A framework that does not exist, at work. */
export interface Simulator {
  /** Unix time that the simulation has reached. */
  readonly clock: number;
  /** Moves on to `clock`. A clock that stands still or goes back moves nothing. */
  step(clock: number): void;
  /** The registry of an endpoint. */
  metrics(job: OwnJob): Metrics;
  /** Serves every endpoint on a port of its own. */
  serve(options?: { readonly ports?: Ports; readonly host?: string }): Promise<Serving>;
  /** Moves on to `end` and writes down what was to be seen on the way. Live steps continue from there. */
  writeHistory(options: HistoryOptions): Promise<readonly HistoryFile[]>;
}

const parts = [
  commands,
  modules,
  qualityGates,
  sessions,
  availability,
  github,
  security,
  capacity,
  users,
  delivery,
  incidents,
  monitoring,
] as const;

/** How long the framework has been at work before anybody looks, in steps of a minute: sessions are open, counters moved. */
const warmUp = 60;

/** Creates a simulation at its start. */
export function createSimulator(options: SimulatorOptions): Simulator {
  let clock = options.start - warmUp * 60;
  const labels = { environment: options.environment ?? 'production' };
  const userNames = { key: `simulator ${options.seed}`, now: () => clock };
  const registries = new Map<string, Metrics>(
    ownJobs.map((job) => [job.name, createMetrics({ metrics: exposedBy(job), labels, users: userNames })]),
  );
  const registry = (job: string): Metrics =>
    registries.get(job) ?? (registries.get(ownJobs[0].name) as Metrics);

  const world: World = {
    random: createRandom(options.seed),
    of: (metric) => registry(metric.job.name).of(metric),
    trouble: new Map<Component, number>(),
  };
  const running = parts.map((part) => part(world));

  const step = (to: number): void => {
    if (to <= clock) return;
    const moment = { clock: to, seconds: to - clock, activity: activity(to), slowness: slowness(to) };
    clock = to;
    const tick = { ...moment, commands: commandsOf(world, moment) };
    for (const part of running) part(tick);
  };
  for (let at = 0; at < warmUp; at++) step(clock + 60);

  const simulator: Simulator = {
    get clock() {
      return clock;
    },
    step,
    metrics: registry,
    serve: ({ ports, host } = {}) => serve(registries as ReadonlyMap<OwnJob, Metrics>, ports ?? {}, host),
    writeHistory: (history) => writeHistory(simulator, history),
  };
  return simulator;
}
