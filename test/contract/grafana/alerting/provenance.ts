import { type Answer, coded, plain, Refusal } from '../answer.ts';
import type { Call } from '../call.ts';
import type { Provenance } from './state.ts';

/** What a write leaves behind. The presence of X-Disable-Provenance counts, whatever its value. */
export const sentProvenance = (call: Pick<Call, 'header'>): Provenance =>
  call.header('x-disable-provenance') === undefined ? 'api' : '';

/** The same for rule groups and deletes of rules, where 9.4 hard-codes "api" (api_provisioning.go). */
export const sentForGroups = (call: Call): Provenance =>
  call.profile.ruleGroupsAlwaysApi ? 'api' : sentProvenance(call);

/** Rule groups and deletes of rules: the same again, or away from api (validation/provenance.go 11-13). A file is final. */
export function checkRuleGroup(
  { profile }: Call,
  verb: 'update' | 'delete',
  stored: Provenance,
  sent: Provenance,
): void {
  if (stored === '' || stored === sent) return;
  const relaxed = profile.ruleProvenance === 'api-to-none';
  if (relaxed && sent === '' && (stored === 'api' || stored === 'converted_prometheus')) return;
  const message = `cannot ${verb} with provided provenance '${sent}', needs '${stored}'`;
  throw new Refusal(
    relaxed ? coded(409, 'alerting.provenanceMismatch', message) : plain(500, message, 'traced'),
  );
}

/** A single rule: the same again, whatever the release (12.0 alert_rules.go). */
export function checkRule(stored: Provenance, sent: Provenance): void {
  if (stored !== '' && stored !== sent) throw new Refusal(changed(stored, sent));
}

const changed = (stored: Provenance, sent: Provenance): Answer =>
  plain(500, `cannot change provenance from '${stored}' to '${sent}'`, 'traced');

/** Contact points, templates and mute timings. Policies have no such check: the last writer wins. */
export function checkNotification({ profile }: Call, stored: Provenance, sent: Provenance): void {
  if (stored === '' || stored === sent) return;
  if (profile.notificationProvenance === 'equal') throw new Refusal(changed(stored, sent));
  const refused =
    profile.notificationProvenance === 'never-to-none' ? sent === '' : stored === 'converted_prometheus';
  if (refused)
    throw new Refusal(
      coded(
        403,
        'alerting.notifications.invalidProvenance',
        `Provided provenance status '${sent}' is incompatible with the current one '${stored}'`,
      ),
    );
}
