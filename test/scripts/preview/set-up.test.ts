import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Accounts, makeAccounts, putResources } from '../../../scripts/preview/elasticsearch.ts';
import { importObjects, putRoles } from '../../../scripts/preview/kibana.ts';
import { basic } from '../../../scripts/preview/server.ts';
import { startElasticsearch } from '../../contract/elasticsearch/elasticsearch.ts';
import { versions } from '../../contract/elasticsearch/profile.ts';
import { startKibana } from '../../contract/kibana/kibana.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'preview-set-up-'));
const open = new Set<Server>();
after(() => {
  for (const server of open) server.close();
  rmSync(folder, { recursive: true });
});
const outputs = join(root, 'generated/elasticsearch');
const roleFiles = readdirSync(join(outputs, 'role'));
const elastic = basic('elastic', 'contract-password');

for (const version of versions)
  test(`Elasticsearch ${version} takes every committed resource in its order, twice`, async () => {
    const server = await startElasticsearch({ version });
    const at = { url: server.url, authorization: elastic };
    const count = await putResources(at, outputs);
    assert.equal(
      count,
      readdirSync(outputs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
        .length - roleFiles.length,
    );
    assert.equal(await putResources(at, outputs), count);
    assert.equal(server.store.repositories.get('monitoring-backups')?.type, 'fs');
    await server.close();
  });

test('what a server refuses is told with its own words', async () => {
  const server = await startElasticsearch({ version: '9.5' });
  await assert.rejects(putResources({ url: server.url, authorization: basic('elastic', 'wrong') }, outputs), {
    message: /was refused with 401/,
  });
  await server.close();
});

/** The part of the security API of Elasticsearch that is used: accounts are remembered, and a key is known until it is taken back. */
async function securityServer() {
  const put = new Map<string, unknown>();
  const keys = new Set<string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
    const [scheme, value = ''] = (request.headers.authorization ?? '').split(' ');
    const isKnown = scheme === 'Basic' || keys.has(Buffer.from(value, 'base64').toString());
    const answer = (status: number, json: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    if (!isKnown) return answer(401, { error: { type: 'security_exception' }, status: 401 });
    if (request.url === '/_security/_authenticate') return answer(200, { username: 'elastic' });
    put.set(`${request.method} ${request.url}`, body);
    if (request.url !== '/_security/api_key') return answer(200, {});
    const key = { id: `id${keys.size}`, api_key: `key${keys.size}` };
    keys.add(`${key.id}:${key.api_key}`);
    answer(200, { ...key, name: body.name, encoded: '' });
  });
  open.add(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, put, keys, close: () => server.close() };
}

describe('accounts', () => {
  const keyFile = join(folder, 'key');
  const accounts: Accounts = {
    kibana: 'for-kibana',
    reader: { name: 'grafana-reader', password: 'for-grafana' },
    exporter: 'for-exporter',
    keyFile,
  };

  test('everybody has their own, with the committed rights and no more', async () => {
    const server = await securityServer();
    await makeAccounts({ url: server.url, authorization: elastic }, accounts, join(outputs, 'role'));
    const { put } = server;
    assert.deepEqual(put.get('POST /_security/user/kibana_system/_password'), { password: 'for-kibana' });
    assert.deepEqual(put.get('PUT /_security/user/grafana-reader'), {
      password: 'for-grafana',
      roles: ['framework-logs-reader'],
    });
    for (const file of roleFiles) {
      const role = JSON.parse(readFileSync(join(outputs, 'role', file), 'utf8'));
      const name = file.replace('.json', '');
      // Elasticsearch would refuse the part that is Kibana's.
      assert.deepEqual(put.get(`PUT /_security/role/${name}`), {
        ...role.elasticsearch,
        metadata: role.metadata,
      });
    }
    const writer = JSON.parse(readFileSync(join(outputs, 'role/framework-logs-writer.json'), 'utf8'));
    assert.deepEqual(put.get('POST /_security/api_key'), {
      name: 'preview-logstash',
      role_descriptors: { logstash: writer.elasticsearch },
    });
    assert.equal(statSync(keyFile).mode & 0o777, 0o600);
    server.close();
  });

  test('the key of Logstash stays while it works, and is made anew when it does not', async () => {
    const server = await securityServer();
    const at = { url: server.url, authorization: elastic };
    // Of a cluster that is gone.
    writeFileSync(keyFile, 'old:key');
    await makeAccounts(at, accounts, join(outputs, 'role'));
    const made = readFileSync(keyFile, 'utf8');
    assert.match(made, /^id0:key0$/);
    await makeAccounts(at, accounts, join(outputs, 'role'));
    assert.equal(readFileSync(keyFile, 'utf8'), made);
    server.keys.clear();
    server.keys.add('somebody:else');
    await makeAccounts(at, accounts, join(outputs, 'role'));
    assert.equal(readFileSync(keyFile, 'utf8'), 'id1:key1');
    server.close();
  });
});

describe('Kibana', () => {
  test('takes the roles and every saved object, twice', async () => {
    const server = await startKibana({ version: '8.19' });
    const at = { url: server.url, authorization: elastic };
    await putRoles(at, join(outputs, 'role'));
    const file = join(root, 'generated/kibana/all.ndjson');
    const count = await importObjects(at, file);
    assert.ok(count > 4);
    assert.equal(await importObjects(at, file), count);
    await server.close();
  });

  test('is not believed when it says 200 and refuses what is inside', async () => {
    const server = await startKibana({ version: '8.19' });
    const dashboard = readFileSync(join(root, 'generated/kibana/all.ndjson'), 'utf8')
      .split('\n')
      .find((line) => line.includes('"type":"search"'));
    const file = join(folder, 'alone.ndjson');
    // A search without its data view.
    writeFileSync(file, `${dashboard}\n`);
    await assert.rejects(importObjects({ url: server.url, authorization: elastic }, file), {
      message: /Kibana refused 1 of what/,
    });
    await server.close();
  });

  test('is set up by the program that the container runs', async () => {
    const server = await startKibana({ version: '8.19' });
    const run = async (env: NodeJS.ProcessEnv) => {
      const child = spawn('node', ['--import', 'tsx', 'scripts/preview/set-up.ts', 'kibana'], {
        cwd: root,
        env: { PATH: process.env.PATH, ...env },
      });
      let said = '';
      for (const out of [child.stdout, child.stderr])
        out.on('data', (text) => {
          said += text;
        });
      const [code] = await once(child, 'close');
      return { code, said };
    };
    const good = await run({ KIBANA_URL: server.url, ELASTIC_PASSWORD: 'contract-password' });
    assert.match(good.said, /^\d+ saved objects, and the roles of readers\n$/);
    assert.equal(good.code, 0);
    const bad = await run({ KIBANA_URL: server.url, ELASTIC_PASSWORD: 'wrong-password' });
    assert.equal(bad.code, 1);
    assert.match(bad.said, /was refused with 401/);
    assert.doesNotMatch(bad.said, /wrong-password/);
    await server.close();
  });
});
