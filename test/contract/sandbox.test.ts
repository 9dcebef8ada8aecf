import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { colleague } from '../../scripts/sandbox/colleague.ts';
import { keepState, keptState } from '../../scripts/sandbox/kept-state.ts';
import { Failure } from '../../src/model/failure.ts';
import { emptyStore as emptyCluster } from './elasticsearch/store.ts';
import { asker, serverOf } from './grafana/ask.ts';
import { startGrafana } from './grafana/grafana.ts';
import { orgOf } from './grafana/store.ts';
import { emptyStore as emptyKibana } from './kibana/store.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Ready {
  readonly url: string;
  readonly version: string;
}

const key = (apiKey: string) => ({ headers: { authorization: `ApiKey ${apiKey}` } });

/** A sandbox as a process of its own, once it says that it is ready. */
async function sandbox(record: string, ...args: readonly string[]) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/sandbox.ts', '--json', '--record', record, ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  running.add(child);
  const heard = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    heard.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    heard.err += text;
  });
  const exit = once(child, 'exit').then(([code]) => code as number);
  while (!heard.out.includes('\n') && child.exitCode === null)
    await Promise.race([once(child.stdout, 'data'), exit]);
  return { child, exit, heard };
}

describe('npm run sandbox', () => {
  test('tells where it is, prints what it is asked, keeps its state, and Ctrl-C ends it with 0', async () => {
    const record = join(folder, 'one/sandbox.json');
    const keep = join(folder, 'kept.json');
    const first = await sandbox(record, '--grafana', '13.0', '--keep', keep, '--log');
    const ready: Ready = JSON.parse(first.heard.out);
    assert.equal(ready.version, '13.0.1');
    assert.equal(statSync(record).mode & 0o777, 0o600, 'nobody else reads the token');
    const { pid, token, url, version, elasticsearch, kibana } = JSON.parse(readFileSync(record, 'utf8'));
    const cluster = await asker({ url: elasticsearch.url, token: '' })(
      'GET /',
      undefined,
      key(elasticsearch.apiKey),
    );
    assert.equal(cluster.body.version.number, '9.5.0');
    const status = await asker({ url: kibana.url, token: '' })(
      'GET /api/status',
      undefined,
      key(kibana.apiKey),
    );
    assert.equal(status.body.version.number, '9.5.0');
    assert.deepEqual([pid, url, version], [first.child.pid, ready.url, ready.version]);
    assert.equal((await asker({ url, token })('POST /api/folders', { uid: 'a', title: 'A' })).status, 200);

    const second = await sandbox(record);
    assert.equal(await second.exit, 1);
    assert.match(second.heard.out, /a sandbox runs already/);

    first.child.kill('SIGINT');
    assert.equal(await first.exit, 0);
    assert.equal(existsSync(record), false);
    assert.match(first.heard.err, /^POST \/api\/folders 200$/m);
    assert.equal(first.heard.out.trim().split('\n').length, 1);

    const third = await sandbox(record, '--keep', keep);
    const again = JSON.parse(readFileSync(record, 'utf8'));
    assert.equal((await asker(again)('GET /api/folders/a')).body.title, 'A');
    third.child.kill('SIGTERM');
    assert.equal(await third.exit, 0);
    assert.doesNotMatch(third.heard.err, /GET/, 'requests are not printed into a pipe unless asked for');
  });

  test('what a killed one left behind is no hindrance', async () => {
    const record = join(folder, 'stale.json');
    writeFileSync(record, '{"pid":4194304,"url":"http://127.0.0.1:1"}');
    const { child, exit, heard } = await sandbox(record);
    assert.match(heard.out, /"version":"12.4.1"/);
    child.kill('SIGTERM');
    assert.equal(await exit, 0);
  });

  for (const [args, said] of [
    [['--grafana', '14'], 'no release of Grafana that the sandbox can play'],
    [['--kibana', '7'], 'no release of Kibana that the sandbox can play'],
    [['--elasticsearch', '7'], 'it knows 8.8, 8.19, 9.5'],
    [['--port', '99999'], '--port 99999 is not a whole number up to 65535'],
    [['--keep', fileURLToPath(import.meta.url)], 'is not the state of a sandbox'],
  ] as const)
    test(`${args.join(' ')} is refused`, async () => {
      const { exit, heard } = await sandbox(join(folder, 'refused.json'), ...args);
      assert.equal(await exit, 2);
      assert.ok(heard.out.includes(said), heard.out);
    });
});

