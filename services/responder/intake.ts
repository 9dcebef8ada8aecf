import { feltByUsers } from '../../alerts/responses.ts';
import { severity as severities } from '../../catalog/labels.ts';
import { schedule, scheduleEscalation } from './agenda.ts';
import type { Context } from './context.ts';
import { end } from './ending.ts';
import { type Episode, episodeOf } from './episode.ts';
import { type Reading, read } from './reading.ts';
import type { DeliveredAlert, Delivery } from './webhook.ts';

/** What became of the alerts of a delivery. */
export interface Received {
  readonly accepted: number;
  readonly duplicate: number;
  /** A sentence each. */
  readonly rejected: readonly string[];
  /** Names that alerts/ does not have. They are dealt with all the same: somebody may have written such an alert on a server. */
  readonly unknown: readonly string[];
}

/** Which of the two webhooks it came through. */
export type Kind = Episode['kind'];

/** Takes in a delivery: opens, continues and ends episodes. Inside of `write`, so that all of it is stored or nothing. */
export function receive(context: Context, kind: Kind, delivery: Delivery): Received {
  const received = { accepted: 0, duplicate: 0, rejected: [] as string[], unknown: [] as string[] };
  const { audit, holdOf } = context;
  if (delivery.truncatedAlerts > 0)
    audit.tell({
      event: 'rejected',
      detail: { kind, why: `Alertmanager left out ${delivery.truncatedAlerts} alerts` },
    });
  for (const alert of delivery.alerts) {
    const reading = read(context, kind, alert);
    if (typeof reading === 'string') {
      const { fingerprint, status } = alert;
      const { alertname = '', response = '' } = alert.labels;
      audit.tell({
        event: 'rejected',
        detail: { alertname, fingerprint, kind, response, status, why: reading },
      });
      received.rejected.push(`${alertname || fingerprint}: ${reading}`);
      continue;
    }
    if (take(context, kind, alert, reading)) received.accepted++;
    else received.duplicate++;
    const { alertname } = reading;
    if (holdOf(alertname) === undefined && !received.unknown.includes(alertname))
      received.unknown.push(alertname);
  }
  return received;
}

interface Member {
  readonly episode: number;
  readonly starts_at: number;
  readonly ended_at: number | null;
}

/** Whether the alert told something new. */
function take(context: Context, kind: Kind, alert: DeliveredAlert, reading: Reading): boolean {
  const { database } = context;
  const episode = database.one<Episode>(
    'select * from episodes where kind = ? and key = ? and closed_at is null',
    kind,
    reading.key,
  );
  const member = database.one<Member>(
    `select members.* from members join episodes on episodes.id = episode
     where fingerprint = ? and kind = ? order by episode desc limit 1`,
    alert.fingerprint,
    kind,
  );
  return alert.status === 'firing'
    ? fire(context, kind, alert, reading, episode, member)
    : resolve(context, alert, episode, member);
}

function fire(
  context: Context,
  kind: Kind,
  alert: DeliveredAlert,
  reading: Reading,
  episode: Episode | undefined,
  member: Member | undefined,
): boolean {
  const { database, audit, clock, holdOf } = context;
  const { fingerprint, startsAt } = alert;
  const isUnknown = holdOf(reading.alertname) === undefined;
  const told = { alertname: reading.alertname, fingerprint, ...(isUnknown && { unknown: true }) };
  const about = { severity: reading.severity, ...(episode && { episode: episode.id }) };
  const duplicate = (why: string): false => {
    audit.tell({ event: 'duplicate', ...about, detail: { ...told, why } });
    return false;
  };
  const here = member && member.episode === episode?.id ? member : undefined;
  if (here && here.ended_at === null) return duplicate('it fires already');
  // Sent again by somebody after all was over. One that fires anew began after the former one ended.
  if (member && !here && member.ended_at !== null && startsAt <= member.ended_at)
    return duplicate('it was over already');
  if (!episode) {
    const opened = open(context, kind, alert, reading);
    join(context, opened.id, alert, reading);
    audit.tell({
      event: 'opened',
      episode: opened.id,
      severity: opened.severity,
      detail: {
        ...told,
        kind,
        response: opened.response,
        seconds: (opened.opened_at - opened.began_at) / 1000,
        user_impact: opened.user_impact,
      },
    });
    schedule(context, opened);
    return true;
  }
  // Two Alertmanagers may disagree for a moment about whether it is over: within the time to settle it never was.
  join(context, episode.id, alert, reading);
  database.run('update episodes set ended_at = null where id = ?', episode.id);
  database.run(
    `update tasks set state = 'skipped', reason = 'it returned', finished_at = ? where episode = ? and step = 'close' and state = 'queued'`,
    clock.now(),
    episode.id,
  );
  raise(context, episode, reading.severity);
  audit.tell({ event: here ? 'returned' : 'joined', ...about, detail: told });
  return true;
}

