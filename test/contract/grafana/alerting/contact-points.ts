import { type Answer, coded, ok, plain, Refusal } from '../answer.ts';
import { bodyOf, type Call, flagIn, objectIn, textIn, uidProblem } from '../call.ts';
import { newUid, type Org } from '../store.ts';
import { nodesOf, route } from './notifications.ts';
import { checkNotification, sentProvenance } from './provenance.ts';
import { checkSettings, withoutSecrets, withSecrets } from './secret-settings.ts';
import type { ContactPoint } from './state.ts';

function contactPointOf({ org, params }: Call): ContactPoint {
  const found = org.alertmanager.contactPoints.get(params.uid ?? '');
  if (!found)
    throw new Refusal(
      coded(404, 'alerting.notifications.contact-points.notFound', 'Contact point not found'),
    );
  return found;
}

/** A contact point as replies show it. */
const shown = ({ provenance, settings, ...rest }: ContactPoint) => ({
  ...rest,
  settings: withoutSecrets(rest.type, settings),
  ...(provenance && { provenance }),
});

/** By name and uid, not in the order in which they came. */
function list({ org, query }: Call): Answer {
  const name = query.get('name');
  const all = [...org.alertmanager.contactPoints.values()].filter((one) => !name || one.name === name);
  const order = ({ name, uid }: ContactPoint) => `${name}\n${uid}`;
  return ok(all.sort((a, b) => (order(a) < order(b) ? -1 : 1)).map(shown));
}

function sent(call: Call, stored?: ContactPoint): ContactPoint {
  const body = bodyOf(call);
  // Secrets belong into settings; this key of the older API is an error of the server here.
  if ('secureSettings' in body) throw new Refusal(plain(500, 'Internal Server Error', 'traced'));
  const type = textIn(body, 'type');
  const point: ContactPoint = {
    uid: stored?.uid ?? (textIn(body, 'uid') || newUid(call.store)),
    name: textIn(body, 'name'),
    type,
    settings: withSecrets(type, objectIn(body, 'settings'), stored?.settings),
    disableResolveMessage: flagIn(body, 'disableResolveMessage'),
    provenance: sentProvenance(call),
  };
  const problem = point.name ? uidProblem(point.uid) : 'contact point needs a name';
  if (problem) throw new Refusal(plain(400, `invalid object specification: ${problem}`, 'traced'));
  checkSettings(type, point.settings);
  return point;
}

function create(call: Call): Answer {
  const { contactPoints } = call.org.alertmanager;
  const point = sent(call);
  if (contactPoints.has(point.uid))
    throw new Refusal(
      call.profile.inUse === 409
        ? coded(409, 'alerting.notifications.contact-points.uidInUse', `uid '${point.uid}' is in use`)
        : plain(500, `uid '${point.uid}' is in use`, 'traced'),
    );
  contactPoints.set(point.uid, point);
  return ok(shown(point), 202);
}

function update(call: Call): Answer {
  const { org } = call;
  const stored = contactPointOf(call);
  const point = sent(call, stored);
  checkNotification(call, stored.provenance, point.provenance);
  org.alertmanager.contactPoints.set(point.uid, point);
  if (point.name !== stored.name && !isThere(org, stored.name))
    renameInPolicies(org, stored.name, point.name);
  return ok({ message: 'contactpoint updated' }, 202);
}

const isThere = ({ alertmanager }: Org, name: string): boolean =>
  [...alertmanager.contactPoints.values()].some((one) => one.name === name);

/** When the last integration of a receiver gets another name, so do the policies that send to it (9.4 stitchReceiver). */
function renameInPolicies({ alertmanager }: Org, from: string, to: string): void {
  const tree = structuredClone(alertmanager.policies.tree);
  for (const node of nodesOf(tree)) if (node.receiver === from) Object.assign(node, { receiver: to });
  alertmanager.policies = { ...alertmanager.policies, tree };
}

function remove(call: Call): Answer {
  const { org, profile } = call;
  const { contactPoints, policies } = org.alertmanager;
  const stored = contactPointOf(call);
  checkNotification(call, stored.provenance, 'api');
  const last = [...contactPoints.values()].filter(({ name }) => name === stored.name).length === 1;
  const inPolicies = nodesOf(policies.tree).some(({ receiver }) => receiver === stored.name);
  const inRules = [...org.rules.rules.values()].some(
    ({ fields }) =>
      (fields.notification_settings as { receiver?: string } | undefined)?.receiver === stored.name,
  );
  if (last && (inPolicies || inRules)) {
    const what = inPolicies ? 'referenced' : 'used-by-rule';
    const message = `Contact point '${stored.name}' is in use`;
    throw new Refusal(
      profile.inUse === 409
        ? coded(409, `alerting.notifications.contact-points.${what}`, message)
        : plain(500, message, 'traced'),
    );
  }
  contactPoints.delete(stored.uid);
  return ok({ message: 'contactpoint deleted' }, 202);
}

export const contactPointRoutes = [
  route('GET', '/contact-points', list),
  route('POST', '/contact-points', create),
  route('PUT', '/contact-points/:uid', update),
  route('DELETE', '/contact-points/:uid', remove),
];
