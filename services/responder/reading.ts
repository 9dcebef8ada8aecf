import { escalation, responses } from '../../alerts/responses.ts';
import { severity as severities } from '../../catalog/labels.ts';
import type { Context } from './context.ts';
import type { Episode } from './episode.ts';
import type { DeliveredAlert } from './webhook.ts';

/** What an alert must be to be dealt with, read from its labels. */
export type Reading = Pick<
  Episode,
  'key' | 'response' | 'environment' | 'subject' | 'level' | 'severity' | 'alertname'
>;

/** Reads an alert, or says in a sentence why nothing can be done about it. */
export function read(
  { settings }: Context,
  kind: Episode['kind'],
  { labels, fingerprint }: DeliveredAlert,
): Reading | string {
  const own = settings.RESPONDER_ENVIRONMENT;
  const {
    response = '',
    environment = own,
    subject = '',
    severity = '',
    alertname = 'an alert without a name',
  } = labels;
  if (environment !== own)
    return `it is of the environment "${environment}", and this responder acts in "${own}"`;
  // Whom Alertmanager calls first where an alert does not say: see alerts/routing.ts.
  const level = labels.level ?? (severity === 'critical' ? '1' : '2');
  const reading = { response, environment, subject, level, severity, alertname };
  if (kind === 'automation') {
    if (!Object.hasOwn(responses, response))
      return `there is no response "${response}": alerts/responses.ts has ${Object.keys(responses).join(', ')}`;
    return { ...reading, key: fingerprint };
  }
  if (!(severities.values as readonly string[]).includes(severity))
    return `there is no severity "${severity}": catalog/labels.ts has ${severities.values.join(', ')}`;
  if (!escalation.levels.some((each) => each.level === level))
    return `level "${level}" opens no incident: alerts/responses.ts has ${escalation.levels.map((each) => each.level).join(', ')}`;
  return { ...reading, response: '', key: `${environment}/${subject || alertname}` };
}
