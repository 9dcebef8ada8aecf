import type { Credential } from '../model/target.ts';

/** A value that is in a variable of the environment: `fromVariable('GRAFANA_TOKEN')`. */
export const fromVariable = (variable: string): Credential => ({ variable });

/** A value that is in a file, such as a mounted secret: `fromFile('/run/secrets/grafana-token')`. */
export const fromFile = (file: string): Credential => ({ file });
