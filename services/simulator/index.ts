/** A framework that does not exist, at work: for a first look, for tests, and for trying out an alert. */

export { type FaultName, faults, type Injected, isFault } from './faults/index.ts';
export type { HistoryFile, HistoryOptions } from './history.ts';
export { defaultPorts, type OwnJob, type Ports, type Serving } from './serve.ts';
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
