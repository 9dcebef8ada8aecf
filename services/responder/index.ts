/** Carries out what the alerts call for. */
export { type AuditRow, trail, verify } from './audit.ts';
export { type Clock, createClock } from './clock.ts';
export { readDatabase } from './database.ts';
export { type Responder, startResponder } from './responder.ts';
export { readSettings, type Settings } from './settings.ts';
