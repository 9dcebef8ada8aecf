import type { Metric } from '#lib';
import { exposedBy, ownJobs } from '../../catalog/index.ts';
import { createMetrics, type GaugeHandle, type Handle, type Metrics } from '../instrumentation/index.ts';
import { activity, slowness } from './day.ts';
import { calm, createWeather, type FaultName, type Injected } from './faults/index.ts';
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
import type { Component, Part, World } from './world.ts';

/** What a simulation starts from. Equal options and equal steps give equal expositions, byte for byte. */
export interface SimulatorOptions {
  readonly seed: number;
  /** Unix time, in seconds, at which the simulation begins. */
  readonly start: number;
  /** Default `production`. */
  readonly environment?: string;
  /** Whether incidents are made up, with components in trouble. Default true; a drill has real ones. */
  readonly incidents?: boolean;
  /**
   * Unix time to write down for a moment of the simulation: as the value of a time stamp, and beside the samples of a history.
   * Default the moment itself; a clock that runs faster than everybody's needs another.
   */
  readonly stamp?: (clock: number) => number;
  /** Sees each step, but for those before anybody looks. */
  readonly witness?: Part;
}

/** A framework that does not exist, at work. */
export interface Simulator {
  /** Unix time that the simulation has reached. */
  readonly clock: number;
  /** Lets something go wrong from now on, for a number of seconds. */
  inject(fault: FaultName, seconds: number): Injected;
  /** What goes wrong now. */
  readonly faults: readonly Injected[];
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

  const random = createRandom(options.seed);
  const weather = createWeather();
  const world: World = {
    random,
    of: (metric) => stamped(metric, registry(metric.job.name).of(metric), options.stamp),
    trouble: new Map<Component, number>(),
    conditions: calm,
    strikes: (share) => share > 0 && random.chance(share),
  };
  const running = parts
    .filter((part) => part !== incidents || options.incidents !== false)
    .map((part) => part(world));

  const step = (to: number): void => {
    if (to <= clock) return;
    world.conditions = weather.at(to);
    const slower = slowness(to) * world.conditions.slowness;
    const moment = { clock: to, seconds: to - clock, activity: activity(to), slowness: slower };
    clock = to;
    const tick = { ...moment, commands: commandsOf(world, moment) };
    for (const part of running) part(tick);
    if (to > options.start) options.witness?.(tick);
  };
  for (let at = 0; at < warmUp; at++) step(clock + 60);

  const simulator: Simulator = {
    get clock() {
      return clock;
    },
    step,
    get faults() {
      return weather.activeAt(clock);
    },
    inject: (fault, seconds) => weather.inject(fault, clock, seconds),
    metrics: registry,
    serve: ({ ports = {}, host } = {}) =>
      serve(registries as ReadonlyMap<OwnJob, Metrics>, {
        ports,
        ...(host && { host }),
        isSilent: (job) => world.conditions.silent.includes(job),
      }),
    writeHistory: (history) =>
      writeHistory(simulator, { ...(options.stamp && { stamp: options.stamp }), ...history }),
  };
  return simulator;
}

/** A gauge that holds a point in time is given that of everybody's clock; others are left as they are. */
function stamped<Of extends Metric>(
  metric: Of,
  handle: Handle<Of>,
  stamp: SimulatorOptions['stamp'],
): Handle<Of> {
  if (!stamp || metric.kind !== 'gauge' || metric.unit !== 'timestamp') return handle;
  const gauge = handle as GaugeHandle<unknown>;
  return { ...gauge, set: (labels: unknown, at: number) => gauge.set(labels, stamp(at)) } as Handle<Of>;
}
