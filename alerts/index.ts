import type { RuleFile } from '#lib';
import { availability } from './availability.ts';
import { capacity } from './capacity.ts';
import { commands } from './commands.ts';
import { github } from './github.ts';
import { incidents } from './incidents.ts';
import { modules } from './modules.ts';
import { monitoring } from './monitoring.ts';
import { performance } from './performance.ts';
import { promises } from './promises.ts';
import { qualityGates } from './quality-gates.ts';
import { security } from './security.ts';
import { sessions } from './sessions.ts';
import { telemetry } from './telemetry.ts';
import { users } from './users.ts';

export { actions, escalation, responses } from './responses.ts';
export { routing } from './routing.ts';

/** The rules of every subject. */
export const rules: readonly RuleFile[] = [
  availability,
  capacity,
  commands,
  github,
  incidents,
  modules,
  monitoring,
  performance,
  promises,
  qualityGates,
  security,
  sessions,
  telemetry,
  users,
];
