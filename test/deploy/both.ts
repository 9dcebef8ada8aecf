import { definitions } from './definitions.ts';
import { loggingSystem } from './elastic/system.ts';

/** A system with something for Grafana, for Elasticsearch and for Kibana. */
export const project = { ...loggingSystem(), ...definitions() };
