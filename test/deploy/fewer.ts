import { definitions } from './definitions.ts';

/** The same without one of its dashboards. */
export const project = definitions({ dashboards: ['errors'] });
