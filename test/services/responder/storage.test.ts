import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import Libsql from 'libsql';
import { Failure } from '#lib';
import { trail, verify } from '../../../services/responder/audit.ts';
import { NotStored, openDatabase, readDatabase } from '../../../services/responder/database.ts';
import { versions } from '../../../services/responder/schema.ts';
import { readSettings, settingNames } from '../../../services/responder/settings.ts';
import { alert, deliver, start, until } from './running.ts';

const errors = { response: 'high_error_rate' };
const settings = { RESPONDER_TOKEN: 'sixteen-characters-or-more' };
const failsWith = (message: RegExp, why: RegExp) => (error: unknown) =>
  error instanceof Failure && message.test(error.message) && why.test(error.detail.why ?? '');

function folder(t: { after(work: () => void): void }): string {
  const path = mkdtempSync(join(tmpdir(), 'responder-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

async function run(args: readonly string[], variables: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH ?? '', ...variables } });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code: code as number, stderr };
}

describe('the database', () => {
  test('belongs to one responder at a time', (t) => {
    const path = join(folder(t), 'a', 'responder.db');
    const first = openDatabase(path);
    assert.throws(() => openDatabase(path), failsWith(/another responder works on/, /twice/));
    first.close();
    openDatabase(path).close();
    assert.equal(statSync(path).mode & 0o077, 0);
  });

  test('is refused when it is none, is of a newer responder, or cannot be written', (t) => {
    const dir = folder(t);
    const path = join(dir, 'text.db');
    writeFileSync(
      path,
      'These are not the bytes of a database, and there are more than a hundred of them. '.repeat(4),
    );
    assert.throws(() => openDatabase(path), failsWith(/is no database/, /first bytes/));
    const newer = join(dir, 'newer.db');
    const sql = new Libsql(newer);
    sql.exec('pragma user_version = 99');
    sql.close();
    assert.throws(() => openDatabase(newer), failsWith(/of a newer responder/, /version 99/));
    assert.throws(() => openDatabase(join(path, 'below-a-file.db')), failsWith(/cannot open/, /./));
    assert.throws(
      () => readDatabase(join(dir, 'missing.db')),
      failsWith(/there is no database/, /no responder/),
    );
  });

  test('of an older responder is brought up to date, with all that is in it', (t) => {
    const path = join(folder(t), 'older.db');
    const sql = new Libsql(path);
    sql.exec(`${versions[0]} pragma user_version = 1;
      insert into episodes (kind, key, response, environment, subject, level, severity, alertname, summary, labels, url, user_impact, began_at,
        opened_at) values ('automation', 'f1', 'r', 'e', 's', '1', 'critical', 'a', '', '{}', '', 'true', 1, 2);
      insert into members values (1, 'f1', 'a', 1, null);
      insert into tasks (episode, action, step, target, state, mode, changes, key, level, due_at, undoes, started_at) values
        (1, 'a', 'do', 't', 'done', 'execute', 1, 'k1', '', 3, null, 4), (1, 'a', 'undo', 't', 'held', 'execute', 1, 'k2', '', 3, 1, null)`);
    const before = sql.prepare('select * from tasks').all();
    sql.close();
    const database = openDatabase(path);
    assert.equal(before.length, 2);
    assert.deepEqual(database.all('select * from tasks'), before);
    assert.deepEqual(database.all('select fingerprint, severity from members'), [
      { fingerprint: 'f1', severity: 'critical' },
    ]);
    assert.deepEqual(database.all('pragma user_version'), [{ user_version: versions.length }]);
    assert.deepEqual(database.all('pragma foreign_key_check'), []);
    database.close();
    openDatabase(path).close();
  });

  test('takes nothing once it is closed, and says so', async (t) => {
    const database = openDatabase(join(folder(t), 'responder.db'));
    const last = database.write(() => database.run('insert into probe values (7)').changes);
    database.close();
    assert.equal(await last, 1);
    await assert.rejects(
      database.write(() => 1),
      (error) => error instanceof NotStored && error.detail.why === 'the responder ends',
    );
  });

  test('is not even made by a responder whose port is taken', async (t) => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    t.after(() => taken.close());
    const home = join(folder(t), 'a');
    const { code, stderr } = await run(['--import', 'tsx', 'scripts/responder.ts'], {
      ...settings,
      RESPONDER_PORT: String((taken.address() as AddressInfo).port),
      RESPONDER_DATABASE: join(home, 'responder.db'),
    });
    assert.match(stderr, /^error: the responder cannot listen on 127\.0\.0\.1:\d+\n {2}why: another process/);
    assert.equal(stderr.trim().split('\n').length, 3);
    assert.equal(code, 2);
    assert.equal(existsSync(home), false);
  });

  test('keeps what others asked for when one piece of work fails', async (t) => {
    const database = openDatabase(join(folder(t), 'responder.db'));
    const told: string[] = [];
    const write = (at: number, fails: boolean) =>
      database.write(() => {
        database.run('insert into probe values (?)', at);
        database.afterwards(() => told.push(`told ${at}`));
        if (fails) throw new Error(`no ${at}`);
        return at;
      });
    const results = await Promise.allSettled([write(1, false), write(2, true), write(3, false)]);
    assert.deepEqual(
      results.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as Error).message)),
      [1, 'no 2', 3],
    );
    assert.deepEqual(told, ['told 1', 'told 3']);
    const rows = database.all<{ at: number }>('select at from probe where at > 0 order by at');
    assert.deepEqual(
      rows.map(({ at }) => at),
      [1, 3],
    );
    database.close();
  });

  const isRoot = process.getuid?.() === 0;
  test('says so when the disk is full, forgets nothing, and goes on when there is room', {
    skip: !isRoot && 'only root can mount a small disk',
  }, async (t) => {
    const disk = mkdtempSync(join(tmpdir(), 'responder-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
    t.after(() => {
      execFileSync('umount', ['--lazy', disk]);
      rmdirSync(disk);
    });
    const ballast = join(disk, 'ballast');
    const fill = () => {
      const file = openSync(ballast, 'a');
      try {
        for (;;) writeSync(file, Buffer.alloc(4096));
      } catch {
        closeSync(file);
      }
    };
    const running = await start(t, { RESPONDER_DATABASE: join(disk, 'responder.db') });
    // The disk fills up after GitHub did what it was asked, and before that can be written down.
    let isFull = false;
    running.targets.dealt = ({ target, method }) => {
      if (target !== 'github' || method !== 'POST' || isFull) return;
      isFull = true;
      fill();
    };
    await deliver(running.url, 'automation', alert({ labels: errors }));
    await until(() => isFull);
    const many = Array.from({ length: 100 }, (_, at) =>
      alert({ labels: { ...errors, note: 'x'.repeat(2000) }, fingerprint: `more-${at}` }),
    );
    const refused = await deliver(running.url, 'automation', ...many);
    assert.equal(refused.status, 503);
    assert.match(String(refused.body.why), /full/);
    assert.equal(running.events().filter((event) => event === 'opened').length, 1);

    rmSync(ballast);
    await until(() => running.events().filter((event) => event.startsWith('succeeded')).length === 4);
    assert.equal(running.targets.issues.length, 1);
    assert.equal((await deliver(running.url, 'automation', ...many.slice(0, 50))).body.accepted, 50);
  });

  test('goes on after an error that ended a whole transaction', async (t) => {
    const database = openDatabase(join(folder(t), 'responder.db'));
    await assert.rejects(
      database.write(() => database.run('insert into nowhere values (1)')),
      (error) => error instanceof NotStored,
    );
    await database.write(() => database.run('insert into probe values (1)'));
    database.close();
  });
});

