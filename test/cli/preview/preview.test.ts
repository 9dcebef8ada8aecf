import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { alertmanager } from '../../../platform/alertmanager.ts';
import { preview } from '../../../platform/preview/index.ts';
import { prometheus } from '../../../platform/prometheus.ts';
import { bundled } from '../../support/bundled.ts';

// The command with a docker that says what each test wants it to say: what it was asked is written down.

const root = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;
let home: string;
const said = () => join(folder, 'said');

const commandFile = `
import { main } from '../../src/cli/command.ts';
import { readFileSync } from 'node:fs';
import { previewCommand } from '../../src/cli/commands/preview.ts';
import { composeOutputs } from '../../src/compile/compose.ts';
const controller = new AbortController();
process.on('SIGINT', () => controller.abort());
await main(previewCommand({
  root: process.env.HOME_OF_TEST,
  variables: process.env,
  definitions: async () => JSON.parse(readFileSync(process.env.PROJECT_OF_TEST, 'utf8')),
  // Those of the preview alone, for the same reason as its project.
  outputs: composeOutputs,
  interruption: () => controller.signal,
}));
`;

/** Says the texts of files named after what it is asked; of \`ps.1.out\`, \`ps.2.out\`... the next at each time. */
const fakeDocker = `#!/bin/sh
echo "$*" >>"$SAID/calls"
env >"$SAID/env"
case " $* " in
  *" compose version "*) name=plugin ;;
  *" version "*) name=daemon ;;
  *" up "*) name=up ;;
  *" ps "*) name=ps
    count=$(($(cat "$SAID/count" 2>/dev/null || echo 0) + 1)); echo $count >"$SAID/count"
    [ -e "$SAID/ps.$count.out" ] && cp "$SAID/ps.$count.out" "$SAID/ps.out" ;;
  *" down "*) name=down ;;
  *" logs "*) name=logs ;;
esac
[ -e "$SAID/$name.sleep" ] && exec sleep "$(cat "$SAID/$name.sleep")"
[ -e "$SAID/$name.err" ] && cat "$SAID/$name.err" >&2
[ -e "$SAID/$name.out" ] && cat "$SAID/$name.out"
exit "$(cat "$SAID/$name.code" 2>/dev/null || echo 0)"
`;

let command = '';
before(async () => {
  mkdirSync(join(root, '.sightline'), { recursive: true });
  folder = mkdtempSync(join(root, '.sightline/preview-test-'));
  writeFileSync(join(folder, 'command.ts'), commandFile);
  const [made] = await bundled([pathToFileURL(join(folder, 'command.ts'))]);
  command = fileURLToPath(made as URL);
  // The part of the project that is read: all of it takes seconds to load, and this is done often.
  writeFileSync(join(folder, 'project.json'), JSON.stringify({ preview, prometheus, alertmanager }));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/docker'), fakeDocker);
  chmodSync(join(folder, 'bin/docker'), 0o755);
});
after(() => rmSync(folder, { recursive: true }));

/** A docker of its own for a test, which says these things. */
function docker(answers: Readonly<Record<string, string>> = {}): void {
  rmSync(said(), { recursive: true, force: true });
  mkdirSync(said());
  const usual = { 'plugin.out': '2.39.4\n', 'daemon.out': '28.2.2\n', ...answers };
  for (const [name, text] of Object.entries(usual)) writeFileSync(join(said(), name), text);
  home = join(folder, 'home');
  rmSync(home, { recursive: true, force: true });
  cpSync(join(root, 'generated/preview'), join(home, 'generated/preview'), { recursive: true });
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [command, ...args], {
    cwd: root,
    env: {
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      SAID: said(),
      PROJECT_OF_TEST: join(folder, 'project.json'),
      HOME_OF_TEST: home,
      ...ports,
      ...env,
    },
  });
  const heard = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    heard.out += text;
  });
  child.stderr.on('data', (text) => {
    heard.err += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...heard }));
  return { child, ended };
}
const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => start(args, env).ended;
const calls = (): readonly string[] => readFileSync(join(said(), 'calls'), 'utf8').trim().split('\n');

