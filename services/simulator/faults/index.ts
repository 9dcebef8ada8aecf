/** What can go wrong in the simulated framework. */
export { type Conditions, calm, worstOf } from './conditions.ts';
export { type Fault, type FaultName, faults } from './faults.ts';
export { createWeather, type Injected, isFault, type Weather } from './weather.ts';
