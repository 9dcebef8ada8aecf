// Eighth group: log events take exactly their fields.

import type { errorRaised as errorRaisedEvent } from '../../catalog/availability.ts';
import type { commandExecuted as commandExecutedEvent } from '../../catalog/commands.ts';
import type { EventInput, Logger } from '../../services/instrumentation/index.ts';
import { type Equal, holds } from './equal.ts';

declare const log: Logger<{
  readonly commandExecuted: typeof commandExecutedEvent;
  readonly errorRaised: typeof errorRaisedEvent;
}>;
const error = { component: 'api', error_type: 'Timeout', error_message: 'too late', impact: 'none' } as const;

log.errorRaised(error);
log.errorRaised({ ...error, level: 'FATAL', session_id: 'sess_abc123' });
log.commandExecuted({
  component: 'command_router',
  command: '/task',
  module_delegations: [{ module: 'tdd.md', status: 'success', duration_ms: 3 }],
  quality_gates: [],
  status: 'success',
});

// says: Object literal may only specify known properties, and 'colour' does not exist in type
// @ts-expect-error
log.errorRaised({ ...error, colour: 'red' });
// says: Property 'error_message' is missing in type
// @ts-expect-error
log.errorRaised({ component: 'api', error_type: 'Timeout', impact: 'none' });
// says: Type '"terrible"' is not assignable to type '"command_degraded" | "command_failed" | "none" | "session_failed"'
// @ts-expect-error
log.errorRaised({ ...error, impact: 'terrible' });
// says: Type '"DEBUG"' is not assignable to type '"ERROR" | "FATAL" | undefined'
// @ts-expect-error
log.errorRaised({ ...error, level: 'DEBUG' });
// says: Object literal may only specify known properties, and 'timestamp' does not exist in type
// @ts-expect-error
log.errorRaised({ ...error, timestamp: '2025-07-06T10:31:15Z' });
// says: Property 'moduleLoaded' does not exist on type
// @ts-expect-error
log.moduleLoaded({});

type Status = EventInput<typeof commandExecutedEvent>['status'];
holds<Equal<Status, 'cancelled' | 'degraded' | 'failure' | 'rejected' | 'success' | 'timeout' | undefined>>();
