import { definitions } from './definitions.ts';
import { loggingSystem } from './elastic/system.ts';

/** The same with nothing in Kibana any more. */
export const project = { ...loggingSystem(), kibana: [], ...definitions() };