/** Nobody here listens at these; the usual ones may be taken by something else. */
const ports = Object.fromEntries(
  preview.services
    .flatMap(({ ports: of = [] }) => of)
    .map(({ variable }, at) => [variable, String(23_410 + at)]),
);

/** What \`ps\` says of services: an object a line. */
const told = (states: Readonly<Record<string, object>>): string =>
  preview.services
    .filter(({ name, profile }) => !profile || name in states)
    .map(({ name, isOnce }) =>
      JSON.stringify({
        Service: name,
        Name: `sightline-preview-${name}-1`,
        ...(isOnce
          ? { State: 'exited', Health: '', ExitCode: 0 }
          : { State: 'running', Health: 'healthy', ExitCode: 0 }),
        ...states[name],
      }),
    )
    .join('\n');

describe('npm run preview starts everything', () => {
  test('waits until it is well, and says where it is and where the passwords are, but no password', async () => {
    docker({
      'ps.1.out': '',
      'ps.2.out': told({ grafana: { Health: 'starting' } }),
      'ps.3.out': told({}),
    });
    const { code, out, err } = await run([], { RESPONDER_TOKEN: 'of-my-shell' });
    assert.equal(code, 0, err);
    assert.match(out, /Grafana +http:\/\/127\.0\.0\.1:\d+ +admin +GRAFANA_ADMIN_PASSWORD/);
    assert.doesNotMatch(out, /Kibana/);
    const file = join(home, '.sightline/preview/variables.env');
    assert.match(out, /Passwords are in \.sightline\/preview\/variables\.env/);
    const values = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('='));
    for (const [, value = ''] of values)
      assert.ok(value.startsWith('https:') || !`${out}${err}`.includes(value));
    const up = calls().find((call) => call.includes(' up '));
    assert.equal(
      up,
      'compose --file generated/preview/compose.yaml --env-file .sightline/preview/variables.env up --detach --build --remove-orphans',
    );
    // docker compose would let it go before the file.
    assert.doesNotMatch(readFileSync(join(said(), 'env'), 'utf8'), /of-my-shell/);
  });

  test('keeps what it made up to itself, and keeps it', async () => {
    docker({ 'ps.out': told({}) });
    assert.equal((await run([])).code, 0);
    const state = join(home, '.sightline/preview');
    const of = () => readFileSync(join(state, 'variables.env'), 'utf8');
    const first = of();
    assert.equal(statSync(state).mode & 0o777, 0o700);
    assert.equal(statSync(join(state, 'variables.env')).mode & 0o777, 0o600);
    for (const [name, kind] of Object.entries(preview.variables)) {
      const value = new RegExp(`^${name}=(.*)$`, 'm').exec(first)?.[1];
      assert.match(value ?? '', 'random' in kind ? new RegExp(`^[0-9a-f]{${2 * kind.random}}$`) : /./, name);
    }
    const secrets = readdirSync(join(state, 'secrets'));
    assert.equal(secrets.length, preview.files.of.length);
    // Readable inside of a container by whoever runs there; the folder above keeps everybody else out.
    for (const name of secrets) assert.equal(statSync(join(state, 'secrets', name)).mode & 0o777, 0o444);
    const token = readFileSync(join(state, 'secrets/responder_token'), 'utf8');
    assert.match(first, new RegExp(`^RESPONDER_TOKEN=${token}$`, 'm'));
    // One that a later version of the preview needs is added to the others.
    writeFileSync(join(state, 'variables.env'), first.replace(/^SMTP_PASSWORD=.*\n/m, ''));
    assert.equal((await run([])).code, 0);
    assert.equal(of().replace(/^SMTP_PASSWORD=.*$/m, ''), first.replace(/^SMTP_PASSWORD=.*$/m, ''));
    assert.match(of(), /^SMTP_PASSWORD=[0-9a-f]{32}$/m);
  });

  test('with more parts when asked, once or several times', async () => {
    const all = Object.fromEntries(preview.services.map(({ name }) => [name, {}]));
    docker({ 'ps.out': told(all) });
    for (const args of [
      ['--profile', 'logs', '--profile', 'traces'],
      ['--profile', 'logs,traces'],
    ]) {
      const { code, out } = await run([...args, '--json']);
      assert.equal(code, 0);
      const { pages } = JSON.parse(out);
      assert.deepEqual(
        pages.map(({ title }: { title: string }) => title),
        ['Prometheus', 'Grafana', 'Kibana', 'Jaeger'],
      );
      assert.match(calls().at(-1) ?? '', /--profile logs --profile traces ps/);
    }
  });

  test('reads what an older plugin prints, which is one list', async () => {
    docker({ 'ps.out': `[${told({}).split('\n').join(',')}]` });
    assert.equal((await run([])).code, 0);
  });

  test('and can be cancelled while it waits', async () => {
    docker({ 'ps.out': told({ grafana: { Health: 'starting' } }) });
    const { child, ended } = start([]);
    const counted = () =>
      existsSync(join(said(), 'count')) ? readFileSync(join(said(), 'count'), 'utf8') : '0';
    while (Number(counted()) < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    const { code, err } = await ended;
    assert.equal(code, 5);
    assert.match(err, /npm run preview -- --down ends it/);
  });
});

