import { type Answer, badRequest, bare, coded, ok, plain, Refusal } from '../answer.ts';
import { bodyOf, type Call, isObject, listIn, mustWrite, numberIn, type Route } from '../call.ts';
import { base } from './notifications.ts';
import { checkRuleGroup, sentForGroups } from './provenance.ts';
import { checkRuleFields, decodeRule, type SentRule } from './rule-fields.ts';
import { groupKey, keepRule, refuseTakenTitles, shownRule } from './rules.ts';
import type { AlertRule, Json, Provenance } from './state.ts';

/** Where a group lives: its address, whatever the body says. */
const placeOf = ({ params: { folderUid = '', group = '' } }: Call) => ({ folderUid, group });

const rulesOf = (call: Call): readonly AlertRule[] =>
  [...call.org.rules.rules.values()].filter((rule) => groupKey(rule) === groupKey(placeOf(call)));

const missing = coded(404, 'alerting.ruleGroup.notFound', 'Rule group not found');

function get(call: Call): Answer {
  const rules = rulesOf(call);
  if (rules.length === 0) throw new Refusal(missing);
  const { folderUid, group } = placeOf(call);
  return ok({
    title: group,
    folderUid,
    interval: call.org.rules.intervals.get(groupKey(rules[0] as AlertRule)) ?? 60,
    // Without their provenance: a client has to ask for each rule.
    rules: rules.map(({ provenance: _provenance, ...rule }) => shownRule(call, { ...rule, provenance: '' })),
  });
}

function put(call: Call): Answer {
  const { org } = call;
  const place = placeOf(call);
  const body = bodyOf(call);
  const interval = numberIn(body, 'interval');
  if (interval <= 0 || interval % 10 !== 0)
    throw new Refusal(
      plain(
        400,
        `interval (${interval}s) should be non-zero and divided exactly by scheduler interval: 10`,
        'traced',
      ),
    );
  if (!org.folders.has(place.folderUid)) throw new Refusal(plain(400, 'folder does not exist', 'traced'));
  mustWrite(call, place.folderUid, 'alert.rules:write');
  const sent = listIn(body, 'rules').map((rule) => {
    if (!isObject(rule)) throw new Refusal(badRequest);
    return { ...decodeRule(call, rule), ...place };
  });
  for (const rule of sent) checkRuleFields(call, rule);
  const here = rulesOf(call);
  const provenance = sentForGroups(call);
  const moving = sent.flatMap(({ uid }) => org.rules.rules.get(uid) ?? []);
  for (const rule of new Set([...here, ...moving]))
    checkRuleGroup(
      call,
      sent.some(({ uid }) => uid === rule.uid) ? 'update' : 'delete',
      rule.provenance,
      provenance,
    );
  // Absent or null keeps the rules and changes the interval; an empty list deletes them (12.0 alert_rules.go).
  if (body.rules !== undefined && body.rules !== null) {
    const leaving = new Set([...here, ...moving].map(({ uid }) => uid));
    refuseTakenTitles(call, sent, leaving);
    replace(call, here, sent, provenance);
  }
  if (rulesOf(call).length > 0) org.rules.intervals.set(groupKey(place), interval);
  else org.rules.intervals.delete(groupKey(place));
  // An echo of the request as it was decoded, not what was stored.
  return ok({
    title: place.group,
    folderUid: place.folderUid,
    interval,
    rules: sent.map((rule) => echo(call, rule)),
  });
}

/** Rules that are not listed go; the order of the list is that of evaluation. */
function replace(
  call: Call,
  here: readonly AlertRule[],
  sent: readonly SentRule[],
  provenance: Provenance,
): void {
  const { rules } = call.org.rules;
  const listed = new Set(sent.map(({ uid }) => uid));
  for (const { uid } of here) if (!listed.has(uid)) rules.delete(uid);
  for (const rule of sent) {
    const kept = keepRule(call, rule, provenance);
    // To the end, so that the order of the list becomes that of the map.
    rules.delete(kept.uid);
    rules.set(kept.uid, kept);
  }
}

const echo = (call: Call, { uid, folderUid, group, fields }: SentRule): Json =>
  shownRule(call, { id: 0, uid, folderUid, group, fields, updated: '0001-01-01T00:00:00Z', provenance: '' });

function remove(call: Call): Answer {
  const rules = rulesOf(call);
  // There is no such route before 11.
  if (!call.profile.deleteRuleGroup) return plain(404, 'Not found');
  if (rules.length === 0) throw new Refusal(missing);
  mustWrite(call, placeOf(call).folderUid, 'alert.rules:delete');
  for (const { provenance } of rules) checkRuleGroup(call, 'delete', provenance, sentForGroups(call));
  for (const { uid } of rules) call.org.rules.rules.delete(uid);
  call.org.rules.intervals.delete(groupKey(placeOf(call)));
  return bare(204);
}

const path = `${base}/folder/:folderUid/rule-groups/:group`;

export const ruleGroupRoutes: readonly Route[] = [
  { method: 'GET', path, needs: 'alert.provisioning:read', handle: get },
  { method: 'PUT', path, needs: 'alert.provisioning:write', handle: put },
  { method: 'DELETE', path, needs: 'alert.provisioning:write', handle: remove },
];
