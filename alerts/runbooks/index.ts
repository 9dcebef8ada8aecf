import type { Runbooks } from '#lib';
import { acted, programs, responseNotes } from './automation.ts';
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

const upwards =
  'PagerDuty goes up while nobody acknowledges: from level 1 to level 2 after 5 minutes, from level 2 to level 3 after 15.';

/** What to do about every alert. */
export const runbooks: Runbooks = {
  files: [
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
  ],
  levels: {
    1: 'support, who acknowledge, look at what automation did, and judge how bad it is',
    2: 'engineering, who find the cause and intervene by hand',
    3: 'architecture, who approve emergency changes and plan what lasts',
    executive: 'leadership, who decide on people, money and what customers are told',
  },
  urgency: {
    critical: `Somebody answers within 5 minutes. ${upwards} After two hours [FrameworkExecutiveEscalation](FrameworkExecutiveEscalation.md) calls leadership.`,
    high: `Somebody answers within 15 minutes. ${upwards}`,
    medium:
      'Nobody is woken: the team answers within the hour, in Slack. If users turn out to be affected, open an incident and page level 2.',
    low: 'It waits for office hours, 08:00 to 18:00 UTC on weekdays, and is answered within 4 hours of them. Nobody is paged.',
  },
  programs,
  responses: responseNotes,
  acted,
};