describe('what is missing is said, with the way out', () => {
  const nowhere = async (): Promise<void> => {
    docker();
    // Only node, which is started by its path.
    const { code, err } = await run([], { PATH: dirname(said()) });
    assert.equal(code, 1);
    assert.match(err, /there is no docker on this machine/);
    assert.match(err, /npm start/);
  };
  test('no docker', nowhere);

  for (const [what, answers, exit, words] of [
    [
      'no plugin',
      { 'plugin.code': '1', 'plugin.err': 'docker: unknown command: docker compose\n\nRun docker --help' },
      1,
      /Compose plugin is not[\s\S]*unknown command: docker compose/,
    ],
    ['an old plugin', { 'plugin.out': 'v2.17.2' }, 1, /too old: 2\.17\.2[\s\S]*update Docker/],
    [
      'a daemon that does not run',
      { 'daemon.code': '1', 'daemon.err': 'Cannot connect to the Docker daemon at unix:///x.' },
      1,
      /docker is not running[\s\S]*Cannot connect/,
    ],
    [
      'no right to it',
      { 'daemon.code': '1', 'daemon.err': 'permission denied while trying to connect to the docker API' },
      3,
      /does not let you in[\s\S]*usermod/,
    ],
  ] as const)
    test(what, async () => {
      docker(answers);
      const { code, err } = await run([]);
      assert.equal(code, exit);
      assert.match(err, words);
      assert.ok(!calls().some((call) => call.includes(' up ')), 'nothing is started');
      assert.ok(!existsSync(join(home, '.sightline')), 'nothing is made up');
    });

  test('a port that somebody else has, unless it is ours already', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const taken = { PREVIEW_GRAFANA_PORT: String(port) };
    docker({ 'ps.1.out': '', 'ps.2.out': told({}) });
    const { code, err } = await run([], taken);
    assert.equal(code, 1);
    assert.match(err, new RegExp(`port ${port} is taken, and grafana needs it`));
    assert.match(err, /PREVIEW_GRAFANA_PORT=\d+ npm run preview/);
    docker({ 'ps.out': told({}) });
    assert.equal((await run([], taken)).code, 0, 'what runs already has it');
    server.close();
    docker({ 'ps.out': '' });
    assert.equal((await run([], { PREVIEW_GRAFANA_PORT: 'x' })).code, 2);
  });

  test('a port that docker finds taken', async () => {
    docker({
      'up.code': '1',
      'up.err':
        'Error response from daemon: driver failed programming external connectivity: Bind for 127.0.0.1:9090 failed: port is already allocated\n',
      'ps.1.out': '',
      'ps.2.out': told({ prometheus: { State: 'created', Health: '' } }),
    });
    const { code, err } = await run([]);
    assert.equal(code, 1);
    assert.match(err, /error: port 9090 is taken/);
  });

  for (const [what, state, because] of [
    ['whose health check fails', { Health: 'unhealthy' }, /its health check fails/],
    ['that ended', { State: 'exited', Health: '', ExitCode: 137 }, /it ended with code 137/],
    ['that ends again and again', { State: 'restarting', Health: '', ExitCode: 1 }, /again and again/],
  ] as const)
    test(`a container ${what}, with its last lines`, async () => {
      docker({
        'ps.1.out': '',
        'ps.2.out': told({ prometheus: state }),
        'logs.out': 'level=error err="opening storage failed"\n',
      });
      const { code, err } = await run([]);
      assert.equal(code, 1);
      assert.match(err, /last lines of prometheus\nlevel=error err="opening storage failed"/);
      assert.match(err, /error: prometheus is not well/);
      assert.match(err, because);
      assert.match(calls().at(-1) ?? '', /logs --no-color --no-log-prefix --tail 20 prometheus$/);
    });

  test('a set-up that failed, which docker compose meets first', async () => {
    docker({
      'up.code': '1',
      'up.err': 'service "elasticsearch-set-up" didn\'t complete successfully: exit 1\n',
      'ps.1.out': '',
      'ps.2.out': told({ 'elasticsearch-set-up': { State: 'exited', ExitCode: 1 } }),
      'logs.err': 'error: PUT /_ilm/policy/x was refused with 400\n',
    });
    const { code, err } = await run(['--profile', 'logs']);
    assert.equal(code, 1);
    assert.match(err, /error: elasticsearch-set-up is not well/);
    assert.match(err, /was refused with 400/);
  });

  test('something that takes for ever', async () => {
    docker({ 'ps.1.out': '', 'ps.2.out': told({ grafana: { Health: 'starting' } }) });
    const { code, err } = await run(['--patience', '1']);
    assert.equal(code, 1);
    assert.match(err, /grafana is not well[\s\S]*after 1 s/);
  });

  test('a file that the definitions do not say any more', async () => {
    docker();
    writeFileSync(join(home, 'generated/preview/jaeger.yaml'), 'old: true\n');
    const { code, err } = await run([]);
    assert.equal(code, 1);
    assert.match(err, /jaeger\.yaml is not what the definitions say[\s\S]*npm run build/);
    // It can be ended all the same.
    assert.equal((await run(['--down'])).code, 0);
  });

  test('words that make no sense', async () => {
    docker();
    for (const args of [['--profile', 'metrics'], ['--forget'], ['--patience', 'long'], ['--profile=']])
      assert.equal((await run(args)).code, 2, args.join(' '));
  });
});

