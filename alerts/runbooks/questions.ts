import { above, ask, equal, increase, max, sort, subtract, sum, time, topk, unequal, where } from '#lib';
import { circuitBreakerState, errors, healthStatus } from '../../catalog/availability.ts';
import { deploymentTimestamp } from '../../catalog/delivery.ts';
import { up } from '../../catalog/monitoring.ts';
import { rollBack } from './steps.ts';

/*
 * Questions that many runbooks begin with.
 */

/** Most incidents follow a change. */
export const whatWasDeployed = ask(
  'Was something deployed lately?',
  sort(subtract(time(), max(deploymentTimestamp, { by: ['environment', 'version'] }))),
  `Seconds since each of the last three versions went live. If the trouble began within minutes of the newest one, take that as the cause and roll back first (${rollBack}); find out why later.`,
);

/** Which part errs, and how. */
export const whichErrors = ask(
  'Which component errs, and with what?',
  topk(10, above(sum(increase(errors, '10m'), { by: ['component', 'error_type', 'impact'] }), 0)),
  'Errors of ten minutes. One component at the top is where to look; many with `Timeout` share something that they all wait for, such as a model or GitHub. `impact` says what it did to the work at hand.',
);

/** By their own account. */
export const whichComponentsAreIll = ask(
  'Which components say that they are not well?',
  unequal(max(healthStatus, { by: ['environment', 'component'] }), 1),
  '0 is down, 0.5 degraded; a component that is well is not listed. `config`, `auth` and `command_router` take everything else down with them: begin there.',
);

/** A breaker that is open answers for something that is not there. */
export const whichBreakersAreOpen = ask(
  'Which circuit breakers are open?',
  above(max(circuitBreakerState, { by: ['environment', 'breaker'] }), 0),
  '1 is open, 0.5 tries again. `llm` or `github`: the trouble is on the other side, so look at their status page. `module-loader`: modules cannot be read from disk.',
);

/** Whether processes answer. */
export const whichInstancesAnswer = ask(
  'Which instances of the framework answer scrapes?',
  where(up, { job: 'claude-framework' }),
  'One series for each instance; 0 does not answer. One of several at 0: replace it. All at 0: the deployment, the network or the machines. No series at all: service discovery has lost them.',
);

/** What cannot be scraped cannot be judged. */
export const whichTargetsAreDown = ask(
  'Which other targets are down?',
  equal(up, 0),
  'Several at once share a network, a machine or a deployment: repair that, not each of them.',
);
