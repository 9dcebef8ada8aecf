import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { logstash } from '../../platform/logstash.ts';
import { project } from '../../scripts/project.ts';
import { filebeatOutputs } from '../../src/compile/filebeat.ts';
import { logstashOutputs } from '../../src/compile/logstash.ts';
import { readPipeline } from '../../src/logstash/parse.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outputs = logstashOutputs(project);
const textOf = (name: string): string => {
  const found = outputs.find(({ path }) => path === `generated/logstash/${name}`);
  assert.ok(found, name);
  return found.text;
};

describe('the files for Logstash', () => {
  test('are a list of pipelines, and a file for each', () => {
    const listed = parse(textOf('pipelines.yml')) as readonly Record<string, string>[];
    assert.deepEqual(
      listed.map((one) => one['path.config']),
      logstash.pipelines.map(({ id }) => `/usr/share/logstash/pipeline/${id}.conf`),
    );
    for (const { id } of logstash.pipelines) assert.ok('tree' in readPipeline(textOf(`${id}.conf`)), id);
  });
  test('keep the stage of the specification as it stands there', () => {
    assert.match(textOf('framework-pipeline.conf'), /if \[component\] == "command_router" \{/);
    assert.match(textOf('framework-pipeline.conf'), /match => \{ "message" => "%\{COMMAND_PATTERN\}" \}/);
    assert.match(textOf('framework-pipeline.conf'), /port => 5044/);
  });
  test('leave naming and templates to us', () => {
    for (const { id } of logstash.pipelines)
      for (const said of ['data_stream => false', 'ilm_enabled => false', 'manage_template => false'])
        assert.ok(textOf(`${id}.conf`).includes(said), `${id}: ${said}`);
  });
  test('use no name of TLS that version 9 refuses', () => {
    for (const { path, text } of outputs)
      assert.doesNotMatch(
        text,
        /^\s*(ssl|cacert|keystore|truststore|ssl_verify_mode|ssl_certificate_verification) =>/m,
        path,
      );
  });
  test('hold no secret: every one is a variable', () => {
    for (const { path, text } of outputs)
      for (const [, value] of text.matchAll(/(?:api_key|password|\bkey) => "([^"]*)"/g))
        assert.match(value ?? '', /^\$\{[A-Z_]+\}$/, path);
  });
  test('put on disk what has been received, and keep what was refused', () => {
    const settings = parse(textOf('logstash.yml'));
    assert.equal(settings['queue.type'], 'persisted');
    assert.equal(settings['pipeline.ecs_compatibility'], 'disabled');
    const [first] = parse(textOf('pipelines.yml'));
    assert.equal(first['dead_letter_queue.enable'], true);
  });
});

describe('the file for Filebeat', () => {
  const [{ text } = { text: '' }] = filebeatOutputs(project);
  const config = parse(text);
  const [input] = config['filebeat.inputs'];
  test('reads the file of the specification and what it was rotated into, once', () => {
    assert.deepEqual(input.paths, [
      '/var/log/framework/application.log',
      '/var/log/framework/application.log.*',
    ]);
    assert.equal(input.type, 'filestream');
    assert.equal(input.id, 'framework-application');
  });
  test('reads short files too, in version 9 as in version 8', () => {
    assert.ok('file_identity.native' in input);
    assert.equal(input['prospector.scanner.fingerprint.enabled'], false);
  });
  test('speaks to Logstash by TLS, both sides known', () => {
    const output = config['output.logstash'];
    assert.deepEqual(output.hosts, ['logstash:5044']);
    assert.equal(output['ssl.enabled'], true);
    assert.equal(output['ssl.verification_mode'], 'full');
    assert.ok(output['ssl.certificate'] && output['ssl.key']);
    assert.match(textOf('framework-pipeline.conf'), /ssl_client_authentication => "required"/);
  });
});

const program = ['/usr/share/logstash/bin/logstash', 'logstash'].find(
  (one) => spawnSync(one, ['--version'], { encoding: 'utf8' }).status === 0,
);

test('the real Logstash would start with every pipeline', {
  skip: program ? false : 'there is no logstash on this machine: its grammar is ours, read from its own',
}, () => {
  assert.ok(program);
  for (const { id } of logstash.pipelines) {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-logstash-'));
    cpSync(join(root, `generated/logstash/${id}.conf`), join(folder, `${id}.conf`));
    const { status, stdout, stderr }: SpawnSyncReturns<string> = spawnSync(
      program,
      ['--path.data', join(folder, 'data'), '--config.test_and_exit', '-f', join(folder, `${id}.conf`)],
      {
        encoding: 'utf8',
        env: { ...process.env, LOGSTASH_ELASTICSEARCH_API_KEY: 'id:key', USER_PSEUDONYM_KEY: 'key' },
      },
    );
    rmSync(folder, { recursive: true });
    assert.equal(status, 0, `${id}: ${stdout}${stderr}`);
  }
});
