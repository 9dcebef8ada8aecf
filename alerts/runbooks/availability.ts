import {
  above,
  anyOf,
  ask,
  divide,
  increase,
  max,
  type RunbookFile,
  rate,
  runbook,
  sum,
  topk,
  where,
} from '#lib';
import { apiRequests, errors, fallbackInvocations, operations } from '../../catalog/availability.ts';
import { errorRateHigh, errorRatioOver1m, frameworkGone, highErrorRate } from '../availability.ts';
import {
  whatWasDeployed,
  whichBreakersAreOpen,
  whichComponentsAreIll,
  whichErrors,
  whichInstancesAnswer,
  whichTargetsAreDown,
} from './questions.ts';
import { afterDeployment, rollBack } from './steps.ts';

const shareByComponent = ask(
  'Where do errors happen, as a share of the work?',
  divide(
    sum(rate(where(operations, { outcome: 'error' }), '5m'), { by: ['component'] }),
    above(sum(rate(operations, '5m'), { by: ['component'] }), 0),
  ),
  'A component near 1 is broken; several at the same small share fail for a common reason. One with few operations moves the total little, however bad its share.',
);

const fallbacks = ask(
  'Are fallbacks taking over?',
  above(sum(increase(fallbackInvocations, '10m'), { by: ['component'] }), 0),
  'How often a fallback answered in ten minutes. Users then get less, but not errors. Nothing here while errors rise: the fallback is missing, or is what fails.',
);

const howManyUsers = ask(
  'What did the errors do to the work of users?',
  sum(increase(errors, '10m'), { by: ['impact'] }),
  '`command_failed` and `session_failed` are what users see. Only `none` and `command_degraded`: no hurry, and no announcement.',
);

/** Runbooks of this subject. */
export const availability: RunbookFile = {
  name: 'availability',
  runbooks: [
    runbook(frameworkGone, {
      meaning:
        'Two alerts have this name. `seen="from-outside"`: no instance answers scrapes, or service discovery has lost them all, so nothing more is known. `seen="from-inside"`: instances answer, and every one of them reports health 0, so the processes live and something that they all need does not.',
      impact:
        'Nobody can work: commands are not accepted, sessions hang. While it fires, alerts about what users see of the framework are kept quiet, so that this is the only page.',
      diagnosis: [whichInstancesAnswer, whichComponentsAreIll, whatWasDeployed, whichTargetsAreDown],
      mitigation: [
        `From outside, all instances at 0 after a deployment: roll back, ${rollBack}.`,
        'From outside, without a deployment: see whether the processes run (`kubectl -n claude-framework get pods`, or the service manager). Killed for memory: start them with a higher limit. Running but silent: `curl -m 5 http://framework-metrics:8080/metrics` from the machine of Prometheus tells network trouble from a process that hangs.',
        'From outside, no series of `up` at all: mend the targets of the job `claude-framework` in `generated/prometheus/prometheus.yml`, or what discovers them; the framework itself may be fine.',
        'From inside: repair the component at 0. `config`: restore the last signed configuration, see [FrameworkConfigurationCorruption](FrameworkConfigurationCorruption.md). `auth`: test the identity provider. `session_manager`: test its storage.',
        'Tell users on the status page within 15 minutes, even if all that is known is that it is known.',
        'Back when `framework:up:bool` is 1 and no component is at 0. The alert goes on for 2 minutes more, so that a restart in a loop is one incident.',
      ],
      responses: ['high_error_rate'],
    }),
    runbook(errorRateHigh, {
      meaning:
        'More than 2 % of all units of work in any component ended in an error over ten minutes, and at least five did. It counts work inside the framework, not commands: one command is many operations, and some errors are repaired before anybody sees them.',
      impact:
        'Some users are affected, or will be. At 5 % automation opens circuit breakers, and [FrameworkCommandFailureRateCritical](FrameworkCommandFailureRateCritical.md) follows when commands themselves fail.',
      diagnosis: [
        shareByComponent,
        whichErrors,
        howManyUsers,
        ask(
          'Which routes refuse or fail requests?',
          topk(
            5,
            sum(increase(where(apiRequests, { status_code: anyOf('4xx', '5xx') }), '10m'), {
              by: ['endpoint', 'method', 'status_code'],
            }),
          ),
          'Requests of ten minutes. `4xx` on one route is a client that sends nonsense; `5xx` on one route is a fault behind it; `5xx` on all routes is one they share.',
        ),
        whichBreakersAreOpen,
        whatWasDeployed,
      ],
      mitigation: [
        afterDeployment,
        'One component: restart one of its instances. If that one stays free of errors, restart the others one by one; if not, leave the rest as evidence and find out what the errors say.',
        'Mostly `Timeout`: look at what is waited for (breakers, GitHub, the model provider), and open its breaker by hand if it is not open yet.',
        'Mostly `ValidationError` without an impact: somebody sends nonsense. The route with the most refused requests leads to the client; lower its limit.',
        'Over when the share of ten minutes is below 2 % again: that is up to ten minutes after the last error.',
      ],
      responses: ['high_error_rate'],
    }),
    runbook(highErrorRate, {
      meaning:
        'More than 5 % of the work of a minute has ended in an error for two minutes. The alert is for automation and pages nobody; it is the trigger of the response below.',
      impact:
        'Breakers open and fallbacks answer: users get degraded answers in place of errors. What is wrong stays wrong until a person repairs it.',
      diagnosis: [
        ask(
          'Did the response help?',
          max(errorRatioOver1m, { by: ['environment'] }),
          'Share of the last minute. It should fall within two minutes of the action. If it does not, what errs has no breaker, or the fallback errs too.',
        ),
        shareByComponent,
        fallbacks,
        whichErrors,
      ],
      mitigation: [
        'See below what was really done: by default automation only says what it would do.',
        'A failed action is yours: open the breaker of the component at the top, then route its work to its fallback.',
        'Repair the cause as in [FrameworkErrorRateHigh](FrameworkErrorRateHigh.md).',
        'Do not close breakers by hand while the alert fires: they are closed when it is over, and opened again when it returns.',
      ],
    }),
  ],
};
