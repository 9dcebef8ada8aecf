import { type Answer, bare, ok, plain, Refusal } from '../answer.ts';
import { bodyOf, type Call, mustWrite, now, type Route } from '../call.ts';
import { newUid, nextId } from '../store.ts';
import { base } from './notifications.ts';
import { checkRule, checkRuleGroup, sentForGroups, sentProvenance } from './provenance.ts';
import { checkRuleFields, decodeRule, type SentRule, storedFields } from './rule-fields.ts';
import type { AlertRule, Json, Provenance } from './state.ts';

/** A rule as replies show it. The case of the keys is the API's: `orgID` and `folderUID` here, `folderUid` for groups. */
export const shownRule = (
  { org }: Call,
  { id, uid, folderUid, group, fields, updated, provenance }: AlertRule,
): Json => ({
  id,
  uid,
  orgID: org.id,
  folderUID: folderUid,
  ruleGroup: group,
  ...fields,
  updated,
  ...(provenance && { provenance }),
});

export const groupKey = ({ folderUid, group }: Pick<AlertRule, 'folderUid' | 'group'>): string =>
  `${folderUid}/${group}`;

/** The rule of an address; 9.4 answered 500 where there is none, later releases 404 without a body. */
function ruleOf({ org, params, profile }: Call): AlertRule {
  const rule = org.rules.rules.get(params.uid ?? '');
  if (rule) return rule;
  throw new Refusal(
    profile.missingRule === 404 ? bare(404) : plain(500, 'could not find alert rule', 'traced'),
  );
}

/** Titles are unique in org and folder, over all groups of the folder. `leaving` are rules that will be gone. */
export function refuseTakenTitles(
  { org }: Call,
  sent: readonly SentRule[],
  leaving: ReadonlySet<string>,
): void {
  const name = (folderUid: string, title: unknown) => `${folderUid}/${title}`;
  const taken = new Set(
    [...org.rules.rules.values()]
      .filter(({ uid }) => !leaving.has(uid))
      .map(({ folderUid, fields }) => name(folderUid, fields.title)),
  );
  for (const { folderUid, fields } of sent) {
    const key = name(folderUid, fields.title);
    if (taken.has(key))
      throw new Refusal(
        plain(
          400,
          'a conflicting alert rule is found: rule title under the same organisation and folder should be unique',
          'traced',
        ),
      );
    taken.add(key);
  }
}

/** Puts a rule into storage; one of that uid keeps its number. */
export function keepRule({ org, store }: Call, sent: SentRule, provenance: Provenance): AlertRule {
  const uid = sent.uid || newUid(store);
  const rule: AlertRule = {
    id: org.rules.rules.get(uid)?.id ?? nextId(store),
    uid,
    folderUid: sent.folderUid,
    group: sent.group,
    fields: storedFields(sent.fields),
    updated: now(),
    provenance,
  };
  org.rules.rules.set(uid, rule);
  return rule;
}

function create(call: Call): Answer {
  const sent = decodeRule(call, bodyOf(call));
  checkRuleFields(call, sent);
  mustWrite(call, sent.folderUid, 'alert.rules:create');
  if (call.org.rules.rules.has(sent.uid))
    throw new Refusal(plain(409, 'a conflicting alert rule is found: rule uid exists', 'traced'));
  refuseTakenTitles(call, [sent], new Set());
  const rule = keepRule(call, sent, sentProvenance(call));
  // No interval comes with a single rule: that of its group, or a minute.
  const { intervals } = call.org.rules;
  intervals.set(groupKey(rule), intervals.get(groupKey(rule)) ?? 60);
  return ok(shownRule(call, rule), 201);
}

/** Not an upsert. */
function update(call: Call): Answer {
  const stored = ruleOf(call);
  const sent = { ...decodeRule(call, bodyOf(call)), uid: stored.uid };
  checkRuleFields(call, sent);
  for (const uid of [stored.folderUid, sent.folderUid]) mustWrite(call, uid, 'alert.rules:write');
  const provenance = sentProvenance(call);
  checkRule(stored.provenance, provenance);
  refuseTakenTitles(call, [sent], new Set([stored.uid]));
  // In another group it goes to the end.
  if (groupKey(sent) !== groupKey(stored)) call.org.rules.rules.delete(stored.uid);
  const rule = keepRule(call, sent, provenance);
  const { intervals } = call.org.rules;
  intervals.set(groupKey(rule), intervals.get(groupKey(rule)) ?? 60);
  return ok(shownRule(call, rule));
}

/** 204 even for what is not there. */
function remove(call: Call): Answer {
  const { rules } = call.org.rules;
  const stored = rules.get(call.params.uid ?? '');
  if (!stored) return bare(204);
  mustWrite(call, stored.folderUid, 'alert.rules:delete');
  checkRuleGroup(call, 'delete', stored.provenance, sentForGroups(call));
  rules.delete(stored.uid);
  return bare(204);
}

const path = `${base}/alert-rules`;
const read = 'alert.provisioning:read';
const write = 'alert.provisioning:write';

export const ruleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    needs: read,
    handle: (call) => ok([...call.org.rules.rules.values()].map((rule) => shownRule(call, rule))),
  },
  { method: 'POST', path, needs: write, handle: create },
  { method: 'GET', path: `${path}/:uid`, needs: read, handle: (call) => ok(shownRule(call, ruleOf(call))) },
  { method: 'PUT', path: `${path}/:uid`, needs: write, handle: update },
  { method: 'DELETE', path: `${path}/:uid`, needs: write, handle: remove },
];
