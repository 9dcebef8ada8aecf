import { type Answer, bare, coded, ok, plain, Refusal } from '../answer.ts';
import { bodyOf, type Call, isObject, listIn, textIn } from '../call.ts';
import type { Org } from '../store.ts';
import { checkVersion, nodesOf, route, timingsIn, versionOf } from './notifications.ts';
import { checkNotification, sentProvenance } from './provenance.ts';
import type { Json, MuteTiming } from './state.ts';

const shown = ({ profile }: Call, { name, time_intervals, provenance }: MuteTiming) => ({
  name,
  time_intervals,
  ...(profile.optimisticVersions && { version: versionOf(time_intervals) }),
  ...(provenance && { provenance }),
});

function get(call: Call): Answer {
  const found = call.org.alertmanager.muteTimings.get(call.params.name ?? '');
  return found ? ok(shown(call, found)) : bare(404);
}

const keys = ['times', 'weekdays', 'days_of_month', 'months', 'years', 'location'];

/** The intervals of a body with the keys that are known. */
function intervalsIn(body: Json): readonly Json[] {
  return listIn(body, 'time_intervals').map((interval) => {
    const known = isObject(interval) ? keys.filter((key) => interval[key] !== undefined) : [];
    const times = isObject(interval) ? listIn(interval, 'times') : [];
    const isTime = (value: unknown) => typeof value === 'string' && /^([01]\d|2[0-4]):[0-5]\d$/.test(value);
    if (
      !isObject(interval) ||
      !times.every((time) => isObject(time) && isTime(time.start_time) && isTime(time.end_time))
    )
      throw new Refusal(
        coded(400, 'alerting.notifications.time-intervals.invalidFormat', 'Invalid time interval'),
      );
    return Object.fromEntries(known.map((key) => [key, interval[key]]));
  });
}

function create(call: Call): Answer {
  const { muteTimings } = call.org.alertmanager;
  const body = bodyOf(call);
  const name = textIn(body, 'name');
  if (!name)
    throw new Refusal(
      coded(400, 'alerting.notifications.time-intervals.invalidFormat', 'Invalid time interval'),
    );
  if (muteTimings.has(name))
    throw new Refusal(coded(400, 'alerting.notifications.time-intervals.nameExists', 'Time interval exists'));
  const timing: MuteTiming = { name, time_intervals: intervalsIn(body), provenance: sentProvenance(call) };
  muteTimings.set(name, timing);
  return ok(shown(call, timing), 201);
}

function update(call: Call): Answer {
  const { muteTimings } = call.org.alertmanager;
  const stored = muteTimings.get(call.params.name ?? '');
  if (!stored) return bare(404);
  const body = bodyOf(call);
  checkVersion(call, stored.time_intervals, textIn(body, 'version'));
  const provenance = sentProvenance(call);
  checkNotification(call, stored.provenance, provenance);
  const timing: MuteTiming = { name: stored.name, time_intervals: intervalsIn(body), provenance };
  muteTimings.set(stored.name, timing);
  return ok(shown(call, timing), 202);
}

function remove(call: Call): Answer {
  const { org, profile } = call;
  const stored = org.alertmanager.muteTimings.get(call.params.name ?? '');
  if (!stored) return bare(204);
  checkVersion(call, stored.time_intervals, call.query.get('version') ?? '');
  checkNotification(call, stored.provenance, sentProvenance(call));
  if (isUsed(org, stored.name))
    throw new Refusal(
      profile.inUse === 409
        ? coded(409, 'alerting.notifications.time-intervals.used', 'Time interval is used')
        : plain(500, `time interval '${stored.name}' is used`, 'traced'),
    );
  org.alertmanager.muteTimings.delete(stored.name);
  return bare(204);
}

const isUsed = ({ alertmanager, rules }: Org, name: string): boolean =>
  [
    ...nodesOf(alertmanager.policies.tree),
    ...[...rules.rules.values()].map(({ fields }) => (fields.notification_settings ?? {}) as Json),
  ].some((node) => timingsIn(node).includes(name));

export const muteTimingRoutes = [
  route('GET', '/mute-timings', (call) =>
    ok([...call.org.alertmanager.muteTimings.values()].map((one) => shown(call, one))),
  ),
  route('GET', '/mute-timings/:name', get),
  route('POST', '/mute-timings', create),
  route('PUT', '/mute-timings/:name', update),
  route('DELETE', '/mute-timings/:name', remove),
];
