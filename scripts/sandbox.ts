import './root.ts';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { type Command, main } from '../src/cli/command.ts';
import { isRunning } from '../src/compile/is-running.ts';
import { exitCode, Failure } from '../src/model/failure.ts';
import { type Grafana, type GrafanaOptions, startGrafana } from '../test/contract/grafana/grafana.ts';
import { type Version, versions } from '../test/contract/grafana/profile.ts';
import { colleague } from './sandbox/colleague.ts';
import { keepState, keptState } from './sandbox/kept-state.ts';

/** Where the target named "sandbox" finds it. */
const recordFile = '.sightline/sandbox.json';
const plainWords =
  'A stand-in that speaks the HTTP API of Grafana, rules and refusals included. It is not Grafana: it draws no pictures.';

const command: Command = {
  name: 'sandbox',
  summary: `Starts a server to try plan and deploy against.\n${plainWords}`,
  options: {
    grafana: { type: 'string', value: 'VERSION', help: `one of ${versions.join(', ')} (default 12)` },
    port: { type: 'string', value: 'PORT', help: 'where it listens on 127.0.0.1 (default any free port)' },
    latency: { type: 'string', value: 'MS', help: 'milliseconds before each answer (default 0)' },
    keep: {
      type: 'string',
      value: 'FILE',
      help: 'begin with what FILE holds, and write it there at the end',
    },
    record: {
      type: 'string',
      value: 'FILE',
      help: `where its address and token are written (default ${recordFile})`,
    },
    log: { type: 'boolean', help: 'print each request, also into a pipe' },
    json: { type: 'boolean', help: 'print one line of JSON when ready; requests go to stderr' },
  },
  async run({ flags, values }) {
    const end = ending();
    const record = values.record ?? recordFile;
    refuseSecond(record);
    const store = values.keep === undefined ? undefined : keptState(values.keep);
    const options: GrafanaOptions = {
      version: versionNamed(values.grafana ?? '12'),
      port: wholeNumber('port', values.port, 65_535),
      latencyMs: wholeNumber('latency', values.latency, 60_000),
      logBodies: false,
      ...(store && { store }),
    };
    const out = flags.json ? process.stderr : process.stdout;
    const say = (text: string): void => void out.write(`${text}\n`);
    const loud = flags.log || (out.isTTY ?? false);

    const begin = async (more: Partial<GrafanaOptions>): Promise<Grafana> => {
      const started = await startGrafana({ ...options, ...more }).catch(portIsTaken);
      if (loud) started.onRequest(({ method, path, status }) => say(`${method} ${path} ${status || 'cut'}`));
      const { url, token, version } = started;
      write(record, { pid: process.pid, token, url, version });
      return started;
    };
    let grafana = await begin({});
    try {
      const { url, version } = grafana;
      if (flags.json) process.stdout.write(`${JSON.stringify({ url, version })}\n`);
      else
        say(
          `${welcome(grafana)}${process.stdin.isTTY ? '"help" lists what a colleague may do here. ' : ''}Ctrl-C ends it.\n`,
        );
      const deafen = listen(async (word, rest) => {
        if (word === 'quit') return end.now();
        if (word !== 'version') return say(colleague(grafana, word, rest));
        const wanted = versionNamed(rest ?? '');
        const port = Number(new URL(grafana.url).port);
        await grafana.close();
        grafana = await begin({ version: wanted, port, store: grafana.store });
        say(`the server is Grafana ${grafana.version} now, with what was stored`);
      }, say);
      await end.promise;
      deafen();
      return exitCode.ok;
    } finally {
      await grafana.close();
      if (values.keep !== undefined) keepState(values.keep, grafana.store);
      rmSync(record, { force: true });
    }
  },
};

function write(file: string, record: object): void {
  mkdirSync(dirname(file), { recursive: true });
  // A mode counts for a new file only, and there is a token in it.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(record)}\n`, { mode: 0o600 });
}

/** Two sandboxes would write each other's address away. */
function refuseSecond(file: string): void {
  if (!existsSync(file)) return;
  const { pid, url } = recordIn(file);
  if (typeof pid !== 'number' || !isRunning(pid)) return;
  throw new Failure(`a sandbox runs already, at ${url}`, {
    why: `${file} belongs to process ${pid}`,
    next: `use it, or end it with: kill ${pid}`,
  });
}

function recordIn(file: string): { readonly pid?: unknown; readonly url?: unknown } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) ?? {};
  } catch {
    // Cut short by a crash; a new one takes its place.
    return {};
  }
}

function welcome({ url, version }: Grafana): string {
  return `${plainWords}

Grafana ${version} is played at ${url}

  npm run plan -- --target sandbox      what a deploy would change
  npm run deploy -- --target sandbox    change it

`;
}

/** Comes true with Ctrl-C or a polite end; `now` makes it true. */
function ending(): { readonly promise: Promise<void>; now(): void } {
  let now = (): void => {};
  const promise = new Promise<void>((resolve) => {
    now = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, now);
  // npm does not always hand a signal on; it is gone then, and this process has another parent.
  // Started in the background by a script, it is to outlive that.
  const parent = process.ppid;
  if (process.stdin.isTTY) setInterval(() => process.ppid !== parent && now(), 1000).unref();
  return { promise, now };
}

/** Hands each line of a terminal to `obey`, in their order; answers with what stops that. */
function listen(
  obey: (word: string, rest: string | undefined) => Promise<void> | void,
  say: (text: string) => void,
): () => void {
  if (!process.stdin.isTTY) return () => {};
  const lines = createInterface({ input: process.stdin });
  let done = Promise.resolve();
  lines.on('line', (line) => {
    const [word, rest] = line.trim().split(/\s+/);
    if (word) done = done.then(() => obey(word, rest)).catch((error) => say(explained(error)));
  });
  return () => lines.close();
}

const explained = (error: unknown): string =>
  error instanceof Failure ? `${error.message}; ${error.detail.next}` : String(error);

function versionNamed(text: string): Version {
  const version = versions.find((one) => one === text);
  if (version) return version;
  throw new Failure(`"${text}" is no release that the sandbox can play`, {
    why: `it knows ${versions.join(', ')}`,
    next: 'npm run sandbox -- --grafana 12',
    exit: exitCode.usage,
  });
}

function wholeNumber(name: string, text: string | undefined, most: number): number {
  if (text === undefined) return 0;
  if (/^\d{1,6}$/.test(text) && Number(text) <= most) return Number(text);
  throw new Failure(`--${name} ${text} is not a whole number up to ${most}`, {
    next: `npm run sandbox -- --help`,
    exit: exitCode.usage,
  });
}

function portIsTaken(error: NodeJS.ErrnoException & { readonly port?: number }): never {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
  throw new Failure(`port ${error.port} cannot be listened on`, {
    why: error.code === 'EACCES' ? 'it is reserved for root' : 'another program has it',
    next: 'npm run sandbox, without --port, takes a free one',
  });
}

await main(command);
