import { percent } from '#lib';
import { definitions } from './definitions.ts';
import { loggingSystem } from './elastic/system.ts';

/** The same after an edit of every definition. */
export const project = {
  ...loggingSystem({ revision: 2 }),
  ...definitions({ bad: percent(8), window: '10m' }),
};