function open(
  { database, clock, holdOf }: Context,
  kind: Kind,
  alert: DeliveredAlert,
  reading: Reading,
): Episode {
  const now = clock.now();
  const { key, response, environment, subject, level, severity, alertname } = reading;
  const row = {
    kind,
    key,
    response,
    environment,
    subject,
    level,
    severity,
    alertname,
    summary: alert.annotations.summary ?? '',
    labels: JSON.stringify(alert.labels),
    url: /^https?:/.test(alert.generatorURL) ? alert.generatorURL : '',
    user_impact: severity === 'critical' && feltByUsers.includes(subject) ? 'true' : 'false',
    began_at: Math.min(now, alert.startsAt - (holdOf(alertname) ?? 0)),
    opened_at: now,
  } as const;
  const columns = Object.keys(row);
  const { id } = database.run(
    `insert into episodes (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    ...Object.values(row),
  );
  return { id, ...row, acknowledged_at: null, ended_at: null, closed_at: null };
}

function join({ database }: Context, episode: number, alert: DeliveredAlert, reading: Reading): void {
  database.run(
    `insert into members (episode, fingerprint, alertname, severity, starts_at) values (?, ?, ?, ?, ?)
     on conflict do update set ended_at = null, starts_at = excluded.starts_at, severity = excluded.severity`,
    episode,
    alert.fingerprint,
    reading.alertname,
    reading.severity,
    alert.startsAt,
  );
}

/** An incident is as severe as its worst alert was. */
function raise(context: Context, episode: Episode, severity: string): void {
  const order: readonly string[] = severities.values;
  if (episode.kind !== 'incident' || order.indexOf(severity) >= order.indexOf(episode.severity)) return;
  context.database.run('update episodes set severity = ? where id = ?', severity, episode.id);
  scheduleEscalation(context, episodeOf(context.database, episode.id));
}

function resolve(
  context: Context,
  { fingerprint, labels, endsAt }: DeliveredAlert,
  episode: Episode | undefined,
  member: Member | undefined,
): boolean {
  const { database, audit, clock } = context;
  const told = { alertname: labels.alertname ?? '', fingerprint };
  const about = { ...(episode && { episode: episode.id, severity: episode.severity }) };
  const open = member && member.episode === episode?.id && member.ended_at === null;
  if (!episode || !open || endsAt < member.starts_at) {
    const why = open ? 'it has fired anew since' : 'it was over already';
    audit.tell({ event: 'duplicate', ...about, detail: { ...told, why } });
    return false;
  }
  database.run(
    'update members set ended_at = ? where episode = ? and fingerprint = ?',
    endsAt,
    episode.id,
    fingerprint,
  );
  audit.tell({ event: 'resolved', ...about, detail: told });
  const firing = database.one('select 1 from members where episode = ? and ended_at is null', episode.id);
  if (!firing) end(context, episode, Math.min(endsAt, clock.now()), 'its alerts ended');
  return true;
}
