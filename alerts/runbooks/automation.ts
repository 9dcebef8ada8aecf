import { above, ask, increase, type ResponseNotes, sum } from '#lib';
import { automationActions } from '../../catalog/incidents.ts';

/*
 * What automation does about an alert, told to those who come after it.
 */

/** What has been done lately. */
export const acted = ask(
  'What it did in the last hour:',
  above(sum(increase(automationActions, '1h'), { by: ['action', 'mode', 'outcome'] }), 0),
  '`mode="dry_run"` changed nothing: it only says what would have been done. `outcome="failure"` is now yours to do by hand. `skipped_...` means that the same was done a moment ago, is not allowed, or that too much was going on.',
);

/** Programs that alerts are sent to, by the name of their receiver. */
export const programs = {
  incidents:
    'It opened an incident, or added this alert to the one that is open, and its clock runs until every alert of it is over.',
  responses: 'It carries out the response below, once for each time the alert begins.',
  heartbeat: 'It waits for this alert from outside, and raises the alarm itself when it stops.',
} as const;

/** Responses, by the name that their trigger has in the label `response`. */
export const responses = {
  high_error_rate: {
    when: 'when more than 5 % of all work has ended in an error for 2 minutes',
    actions: [
      {
        action: 'enable_circuit_breaker',
        does: 'Opens the breakers of what errs: calls fail at once instead of waiting. `framework_circuit_breaker_state` is 1.',
        undo: 'When the alert is over, or after its time limit.',
      },
      {
        action: 'redirect_to_fallback_modules',
        does: 'Sends work to fallback modules, whose answers count as degraded. `framework_fallback_invocations_total` grows.',
        undo: 'When the alert is over.',
      },
      {
        action: 'notify_on_call_engineer',
        does: 'Pages level 2 under the key of the incident, so that it is one page and not two.',
        undo: 'Nothing to undo.',
      },
      {
        action: 'create_incident_ticket',
        does: 'Opens an issue on GitHub with the alert in it; a second one for the same incident is not made.',
        undo: 'Closed by a person, after the review.',
      },
    ],
  },
  performance_degradation: {
    when: 'when p95 of the response time has been above 300 ms for 3 minutes',
    actions: [
      {
        action: 'enable_auto_scaling',
        does: 'Lets the framework have more instances, up to a fixed maximum.',
        undo: 'When the alert is over; instances then go one by one.',
      },
      {
        action: 'optimize_module_caching',
        does: 'Makes the module cache larger and warms it. Memory use rises.',
        undo: 'When the alert is over.',
      },
      {
        action: 'reduce_quality_gate_scope',
        does: 'Skips quality gates that are slow. Never those of security, and only after a person approved.',
        undo: 'After 30 minutes at the latest. Work done in between has to be checked again.',
      },
      {
        action: 'alert_performance_team',
        does: 'Tells the performance team in Slack.',
        undo: 'Nothing to undo.',
      },
    ],
  },
  resource_exhaustion: {
    when: 'when the fullest instance has used more than 90 % of its CPU for 5 minutes',
    actions: [
      {
        action: 'scale_infrastructure_pods',
        does: 'Adds pods, up to a fixed maximum.',
        undo: 'When the alert is over; to the number that it found.',
      },
      {
        action: 'enable_request_throttling',
        does: 'Turns requests away above a limit. Commands are then `rejected`, which counts as nobody’s fault.',
        undo: 'When the alert is over, or after its time limit.',
      },
      {
        action: 'purge_non_essential_caches',
        does: 'Empties caches on a fixed list. The first answers after it are slow.',
        undo: 'Caches fill again by themselves.',
      },
      {
        action: 'escalate_to_infrastructure_team',
        does: 'Pages the infrastructure team.',
        undo: 'Nothing to undo.',
      },
    ],
  },
} as const satisfies Readonly<Record<string, ResponseNotes>>;
