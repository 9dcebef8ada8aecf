import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serverOf } from './ask.ts';

const withoutOpenssl = spawnSync('openssl', ['version']).status === 0 ? false : 'openssl is not installed';

test('over TLS with a certificate of its own', { skip: withoutOpenssl }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', keyFile, '-out', certFile],
    ...subject,
  ]);
  assert.equal(made.status, 0, String(made.stderr));
  const [key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')];
  const { grafana } = await serverOf({ version: '12', tls: { key, cert } });
  assert.match(grafana.url, /^https:/);
  const status = (ca?: string) =>
    new Promise<number | string | undefined>((resolve) =>
      get(`${grafana.url}/api/health`, { ca, agent: false }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
    );
  assert.equal(await status(cert), 200);
  assert.equal(
    await status(),
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'who does not know the certificate does not trust it',
  );
});
