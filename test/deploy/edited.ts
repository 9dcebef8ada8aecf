import { percent } from '#lib';
import { definitions } from './definitions.ts';

/** The same after an edit of every panel. */
export const project = definitions({ bad: percent(8), window: '10m' });