test('a port that is taken is a failure that says so', async () => {
  const { grafana } = await serverOf({ version: '12' });
  const port = new URL(grafana.url).port;
  const { exit, heard } = await sandbox(join(folder, 'taken.json'), '--port', port);
  assert.equal(await exit, 1);
  assert.match(heard.out, new RegExp(`port ${port} cannot be listened on`));
});

describe('the colleague at the terminal', () => {
  test('edits, makes and deletes dashboards as somebody', async () => {
    const { grafana, ask } = await serverOf({ version: '12' });
    const panels = [
      { type: 'row', title: 'Row' },
      { id: 1, type: 'stat', title: 'Users' },
    ];
    await ask('POST /api/dashboards/db', { dashboard: { uid: 'a', title: 'A', panels } });
    assert.match(colleague(grafana, 'edit', 'a'), /renamed the panel "Users" of a, now version 2/);
    const { dashboard, meta } = (await ask('GET /api/dashboards/uid/a')).body;
    assert.deepEqual(
      [dashboard.panels.map(({ title }: { title: string }) => title), meta.updatedBy],
      [['Row', 'Users (by hand)'], 'somebody'],
    );
    assert.match(colleague(grafana, 'foreign', 'b'), /made the dashboard b/);
    assert.match(colleague(grafana, 'foreign', 'b'), /already/);
    assert.match(colleague(grafana, 'edit', 'b'), /renamed the dashboard itself of b/);
    assert.match(
      colleague(grafana, 'list', undefined),
      /dashboard {5}b {2}Made by hand: b \(by hand\), version 2 by somebody/,
    );
    assert.match(colleague(grafana, 'delete', 'a'), /deleted the dashboard a/);
    assert.equal((await ask('GET /api/dashboards/uid/a')).status, 404);
    assert.equal((await ask('GET /api/search')).body.length, 1);
  });
  test('is told what cannot be done', async () => {
    const { grafana } = await serverOf({ version: '12' });
    assert.match(colleague(grafana, 'edit', 'none'), /no dashboard none; "list" shows/);
    assert.match(colleague(grafana, 'edit', undefined), /edit which one\?/);
    assert.match(colleague(grafana, 'dance', undefined), /"dance" is not known here[\s\S]*foreign <uid>/);
  });
});

test('state that was kept is the same state, on another release too', async () => {
  const { grafana, ask } = await serverOf({ version: '11' });
  await ask('POST /api/folders', { uid: 'a', title: 'A' });
  await ask('POST /api/dashboards/db', { dashboard: { uid: 'd', title: 'D' }, folderUid: 'a' });
  await ask('POST /api/datasources', {
    name: 'P',
    type: 'prometheus',
    access: 'proxy',
    secureJsonData: { a: 'b' },
  });
  const file = join(folder, 'state.json');
  const elasticsearch = emptyCluster();
  elasticsearch.unreachableBuckets.add('b');
  const kept = { grafana: grafana.store, elasticsearch, kibana: emptyKibana() };
  keepState(file, kept);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(keptState(file), kept);
  const store = keptState(file)?.grafana;
  assert.ok(store);
  const next = await startGrafana({ version: '13.1', store });
  after(() => next.close());
  assert.deepEqual((await asker(next)('GET /api/search')).body.length, 2);
  assert.equal(orgOf(next.store, 1).dashboards.size, 1);
  assert.equal(keptState(join(folder, 'none.json')), undefined);
  assert.throws(() => keptState(fileURLToPath(import.meta.url)), Failure);
});
