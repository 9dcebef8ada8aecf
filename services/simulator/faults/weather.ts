import { Failure } from '#lib';
import { type Conditions, worstOf } from './conditions.ts';
import { type FaultName, faults } from './faults.ts';

/** A fault that was injected: from when to when, in the simulation's time. */
export interface Injected {
  readonly fault: FaultName;
  readonly from: number;
  readonly to: number;
}

/** The faults of a simulation, past and to come. */
export interface Weather {
  /** Lets a fault happen, for as long as is said. */
  inject(fault: FaultName, from: number, seconds: number): Injected;
  /** What holds at a moment. */
  at(clock: number): Conditions;
  /** The faults that are there at a moment. */
  activeAt(clock: number): readonly Injected[];
}

/** Whether there is a fault of that name. */
export const isFault = (name: string): name is FaultName => Object.hasOwn(faults, name);

/** Begins without any fault. */
export function createWeather(): Weather {
  let injected: readonly Injected[] = [];
  const activeAt = (clock: number) => injected.filter(({ from, to }) => from < clock && clock <= to);
  return {
    activeAt,
    at: (clock) => worstOf(activeAt(clock).map(({ fault }) => faults[fault].conditions)),
    inject(fault, from, seconds) {
      if (!isFault(fault) || !(seconds > 0)) {
        throw new Failure(
          isFault(fault) ? `a fault cannot last for ${seconds} seconds` : `there is no fault "${fault}"`,
          { next: `one of ${Object.keys(faults).join(', ')}, for a number of seconds above 0` },
        );
      }
      const one: Injected = { fault, from, to: from + seconds };
      // What is over is of no interest any more.
      injected = [...injected.filter(({ to }) => to > from), one];
      return one;
    },
  };
}
