import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { actions } from '../../../alerts/responses.ts';
import type { Database } from '../../../services/responder/database.ts';
import { type AuditRow, readDatabase, trail, verify } from '../../../services/responder/index.ts';
import { type Life, prepareLife } from './life.ts';
import { alert, deliver, operatorToken, post, type TestAlert, token } from './running.ts';
import { startTargets, type Targets, variablesOf } from './targets.ts';

// A responder is killed again and again, each time at another moment that its seed decides: before a target sees a request, after
// it has done what was asked and before it answers, or some milliseconds after the start. Rounds of alerts go on all the while.

// Each life costs a second of loading: a hundred of them are for CI.
const kills = Number(process.env.RESPONDER_KILLS ?? (process.env.CI ? 52 : 8));
const worlds = 2;

/** The same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a responder', { concurrency: worlds }, () => {
  for (let world = 1; world <= worlds; world++)
    test(`killed ${kills} times, it loses nothing and does nothing twice (seed ${world})`, async (t) => {
      const folder = mkdtempSync(join(tmpdir(), 'responder-crash-'));
      const targets = await startTargets();
      const path = join(folder, 'responder.db');
      const lives = new Lives(world, path, targets);
      t.after(async () => {
        await lives.end();
        await targets.close();
        rmSync(folder, { recursive: true });
      });
      await lives.born;
      const reading = readDatabase(path);
      t.after(() => reading.close());
      for (let round = 1; lives.killed < kills; round++) await play(round, lives, targets, reading);
      await lives.rest();
      const rows = [...trail(reading)];
      assert.equal(verify(rows).broken, undefined);
      t.diagnostic(
        `${lives.killed} kills: ${JSON.stringify(lives.moments)}, ${rows.length} entries in the audit`,
      );
    });
});

/** One life after another, each with its moment to be killed. */
class Lives {
  killed = 0;
  readonly moments: Record<string, number> = {};
  url: string | undefined;
  readonly born: Promise<void>;
  private resting = false;
  private bear = (): void => {};
  private current: Life | undefined;
  private next = prepareLife();
  private readonly over: Promise<void>;
  private readonly path: string;
  private readonly targets: Targets;

  constructor(seed: number, path: string, targets: Targets) {
    this.path = path;
    this.targets = targets;
    this.born = new Promise((resolve) => {
      this.bear = resolve;
    });
    this.over = this.live(random(seed));
  }

  private async live(roll: () => number): Promise<void> {
    while (!this.resting) {
      const life = this.next;
      this.current = life;
      this.next = prepareLife();
      const kill = (moment: string) => {
        if (this.resting || this.killed >= kills || this.current !== life) return false;
        this.current = undefined;
        this.killed++;
        this.moments[moment] = (this.moments[moment] ?? 0) + 1;
        life.kill();
        return true;
      };
      const [kind, requests, milliseconds] = [roll(), 1 + Math.floor(roll() * 8), roll() * 600];
      let seen = 0;
      this.targets.trouble = () => {
        if (kind >= 0.35 || ++seen !== requests) return undefined;
        return kill('before a request was dealt with') && roll() < 0.5 ? 'silent' : undefined;
      };
      this.targets.dealt = async () => {
        if (kind < 0.35 || kind >= 0.75 || ++seen !== requests) return;
        kill('after a request was dealt with');
      };
      this.url = await life.begin({
        RESPONDER_TOKEN: token,
        RESPONDER_OPERATOR_TOKEN: operatorToken,
        RESPONDER_PORT: '0',
        RESPONDER_DATABASE: this.path,
        RESPONDER_TIME_FACTOR: '600',
        RESPONDER_EXECUTE: Object.keys(actions).join(','),
        RESPONDER_COOLDOWN: '1ms',
        RESPONDER_CHANGES_PER_HOUR: '10000',
        RESPONDER_ATTEMPTS: '50',
        RESPONDER_PATIENCE: '1s',
        ...variablesOf(this.targets),
      });
      if (this.url) this.bear();
      // A moment that never comes must not end the killing.
      const timer = setTimeout(
        () => kill(kind >= 0.75 ? 'at some millisecond' : 'when nothing was under way'),
        kind >= 0.75 ? milliseconds : 2000,
      );
      await life.ended;
      clearTimeout(timer);
      if (this.current === life && !this.resting) throw new Error('a responder ended that nobody killed');
      this.url = undefined;
    }
  }

  /** Lets the last one live. */
  async rest(): Promise<void> {
    this.resting = true;
    this.current?.kill();
    await this.over;
  }

  async end(): Promise<void> {
    await this.rest();
    this.next.kill();
  }
}

/** Asks until somebody lives who answers. */
async function insist<Result>(what: string, ask: () => Promise<Result | undefined>): Promise<Result> {
  for (const end = Date.now() + 240_000; Date.now() < end; await sleep(10)) {
    const result = await ask().catch(() => undefined);
    if (result !== undefined) return result;
  }
  throw new Error(`within four minutes it did not happen: ${what}`);
}

