import './root.ts';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { type Command, main } from '../src/cli/command.ts';
import { isRunning } from '../src/compile/is-running.ts';
import { exitCode, Failure } from '../src/model/failure.ts';
import { versions as clusterVersions } from '../test/contract/elasticsearch/profile.ts';
import { startGrafana } from '../test/contract/grafana/grafana.ts';
import { versions } from '../test/contract/grafana/profile.ts';
import { versions as kibanaVersions } from '../test/contract/kibana/profile.ts';
import { colleague } from './sandbox/colleague.ts';
import { keepState, keptState } from './sandbox/kept-state.ts';
import { type Play, releases, type Servers, startServers } from './sandbox/servers.ts';

/** Where the target named "sandbox" finds it. */
const recordFile = '.sightline/sandbox.json';
const plainWords =
  'Stand-ins that speak the HTTP APIs of Grafana, Elasticsearch and Kibana, rules and refusals included. They are none of them: they draw no pictures and find no documents.';

const command: Command = {
  name: 'sandbox',
  summary: `Starts servers to try plan and deploy against.\n${plainWords}`,
  options: {
    grafana: { type: 'string', value: 'VERSION', help: `one of ${versions.join(', ')} (default 12)` },
    elasticsearch: {
      type: 'string',
      value: 'VERSION',
      help: `one of ${clusterVersions.join(', ')} (default 9.5)`,
    },
    kibana: { type: 'string', value: 'VERSION', help: `one of ${kibanaVersions.join(', ')} (default 9.5)` },
    port: {
      type: 'string',
      value: 'PORT',
      help: 'where Grafana listens on 127.0.0.1 (default any free port)',
    },
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
    const kept = values.keep === undefined ? undefined : keptState(values.keep);
    const play: Play = {
      grafana: releases.grafana(values.grafana),
      elasticsearch: releases.elasticsearch(values.elasticsearch),
      kibana: releases.kibana(values.kibana),
      port: wholeNumber('port', values.port, 65_535),
      latencyMs: wholeNumber('latency', values.latency, 60_000),
      logBodies: false,
    };
    const out = flags.json ? process.stderr : process.stdout;
    const say = (text: string): void => void out.write(`${text}\n`);
    const loud = flags.log || (out.isTTY ?? false);
    const tell = (all: Servers): Servers => {
      if (loud)
        for (const [name, server] of Object.entries(all) as [string, Servers['grafana']][])
          server.onRequest(({ method, path, status }) =>
            say(`${name === 'grafana' ? '' : `${name} `}${method} ${path} ${status || 'cut'}`),
          );
      const { grafana, elasticsearch, kibana } = all;
      write(record, {
        pid: process.pid,
        token: grafana.token,
        url: grafana.url,
        version: grafana.version,
        elasticsearch: { url: elasticsearch.url, apiKey: elasticsearch.keys.admin },
        kibana: { url: kibana.url, apiKey: kibana.keys.admin },
      });
      return all;
    };
    let servers = tell(await startServers(play, kept));
    try {
      const { url, version } = servers.grafana;
      const others = { elasticsearch: toldOf(servers.elasticsearch), kibana: toldOf(servers.kibana) };
      if (flags.json) process.stdout.write(`${JSON.stringify({ url, version, ...others })}\n`);
      else
        say(
          `${welcome(servers)}${process.stdin.isTTY ? '"help" lists what a colleague may do here. ' : ''}Ctrl-C ends it.\n`,
        );
      const deafen = listen(async (word, rest) => {
        if (word === 'quit') return end.now();
        const { grafana } = servers;
        if (word !== 'version') return say(colleague(grafana, word, rest));
        const wanted = releases.grafana(rest ?? '');
        const port = Number(new URL(grafana.url).port);
        await grafana.close();
        const { grafana: _, elasticsearch: __, kibana: ___, ...options } = play;
        const next = await startGrafana({ ...options, version: wanted, port, store: grafana.store });
        servers = tell({ ...servers, grafana: next });
        say(`the server is Grafana ${next.version} now, with what was stored`);
      }, say);
      await end.promise;
      deafen();
      return exitCode.ok;
    } finally {
      const { grafana, elasticsearch, kibana } = servers;
      await Promise.all([grafana.close(), elasticsearch.close(), kibana.close()]);
      if (values.keep !== undefined)
        keepState(values.keep, {
          grafana: grafana.store,
          elasticsearch: elasticsearch.store,
          kibana: kibana.store,
        });
      rmSync(record, { force: true });
    }
  },
};

const toldOf = ({ url, version }: { readonly url: string; readonly version: string }) => ({ url, version });

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

function welcome({ grafana, elasticsearch, kibana }: Servers): string {
  return `${plainWords}

Grafana ${grafana.version} is played at ${grafana.url}
Elasticsearch ${elasticsearch.version} at ${elasticsearch.url}
Kibana ${kibana.version} at ${kibana.url}

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

function wholeNumber(name: string, text: string | undefined, most: number): number {
  if (text === undefined) return 0;
  if (/^\d{1,6}$/.test(text) && Number(text) <= most) return Number(text);
  throw new Failure(`--${name} ${text} is not a whole number up to ${most}`, {
    next: `npm run sandbox -- --help`,
    exit: exitCode.usage,
  });
}

await main(command);
