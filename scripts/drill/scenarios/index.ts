import type { DrillScenario } from '../scenario.ts';
import { framework } from './framework.ts';
import { guarding } from './guards.ts';

/** Every scenario by name, in the order in which all of them are played. */
export const drillScenarios: Readonly<Record<string, DrillScenario>> = { ...framework, ...guarding };
export { unseen } from './unseen.ts';