describe('the audit', () => {
  test('cannot be changed through the database, and shows when its file was', async (t) => {
    const running = await start(t);
    await deliver(running.url, 'automation', alert({ labels: errors }));
    await until(() => running.events().filter((event) => event.startsWith('succeeded')).length === 4);
    await running.stop();
    const sql = new Libsql(running.database);
    assert.throws(() => sql.exec(`update audit set actor = 'nobody' where id = 3`), /never changed/);
    assert.throws(() => sql.exec('delete from audit where id = 3'), /never shortened/);
    sql.exec(`drop trigger audit_is_never_changed; update audit set actor = 'nobody' where id = 3`);
    sql.close();
    const reading = readDatabase(running.database);
    assert.deepEqual(verify(trail(reading)).broken, 3);
    reading.close();
  });
});

describe('settings', () => {
  test('are refused all at once, without the values of secrets', () => {
    assert.throws(
      () =>
        readSettings({
          RESPONDER_TOKEN: 'short-secret',
          RESPONDER_PORT: '70000',
          RESPONDER_EXECUTE: 'reboot',
          RESPONDER_COOLDOWN: 'a while',
        }),
      (error: Failure) =>
        /RESPONDER_TOKEN is shorter than 16/.test(error.detail.why ?? '') &&
        /RESPONDER_PORT is no whole number from 0 to 65535;/.test(error.detail.why ?? '') &&
        /RESPONDER_EXECUTE has "reboot", which is no action: choose among enable_circuit_breaker, /.test(
          error.detail.why ?? '',
        ) &&
        /RESPONDER_COOLDOWN is no duration/.test(error.detail.why ?? '') &&
        !/short-secret/.test(error.detail.why ?? ''),
    );
    assert.throws(() => readSettings({}), failsWith(/cannot start/, /RESPONDER_TOKEN is not set/));
  });

  test('are all in the table of docs/responder.md, with their defaults', () => {
    const rows = readFileSync('docs/responder.md', 'utf8')
      .split('\n')
      .filter((line) => /^\| `[A-Z]+_/.test(line));
    assert.deepEqual(
      rows
        .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name))
        .sort(),
      settingNames.toSorted(),
    );
    const read: Readonly<Record<string, unknown>> = readSettings(settings);
    for (const name of settingNames.filter((each) => each !== 'RESPONDER_TOKEN')) {
      const value = name === 'RESPONDER_KILL_SWITCH' ? 'stop' : read[name];
      const row = rows.find((each) => each.includes(`\`${name}\``)) ?? '';
      if (value !== undefined) assert.ok(row.split('|')[2]?.includes(String(value)), `${name}: ${value}`);
    }
  });

  test('come from a file too, and the environment comes first', (t) => {
    const dir = folder(t);
    const file = join(dir, 'settings.json');
    writeFileSync(join(dir, 'token'), 'a-token-out-of-a-file\n');
    writeFileSync(
      file,
      JSON.stringify({
        RESPONDER_TOKEN_FILE: join(dir, 'token'),
        RESPONDER_PORT: 1234,
        RESPONDER_HOST: '::1',
      }),
    );
    const read = readSettings({ RESPONDER_PORT: '4321' }, file);
    assert.equal(read.RESPONDER_TOKEN, 'a-token-out-of-a-file');
    assert.equal(read.RESPONDER_PORT, 4321);
    assert.equal(read.RESPONDER_HOST, '::1');
    writeFileSync(file, '{"RESPONDER_PROT": 1}');
    assert.throws(
      () => readSettings(settings, file),
      failsWith(/cannot read the settings/, /no setting RESPONDER_PROT/),
    );
    assert.throws(
      () => readSettings({ RESPONDER_TOKEN_FILE: join(dir, 'nothing') }),
      failsWith(/cannot read/, /RESPONDER_TOKEN_FILE names it: ENOENT/),
    );
  });

  test('do not let an action be carried out whose target nobody named', async () => {
    const { createRegistry } = await import('../../../services/responder/registry.ts');
    const given = readSettings({ ...settings, RESPONDER_EXECUTE: 'create_incident_ticket' });
    assert.throws(
      () => createRegistry(given),
      failsWith(
        /create_incident_ticket cannot be carried out/,
        /GITHUB_REPOSITORY and GITHUB_TOKEN are not set/,
      ),
    );
  });
});
