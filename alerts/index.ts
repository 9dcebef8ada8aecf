import type { RuleFile } from '#lib';
import { availability } from './availability.ts';
import { capacity } from './capacity.ts';
import { commands } from './commands.ts';
import { github } from './github.ts';
import { qualityGates } from './quality-gates.ts';
import { sessions } from './sessions.ts';
import { users } from './users.ts';

export { actions, escalation, responses } from './responses.ts';
export { routing } from './routing.ts';

/** The rules of every subject. */
export const rules: readonly RuleFile[] = [
  availability,
  capacity,
  commands,
  github,
  qualityGates,
  sessions,
  users,
];
