import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { project } from '../../scripts/project.ts';
import { elasticsearchOutputs } from '../../src/compile/elasticsearch.ts';
import { bytes, elasticsearchPage } from '../../src/compile/elasticsearch-page.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outputs = elasticsearchOutputs(project);
const bodyOf = (path: string): unknown => {
  const found = outputs.find((one) => one.path === `generated/elasticsearch/${path}.json`);
  assert.ok(found, path);
  return JSON.parse(found.text);
};

describe('a file for Elasticsearch is what its PUT takes', () => {
  test('a lifecycle policy stands in an envelope', () => {
    assert.deepEqual(bodyOf('lifecycle-policy/framework-logs-debug'), {
      policy: {
        _meta: { about: 'What developers want to know while they look for something.' },
        phases: {
          hot: { min_age: '0ms', actions: { set_priority: { priority: 100 } } },
          delete: { min_age: '8d', actions: { delete: {} } },
        },
      },
    });
  });
  test('an index template names its components, those that are shared first', () => {
    assert.deepEqual(bodyOf('index-template/framework-logs-debug'), {
      _meta: { about: 'What developers want to know while they look for something.' },
      composed_of: [
        'framework-shared-settings',
        'framework-shared-mappings',
        'framework-logs-mappings',
        'framework-logs-debug-settings',
      ],
      index_patterns: ['framework-logs-debug-*'],
      priority: 520,
    });
  });
  test('a mapping has the types of the catalog', () => {
    const { template } = bodyOf('component-template/framework-logs-mappings') as {
      template: { mappings: { properties: Record<string, object> } };
    };
    const { properties } = template.mappings;
    assert.deepEqual(properties.command, { type: 'keyword', ignore_above: 1024 });
    assert.deepEqual(properties.duration_ms, { type: 'long', meta: { unit: 'ms' } });
    assert.deepEqual(properties.error_message, { type: 'text', norms: false });
    assert.deepEqual(properties.stack_trace, { type: 'text', norms: false, index: false });
    assert.deepEqual(properties.github_integration, {
      properties: {
        branch: { type: 'keyword', ignore_above: 1024 },
        commits_made: { type: 'long' },
        issues_created: { type: 'long' },
      },
    });
    assert.equal('level' in properties, false, 'what all events have is shared');
  });
  test('no name is one of Elastic itself', () => {
    for (const { path } of outputs) assert.doesNotMatch(path, /\/(logs|metrics|synthetics)[-@]|@/);
  });
});

describe('the page', () => {
  test('says how many bytes', () => {
    assert.equal(bytes(240e9), '240 GB');
    assert.equal(bytes(15.1234e12), '15.1 TB');
    assert.equal(bytes(12), '12 B');
  });
  test('is silent about machines that are large enough', () => {
    const { logStorage } = project;
    assert.ok(logStorage);
    const large = { ...logStorage, clusters: [{ name: 'thirty', nodes: 30, bytesPerNode: 1e12 }] };
    const page = elasticsearchPage(project, large);
    assert.match(page, /\| thirty \| 25.5 TB \| yes \| 18 \|/);
    assert.doesNotMatch(page, /Neither size/);
    assert.match(elasticsearchPage(project, logStorage), /Neither size/);
  });
});

test('what the page says to type sends every file once, and nothing before what it refers to', async (context) => {
  const page = readFileSync(join(root, 'generated/elasticsearch/README.md'), 'utf8');
  const [script = ''] = [...page.matchAll(/```sh\n(cd generated[^`]*)```/g)].map(([, found]) => found);
  const puts: { readonly url: string; readonly body: unknown; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    assert.equal(request.method, 'PUT');
    puts.push({
      url: request.url ?? '',
      body: JSON.parse(Buffer.concat(pieces).toString()),
      headers: request.headers,
    });
    response.end('{"acknowledged":true}');
  }).listen(0, '127.0.0.1');
  context.after(() => server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const shell = spawn('bash', ['-ec', script], {
    cwd: root,
    env: {
      ...process.env,
      ELASTICSEARCH_URL: url,
      ELASTICSEARCH_API_KEY: 'k',
      KIBANA_URL: url,
      KIBANA_API_KEY: 'k',
    },
  });
  let said = '';
  shell.stderr.on('data', (piece) => {
    said += piece;
  });
  const [code] = await once(shell, 'close');
  assert.equal(code, 0, said);

  const files = readdirSync(join(root, 'generated/elasticsearch'), { recursive: true, encoding: 'utf8' });
  assert.equal(puts.length, files.filter((file) => file.endsWith('.json')).length);
  assert.equal(new Set(puts.map((put) => put.url)).size, puts.length);
  const kinds: Readonly<Record<string, string>> = {
    _snapshot: 'snapshot-repository',
    _slm: 'snapshot-policy',
    _ilm: 'lifecycle-policy',
    _ingest: 'ingest-pipeline',
    _component_template: 'component-template',
    _index_template: 'index-template',
  };
  const sent = puts.map((put) => `${kinds[put.url.split('/')[1] ?? '']}/${put.url.split('/').at(-1)}`);
  for (const { kind, id, needs = [] } of project.elasticsearch ?? []) {
    const at = sent.indexOf(`${kind}/${id}`);
    assert.ok(at >= 0, `${kind}/${id} was not sent`);
    for (const need of needs) assert.ok(sent.indexOf(need) < at, `${need} came after ${kind}/${id}`);
    assert.deepEqual(puts[at]?.body, bodyOf(`${kind}/${id}`));
  }
  const role = puts.find((put) => put.url === '/api/security/role/framework-logs-writer');
  assert.equal(role?.headers['kbn-xsrf'], 'sightline');
});
