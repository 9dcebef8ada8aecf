import { definitions } from './definitions.ts';

/** What is deployed first. */
export const project = definitions();
