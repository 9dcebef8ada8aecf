import { above, ask, increase, type ResponseNotes, sum } from '#lib';
import { automationActions } from '../../catalog/incidents.ts';
import { type ActionName, type ActionSpec, actions, type Effect, responses } from '../responses.ts';

/*
 * What automation does about an alert, told to those who come after it. What an action does and how it ends is read from its
 * definition; written by hand is only what that looks like from outside.
 */

/** What has been done lately. */
export const acted = ask(
  'What it did in the last hour:',
  above(sum(increase(automationActions, '1h'), { by: ['action', 'mode', 'outcome'] }), 0),
  '`mode="dry_run"` changed nothing: it only says what would have been done. `outcome="failure"` is now yours to do by hand. `skipped_...` means that the same was done a moment ago, is not allowed, or that too much was going on. To stop automation altogether there is a kill switch: see [MonitoringAutomationFailing](MonitoringAutomationFailing.md).',
);

/** Programs that alerts are sent to, by the name of their receiver. */
export const programs = {
  incidents:
    'It opened an incident, or added this alert to the one that is open, and its clock runs until every alert of it is over.',
  responses: 'It carries out the response below, once for each time the alert begins.',
  heartbeat: 'It waits for this alert from outside, and raises the alarm itself when it stops.',
} as const;

/** What people see of an action beside what its definition says. */
const seen: Readonly<Partial<Record<ActionName, string>>> = {
  enable_circuit_breaker:
    'Calls of what errs fail at once instead of waiting, and `framework_circuit_breaker_state` is 1.',
  redirect_to_fallback_modules:
    'Fallback modules answer, which counts as degraded, and `framework_fallback_invocations_total` grows.',
  enable_auto_scaling: 'The framework may start more instances.',
  optimize_module_caching: 'More modules stay loaded, and memory use rises.',
  reduce_quality_gate_scope: 'What passed with fewer gates has to be checked again.',
  enable_request_throttling:
    'Requests above a limit are turned away: their commands are `rejected`, which counts as nobody’s fault.',
  purge_non_essential_caches: 'The first answers after it are slow.',
};

const quoted = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ');

const called = (who: string): string => (/^\d$/.test(who) ? `level ${who}` : `the ${who} team`);

/** What it does, in a sentence. */
function does(effect: Effect): string {
  switch (effect.via) {
    case 'control':
      return `Sets \`${effect.control}\` of the framework to \`${JSON.stringify(effect.state)}\`.`;
    case 'purge':
      return `Empties the caches ${quoted(effect.caches)}, and no others.`;
    case 'scale':
      return `Gives the deployment \`${effect.namespace}/${effect.deployment}\` ${effect.add} pods more, up to ${effect.most}.`;
    case 'page':
      return effect.who === 'by-level'
        ? 'Pages the next level of the escalation.'
        : `Pages ${called(effect.who)} in PagerDuty, one page however often it is asked for.`;
    case 'message':
      return `Tells \`${effect.channel}\` in Slack.`;
    case 'ticket':
      return `Opens an issue on GitHub, labelled ${quoted(effect.labels)}; a second one for the same trouble is not made.`;
  }
}

/** How it ends, in a sentence. */
function ends(effect: Effect): string {
  const whenOver = 'when the alert is over';
  switch (effect.via) {
    case 'control':
      return `Put back as it was ${whenOver}${effect.ttl ? `, and after ${effect.ttl} at the latest` : ''}.`;
    case 'scale':
      return `Put back to as many as there were ${whenOver}${effect.ttl ? `, and after ${effect.ttl} at the latest` : ''}.`;
    case 'page':
      return `The page is resolved ${whenOver}.`;
    case 'purge':
      return 'Not taken back: caches fill again by themselves.';
    case 'message':
      return 'Not taken back: it was said.';
    case 'ticket':
      return 'Not taken back: a person closes it, after the review.';
  }
}

/** What a page says of one action. */
function noteOf(action: ActionName): ResponseNotes[number] {
  const { effect, approval }: ActionSpec = actions[action];
  const parts = [does(effect), approval && 'Only after a person approved.', seen[action]];
  return { action, does: parts.filter(Boolean).join(' '), undo: ends(effect) };
}

/** Responses, by the name that their trigger has in the label `response`. */
export const responseNotes: Readonly<Record<string, ResponseNotes>> = Object.fromEntries(
  Object.entries(responses).map(([name, itsActions]) => [name, itsActions.map(noteOf)]),
);
