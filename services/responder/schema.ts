/**
 * Times are milliseconds since 1970. There is one queue: what is to be done now, what waits for its time (a step of the escalation,
 * the end of something that may not last) and what waits for a person are tasks in different states.
 */
const first = `
create table episodes (
  id integer primary key,
  kind text not null check (kind in ('automation', 'incident')),
  key text not null,
  response text not null,
  environment text not null,
  subject text not null,
  level text not null,
  severity text not null,
  alertname text not null,
  summary text not null,
  labels text not null,
  url text not null,
  user_impact text not null check (user_impact in ('true', 'false')),
  began_at integer not null,
  opened_at integer not null,
  acknowledged_at integer,
  ended_at integer,
  closed_at integer
) strict;
create unique index open_episodes on episodes (kind, key) where closed_at is null;

-- The alerts of an episode. A row says when one fired, and when it stopped.
create table members (
  episode integer not null references episodes,
  fingerprint text not null,
  alertname text not null,
  starts_at integer not null,
  ended_at integer,
  primary key (episode, fingerprint)
) strict, without rowid;
create index members_by_fingerprint on members (fingerprint, episode);

create table tasks (
  id integer primary key,
  episode integer not null references episodes,
  action text not null,
  step text not null check (step in ('do', 'undo', 'close')),
  target text not null,
  -- held: the way back, kept until the episode ends. waiting: for a person.
  state text not null check (state in ('queued', 'waiting', 'held', 'started', 'done', 'failed', 'skipped')),
  mode text not null check (mode in ('off', 'dry-run', 'execute')),
  changes integer not null,
  key text not null unique,
  level text not null,
  intent text,
  sent integer not null default 0,
  attempts integer not null default 0,
  due_at integer not null,
  undoes integer references tasks,
  reason text not null default '',
  approved_by text,
  started_at integer,
  finished_at integer
) strict;
create index tasks_due on tasks (due_at, id) where state = 'queued';
create index tasks_of_episode on tasks (episode, step, state);
create index tasks_of_action on tasks (action, target, step, state, finished_at);
create index tasks_by_start on tasks (started_at) where changes = 1 and step = 'do';

-- One row, written to see whether the disk takes it.
create table probe (at integer not null) strict;
insert into probe values (0);

create table audit (
  id integer primary key,
  at integer not null,
  event text not null,
  actor text not null,
  episode integer,
  task integer,
  action text,
  mode text,
  outcome text,
  severity text,
  detail text not null,
  prev text not null,
  hash text not null
) strict;
create trigger audit_is_never_changed before update on audit begin select raise(abort, 'the audit is never changed'); end;
create trigger audit_is_never_shortened before delete on audit begin select raise(abort, 'the audit is never shortened'); end;
`;

/**
 * What a task is known by is looked for within its episode. A key alone is a hash, so its index was written to in a place of its own for
 * each task, and what an action had done was noted for those that change nothing, too: a commit wrote three times as many pages.
 */
const second = `
create table moved (
  id integer primary key,
  episode integer not null references episodes,
  action text not null,
  step text not null check (step in ('do', 'undo', 'close')),
  target text not null,
  -- held: the way back, kept until the episode ends. waiting: for a person.
  state text not null check (state in ('queued', 'waiting', 'held', 'started', 'done', 'failed', 'skipped')),
  mode text not null check (mode in ('off', 'dry-run', 'execute')),
  changes integer not null,
  key text not null,
  level text not null,
  intent text,
  sent integer not null default 0,
  attempts integer not null default 0,
  due_at integer not null,
  undoes integer references moved,
  reason text not null default '',
  approved_by text,
  started_at integer,
  finished_at integer,
  unique (episode, key)
) strict;
insert into moved select * from tasks;
drop table tasks;
alter table moved rename to tasks;
create index tasks_due on tasks (due_at, id) where state = 'queued';
create index tasks_done on tasks (action, target, finished_at) where step = 'do' and state = 'done' and changes = 1;
create index tasks_in_force on tasks (action, target) where mode = 'execute';
create index tasks_by_start on tasks (started_at) where step = 'do' and changes = 1 and started_at is not null;
`;

/** An incident is as severe as its worst alert was, and whether that one still fires is another question. */
const third = `
alter table members add column severity text not null default '';
update members set severity = (select severity from episodes where id = episode);
`;

/** What brings a database from each version to the next, beginning with an empty one. A released one is never edited. */
export const versions: readonly string[] = [first, second, third];