test('--config prints the file, without docker', async () => {
  docker();
  const { code, out } = await run(['--config'], { PATH: dirname(said()) });
  assert.equal(code, 0);
  assert.equal(out, readFileSync(join(root, 'generated/preview/compose.yaml'), 'utf8'));
});

describe('--down', () => {
  test('ends every part, whichever were started, and keeps what they stored', async () => {
    docker({ 'ps.out': told({}) });
    await run([]);
    const { code, out } = await run(['--down']);
    assert.equal(code, 0);
    assert.match(out, /stays for the next start/);
    assert.match(calls().at(-1) ?? '', /--profile logs --profile traces down --remove-orphans$/);
    assert.ok(existsSync(join(home, '.sightline/preview/variables.env')));
  });

  test('--forget deletes volumes and passwords together: a server would not know new ones', async () => {
    docker({ 'ps.out': told({}) });
    await run([]);
    assert.equal((await run(['--down', '--forget'])).code, 0);
    assert.match(calls().at(-1) ?? '', /down --remove-orphans --volumes$/);
    assert.ok(!existsSync(join(home, '.sightline/preview')));
  });

  test('keeps the passwords when docker could not', async () => {
    docker({ 'ps.out': told({}), 'down.code': '1', 'down.err': 'volume is in use\n' });
    await run([]);
    const { code, err } = await run(['--down', '--forget']);
    assert.equal(code, 1);
    assert.match(err, /volume is in use/);
    assert.ok(existsSync(join(home, '.sightline/preview/variables.env')));
  });
});