async function play(round: number, lives: Lives, targets: Targets, reading: Database): Promise<void> {
  const [changes, issues, messages] = [
    targets.changes.length,
    targets.issues.length,
    targets.messages.length,
  ];
  const begun = reading.one<{ id: number }>('select coalesce(max(id), 0) as id from audit')?.id ?? 0;
  const startsAt = Date.now();
  const responses = {
    high_error_rate: 'availability',
    performance_degradation: 'performance',
    resource_exhaustion: 'capacity',
  };
  const automation = Object.entries(responses).map(([response, subject]) =>
    alert({ fingerprint: `${round}-${response}`, labels: { response, subject }, startsAt }),
  );
  const incident = alert({ fingerprint: `${round}-incident`, startsAt });
  const send = (kind: 'automation' | 'incidents', one: TestAlert) =>
    insist(`delivery of ${one.fingerprint}`, async () => {
      const { status } = lives.url ? await deliver(lives.url, kind, one) : { status: 0 };
      return status === 200 ? true : undefined;
    });
  const sendAll = (status: 'firing' | 'resolved') => {
    const endsAt = status === 'resolved' ? new Date().toISOString() : incident.endsAt;
    return Promise.all([
      ...automation.map((one) => send('automation', { ...one, status, endsAt })),
      send('incidents', { ...incident, status, endsAt }),
    ]);
  };
  const none = (what: string, sql: string) =>
    insist(what, async () => (reading.one(sql) === undefined ? true : undefined)).catch((error: Error) => {
      throw new Error(
        `${error.message}: ${JSON.stringify(reading.all(sql.replace('select 1', 'select *')))}`,
      );
    });

  await sendAll('firing');
  await insist('approval', async () => {
    if (!lives.url) return undefined;
    const waiting = reading.one<{ id: number }>(`select id from tasks where state = 'waiting'`);
    if (waiting) await post(lives.url, `/v1/tasks/${waiting.id}/approval`, { by: 'ada' });
    return reading.one(`select 1 from audit where id > ? and event = 'approved'`, begun) && true;
  });
  const busy = `select 1 from tasks where step = 'do' and (state = 'started' or (state = 'queued' and action <> 'escalate'))`;
  await none('everything is done', busy);
  await sendAll('resolved');
  await none('everything is closed', 'select 1 from episodes where closed_at is null');
  await none('everything is undone', `select 1 from tasks where state in ('queued', 'started', 'held')`);

  // Targets are as they were, and each change happened once, and once back.
  const at = `round ${round}`;
  const made = targets.changes.slice(changes).filter((change) => !/^(trigger|resolve) /.test(change));
  assert.deepEqual(
    made.toSorted(),
    [
      'auto-scaling {"enabled":false}',
      'auto-scaling {"enabled":true}',
      'caches purged',
      'circuit-breaker {"enabled":false}',
      'circuit-breaker {"enabled":true}',
      'fallback-modules {"enabled":false}',
      'fallback-modules {"enabled":true}',
      'module-cache {"policy":"aggressive"}',
      'module-cache {"policy":"normal"}',
      'quality-gates {"always":["compliance","security"],"scope":"reduced"}',
      'quality-gates {"scope":"full"}',
      'request-throttling {"enabled":false}',
      'request-throttling {"enabled":true}',
      'scaled to 3',
      'scaled to 5',
    ],
    at,
  );
  assert.equal(targets.deployment.replicas, 3, at);
  assert.equal(targets.issues.length - issues, 1, at);
  for (const [dedup, page] of targets.pages) {
    assert.equal(page.open, false, `${at}: ${dedup}`);
    assert.ok(page.triggered <= round && page.resolved === page.triggered, `${at}: ${dedup}`);
  }
  assert.equal(targets.pages.get('sightline/production/high_error_rate/1')?.triggered, round, at);
  assert.equal(
    targets.pages.get('sightline/production/resource_exhaustion/infrastructure')?.triggered,
    round,
  );

  // A message that nobody can look up is sent once, or said to be unknown.
  const rows = reading.all<AuditRow>('select * from audit where id > ? order by id', begun);
  const count = (event: string, action?: string) =>
    rows.filter((row) => row.event === event && (!action || row.action === action)).length;
  const sent = targets.messages.length - messages;
  assert.ok(sent <= 1, at);
  assert.equal(count('succeeded', 'alert_performance_team') + count('unknown', 'alert_performance_team'), 1);
  assert.ok(sent === 1 || count('unknown', 'alert_performance_team') === 1, at);
  assert.equal(count('opened'), 4, at);
  assert.equal(count('closed'), 4, at);
  assert.equal(count('failed'), 0, at);
}
