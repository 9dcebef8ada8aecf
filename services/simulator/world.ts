import type { Metric } from '#lib';
import type { Handle } from '../instrumentation/index.ts';
import type { Conditions } from './faults/index.ts';
import type { Random } from './random.ts';

/** A command that ended in this step: what most other numbers follow from. */
export interface Command {
  readonly type: CommandType;
  readonly user: string;
  readonly complexity: 'low' | 'medium' | 'high' | 'critical';
  readonly status: 'success' | 'degraded' | 'failure' | 'timeout' | 'cancelled' | 'rejected';
}

/** The commands of the simulated framework. */
export type CommandType =
  | 'task'
  | 'swarm'
  | 'query'
  | 'auto'
  | 'dev'
  | 'init'
  | 'session'
  | 'docs'
  | 'protocol'
  | 'test';

/** A component that can be in trouble. */
export type Component =
  | 'command_router'
  | 'module_delegator'
  | 'session_manager'
  | 'quality_gates'
  | 'github_integration'
  | 'agent_coordinator'
  | 'auth'
  | 'config'
  | 'api';

/** What the parts of the simulation share. */
export interface World {
  readonly random: Random;
  /** Handle of a metric, in the registry of its endpoint. */
  of<Of extends Metric>(metric: Of): Handle<Of>;
  /** Components with an open incident, and how badly: their errors multiply by it. */
  readonly trouble: Map<Component, number>;
  /** What faults do to the framework now. */
  conditions: Conditions;
  /** Whether a fault strikes that strikes this share of all. Draws no chance where there is none, so a calm day stays as it was. */
  strikes(share: number): boolean;
}

/** One step of time. */
export interface Tick {
  /** Unix time at the end of the step, in seconds. */
  readonly clock: number;
  /** Length of the step, in seconds. */
  readonly seconds: number;
  /** How busy people are, 0 to 1. */
  readonly activity: number;
  /** How much longer everything takes than usual. */
  readonly slowness: number;
  /** Commands that ended in the step. */
  readonly commands: readonly Command[];
}

/** A part of the simulation: moves its metrics on by one step. */
export type Part = (tick: Tick) => void;
