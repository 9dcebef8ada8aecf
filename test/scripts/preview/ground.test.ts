import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestOptions, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

// The certificates of the preview are made here as they are made there, by the same script, and real TLS is spoken with them.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'preview-ground-'));
const ground = join(folder, 'ground');
const skip = spawnSync('openssl', ['version']).error ? 'openssl is missing' : false;
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
const read = (path: string): string => readFileSync(join(ground, path), 'utf8');

/** Giving files away takes root; who they are given to is written down instead. */
function layGround() {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'chown'), `#!/bin/sh\necho "$@" >'${folder}/chown'\n`);
  chmodSync(join(bin, 'chown'), 0o755);
  return spawnSync('bash', [join(root, 'platform/preview/ground.sh'), ground], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
  });
}

const volumes = ['authority', 'es-cluster', 'logstash', 'filebeat', 'snapshots', 'logstash-data'];

describe('the ground of the logs', { skip }, () => {
  before(() => {
    for (const name of volumes) mkdirSync(join(ground, name), { recursive: true });
    const laid = layGround();
    assert.equal(laid.status, 0, laid.stderr);
  });

  test('keys are for their server alone, in PKCS 8, and that of the authority is gone', () => {
    for (const key of ['es-cluster/es-cluster.key', 'logstash/logstash.pkcs8.key', 'filebeat/filebeat.key']) {
      assert.match(read(key), /^-----BEGIN PRIVATE KEY-----/);
      assert.equal(statSync(join(ground, key)).mode & 0o777, 0o600);
    }
    assert.equal(readFileSync(join(folder, 'chown'), 'utf8'), `-R 1000:0 ${ground}\n`);
    assert.equal(spawnSync('find', [ground, '-name', 'ca.key'], { encoding: 'utf8' }).stdout, '');
    assert.equal(statSync(join(ground, 'authority/ca.crt')).mode & 0o777, 0o644);
    assert.ok(statSync(join(ground, 'logstash-data/dead_letter_queue/framework-pipeline')).isDirectory());
  });

  test('laid again, certificates stay; without their authority they are made anew, all of them', () => {
    const of = () => ['authority/ca.crt', 'logstash/logstash.crt', 'filebeat/ca.crt'].map(read);
    const first = of();
    assert.equal(layGround().status, 0);
    assert.deepEqual(of(), first);
    // A run that was cut short: servers have certificates, and nobody has their authority.
    rmSync(join(ground, 'authority/ca.crt'));
    assert.equal(layGround().status, 0);
    for (const [at, text] of of().entries()) assert.notEqual(text, first[at]);
  });

  const listen = async (name: string, key: string, asksWho: boolean) => {
    const server = createServer(
      {
        key: read(`${name}/${key}`),
        cert: read(`${name}/${name}.crt`),
        ca: read(`${name}/ca.crt`),
        requestCert: asksWho,
        rejectUnauthorized: asksWho,
      },
      (incoming, outgoing) => {
        const chunks: Buffer[] = [];
        incoming
          .on('data', (chunk) => chunks.push(chunk))
          .on('end', () => {
            const { method, url, headers } = incoming;
            outgoing
              .writeHead(url === '/absent' ? 404 : 200, { 'content-type': 'application/json' })
              .end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
          });
      },
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { server, port: (server.address() as AddressInfo).port };
  };
  const get = (options: RequestOptions): Promise<number> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', ...options }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  test('Filebeat and Logstash believe each other, and nobody else', async () => {
    const { server, port } = await listen('logstash', 'logstash.pkcs8.key', true);
    const filebeat = {
      port,
      servername: 'logstash',
      ca: read('filebeat/ca.crt'),
      cert: read('filebeat/filebeat.crt'),
      key: read('filebeat/filebeat.key'),
    };
    assert.equal(await get(filebeat), 200);
    await assert.rejects(get({ ...filebeat, servername: 'somebody-else' }), /altnames/);
    await assert.rejects(get({ port, servername: 'logstash', ca: filebeat.ca }));
    server.close();
  });

  test('the plain door passes everything on to the one that speaks TLS, and trusts no other', async () => {
    const { server, port } = await listen('es-cluster', 'es-cluster.key', false);
    const open = async (target: string) => {
      const child = spawn('node', ['--import', 'tsx', 'scripts/preview/plain-door.ts', target], {
        cwd: root,
        env: { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: join(ground, 'authority/ca.crt') },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running.add(child);
      const [said] = await once(child.stdout.setEncoding('utf8'), 'data');
      return { child, url: `http://127.0.0.1:${/port (\d+)/.exec(said)?.[1]}` };
    };
    const door = await open(`https://localhost:${port}`);
    const posted = await fetch(`${door.url}/framework-logs-*/_msearch?max=5`, {
      method: 'POST',
      headers: { authorization: 'Basic x', 'content-type': 'application/x-ndjson' },
      body: '{}\n{"query":{}}\n',
    });
    const seen = (await posted.json()) as Record<string, unknown> & { headers: Record<string, string> };
    assert.deepEqual(
      [seen.method, seen.url, seen.body, seen.headers.authorization, seen.headers['content-type']],
      ['POST', '/framework-logs-*/_msearch?max=5', '{}\n{"query":{}}\n', 'Basic x', 'application/x-ndjson'],
    );
    assert.equal((await fetch(`${door.url}/absent`)).status, 404);
    assert.equal((await fetch(`${door.url}/-/door`)).status, 204);
    server.close();
    server.closeAllConnections();
    const gone = await fetch(`${door.url}/`);
    assert.deepEqual([gone.status, /does not answer/.test(await gone.text())], [502, true]);
    // The certificate does not have this name for the address.
    const other = await listen('filebeat', 'filebeat.key', false);
    rmSync(join(ground, 'authority/ca.crt'));
    layGround();
    const stranger = await open(`https://localhost:${other.port}`);
    assert.equal((await fetch(`${stranger.url}/`)).status, 502, 'signed by an authority that is not ours');
    other.server.close();
    for (const { child } of [door, stranger]) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  });
});
