import { createSimulator, type Simulator } from '../../services/simulator/index.ts';

/** A Tuesday at 10:00 UTC, when people are at work: a drill is played at the same hour, whenever it is played. */
const morning = Date.UTC(2026, 2, 3, 10) / 1000;

/** A simulated framework whose clock runs faster than everybody's. */
export interface World {
  readonly simulator: Simulator;
  /** Seconds of the world for one of everybody's. */
  readonly factor: number;
  /** What the world's clock shows now. */
  now(): number;
  /** What it showed at a moment, given in milliseconds since 1970. */
  at(milliseconds: number): number;
  /** Unix time, in everybody's seconds, of a moment of the world. */
  stamp(clock: number): number;
  /** Lets the world go on from where it is, until `stop`. */
  run(): { stop(): void };
}

/** How often the world moves, in everybody's milliseconds; steps are no longer than `stride` seconds of the world. */
const tick = 100;
const stride = 5;

/** Creates a world with a past of some hours. Its morning begins now. */
export function createWorld(spec: {
  readonly factor: number;
  readonly seed: number;
  readonly hours: number;
}): World {
  const { factor, seed, hours } = spec;
  const begun = Date.now() / 1000;
  // Time stamps of Prometheus have three decimals.
  const stamp = (clock: number): number => Math.round((begun + (clock - morning) / factor) * 1000) / 1000;
  const at = (milliseconds: number): number => morning + (milliseconds / 1000 - begun) * factor;
  const now = (): number => at(Date.now());
  const simulator = createSimulator({ seed, start: morning - hours * 3600, incidents: false, stamp });
  const advance = (): void => {
    // A fault must not be missed because the machine was busy for a moment.
    for (const to = now(); simulator.clock < to; ) simulator.step(Math.min(to, simulator.clock + stride));
  };
  return {
    simulator,
    factor,
    now,
    at,
    stamp,
    run() {
      advance();
      const timer = setInterval(advance, tick);
      return { stop: () => clearInterval(timer) };
    },
  };
}
