import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { preview } from '../../../platform/preview/index.ts';
import { claimPort } from '../../../scripts/stack/prometheus-process.ts';
import { ensureVariables, variablesFile } from '../../../src/cli/preview/variables.ts';
import { composeFile } from '../../../src/compile/compose.ts';
import { startGrafana } from '../../contract/grafana/grafana.ts';
import { startKibana } from '../../contract/kibana/kibana.ts';
import { alertmanagerProgram, withoutAlertmanager } from '../../support/amtool.ts';
import { composeSchema } from '../../support/compose-schema.ts';
import { withoutPromtool } from '../../support/promtool.ts';

// Where the program of a container is here, it is started as the container would start it, and asked how it is in the same way: command,
// flags, configuration and health check are those of the file. Only paths and ports are this machine's.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { services } = composeSchema.parse(parse(readFileSync(join(root, composeFile), 'utf8')));
const folder = mkdtempSync(join(tmpdir(), 'preview-programs-'));
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
ensureVariables(preview, folder);
const variables = Object.fromEntries(
  readFileSync(join(folder, variablesFile(preview)), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('=') as [string, string]),
);

const serviceOf = (name: string) => {
  const service = services[name];
  assert.ok(service, name);
  return service;
};
const freePort = async (): Promise<number> => {
  const { port, release } = await claimPort(0, 'a test');
  await release();
  return port;
};
/** A word of the file with other texts in it. */
const mapped = (word: string, places: Readonly<Record<string, string>>): string =>
  Object.entries(places).reduce((text, [from, to]) => text.replaceAll(from, to), word);
const environmentOf = (name: string, places: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries(serviceOf(name).environment ?? {}).map(([key, value]) => [
      key,
      mapped(
        value.replaceAll(/\$\{(\w+):[^}]*\}/g, (_, variable) => variables[variable] ?? ''),
        places,
      ),
    ]),
  );

/** Starts a program, and asks with a command until that ends well. */
async function isWell(
  [program = '', ...args]: readonly string[],
  [asking = '', ...question]: readonly string[],
  { cwd = folder, env = {} }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
  running.add(child);
  let said = '';
  for (const out of [child.stdout, child.stderr])
    out.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  const ask = () => spawnSync(asking, question, { cwd, encoding: 'utf8', timeout: 10_000 });
  for (let tries = 0; ; tries++) {
    const asked = ask();
    if (asked.status === 0) break;
    assert.ok(tries < 120 && child.exitCode === null, `${said}\n${asked.stderr}`);
    await sleep(250);
  }
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  running.delete(child);
  assert.notEqual(ask().status, 0, 'the question is answered by nobody else');
}

const health = (name: string, places: Readonly<Record<string, string>> = {}): readonly string[] =>
  (serviceOf(name).healthcheck?.test ?? [])
    .slice(1)
    .map((word) => mapped(word.replaceAll('$$', '$'), places));

/** busybox there and GNU here take the same words; where there is no wget, the address alone is asked. */
function asked(name: string, places: Readonly<Record<string, string>>): readonly string[] {
  const [client, ...rest] = health(name, places);
  assert.equal(client, 'wget');
  return spawnSync('wget', ['--version']).error
    ? ['curl', '-fsS', rest.at(-1) ?? '']
    : [client as string, ...rest];
}

describe('the programs that are here', () => {
  test('Prometheus starts with the flags, and answers at its path', {
    skip: withoutPromtool,
  }, async () => {
    const port = await freePort();
    const command = (serviceOf('prometheus').command ?? []).map((word) =>
      mapped(word, {
        '/etc/prometheus': join(root, 'generated/prometheus'),
        '=/prometheus': `=${join(folder, 'prometheus')}`,
      }),
    );
    await isWell(
      ['prometheus', ...command, `--web.listen-address=127.0.0.1:${port}`],
      asked('prometheus', { '9090': String(port) }),
    );
  });

  test('Alertmanager starts with the flags, and answers at its path', {
    skip: withoutAlertmanager,
  }, async () => {
    const port = await freePort();
    const command = (serviceOf('alertmanager').command ?? []).map((word) =>
      mapped(word, {
        '/etc/sightline': join(root, 'generated/alertmanager'),
        '=/alertmanager': `=${join(folder, 'alertmanager')}`,
      }),
    );
    await isWell(
      [alertmanagerProgram as string, ...command, `--web.listen-address=127.0.0.1:${port}`],
      asked('alertmanager', { '9093': String(port) }),
    );
  });
});

describe('the programs of the image, with nothing beside them but what the Dockerfile copies', () => {
  const app = join(folder, 'app');
  mkdirSync(app);
  for (const [, names = ''] of readFileSync(join(root, 'Dockerfile'), 'utf8').matchAll(/^COPY (.+) \S+$/gm))
    for (const name of names.split(' '))
      if (existsSync(join(root, name))) cpSync(join(root, name), join(app, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));

  test('the framework: every endpoint, and its log', async () => {
    const [first, second, third] = [await freePort(), await freePort(), await freePort()];
    const places = {
      '0.0.0.0': '127.0.0.1',
      '9802': String(third),
      '/var/log/framework': join(folder, 'log'),
    };
    mkdirSync(join(folder, 'log'));
    const command = (serviceOf('framework').command ?? []).map((word) => mapped(word, places));
    await isWell(
      [...command, `--port-framework=${first}`, `--port-github=${second}`, '--interval=0.1'],
      health('framework', { '8080': String(first) }),
      { cwd: app },
    );
  });

  test('the responder', async () => {
    const port = await freePort();
    const env = environmentOf('responder', {
      '0.0.0.0': '127.0.0.1',
      '/var/lib/responder': join(folder, 'responder'),
    });
    mkdirSync(join(folder, 'responder'));
    await isWell(serviceOf('responder').command ?? [], health('responder', { '9800': String(port) }), {
      cwd: app,
      env: { ...env, RESPONDER_PORT: String(port) },
    });
  });

  test('what sets the log servers up can be loaded', () => {
    for (const name of ['elasticsearch-set-up', 'kibana-set-up']) {
      const [program = '', ...args] = serviceOf(name).command ?? [];
      const { status, stderr } = spawnSync(program, args, { cwd: app, encoding: 'utf8' });
      // It gets as far as missing its variables.
      assert.equal(status, 2, stderr);
      assert.match(stderr, /is not set/);
    }
  });
});

describe('servers that are not here answer at their paths in the stand-ins', () => {
  const urlOf = (name: string): URL => new URL(health(name).at(-1) ?? '');

  test('Grafana', async () => {
    const server = await startGrafana({ version: '12' });
    assert.equal((await fetch(new URL(urlOf('grafana').pathname, server.url))).status, 200);
    await server.close();
  });

  test('Kibana, to whoever has not said who they are', async () => {
    const server = await startKibana({ version: '8.19' });
    assert.equal((await fetch(new URL(urlOf('kibana').pathname, server.url))).status, 200);
    await server.close();
  });
});
