import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../src/model/failure.ts';
import { type PrometheusApi, prometheusApi } from '../../src/providers/prometheus.ts';

/** A Prometheus server that this process started. */
export interface RunningPrometheus {
  readonly url: string;
  readonly api: PrometheusApi;
  /** Settles with the reason when it ends without having been asked to. */
  readonly died: Promise<Failure>;
  /** Ends it, by its process id, and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts a Prometheus on loopback and waits until it answers. */
export async function startPrometheus(spec: {
  readonly config: string;
  readonly data: string;
  readonly port: number;
  readonly flags: readonly string[];
}): Promise<RunningPrometheus> {
  const address = `127.0.0.1:${spec.port}`;
  const args = [
    `--config.file=${spec.config}`,
    `--storage.tsdb.path=${spec.data}`,
    `--web.listen-address=${address}`,
    ...spec.flags,
    '--log.level=warn',
  ];
  // Should this process be killed outright, the kernel ends Prometheus too, where it can be asked to.
  const [program, ...before] =
    spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0
      ? ['setpriv', '--pdeathsig', 'TERM', 'prometheus']
      : ['prometheus'];
  const child = spawn(program as string, [...before, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4000);
  });
  const url = `http://${address}`;
  const api = prometheusApi(url);
  let asked = false;
  const stop = () => {
    asked = true;
    return end(child);
  };
  const died = new Promise<Failure>((resolve) => {
    child.once('exit', () => {
      if (!asked) resolve(failure('Prometheus ended', said));
    });
  });
  try {
    await ready(api, child, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, api, died, stop };
}

/** The last thing that Prometheus had to say, as the reason of a failure. */
const failure = (message: string, said: string): Failure =>
  new Failure(message, {
    why: said.trim().split('\n').at(-1) || 'it said nothing',
    next: 'promtool check config generated/prometheus/prometheus.yml',
  });

async function ready(api: PrometheusApi, child: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw failure('Prometheus does not start', said());
    }
    if (await api.isReady().catch(() => false)) return;
    await sleep(100);
  }
  throw new Failure('Prometheus does not answer after a minute', {
    why: said().trim() || 'it said nothing',
    next: 'npm start, once the machine is less busy',
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(hard);
}

/** A port that is kept from others until `release`. */
export interface ClaimedPort {
  readonly port: number;
  release(): Promise<void>;
}

/** Claims a port: the wanted one, or any free one for 0. One that is taken is a Failure. */
export function claimPort(wanted: number, whose: string): Promise<ClaimedPort> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Failure(`port ${wanted} is in use`, {
          why:
            error.code === 'EACCES'
              ? 'it may not be used without privileges'
              : `${whose} wants to listen on it`,
          next: 'npm start -- --free-ports, which takes any ports that are free',
        }),
      ),
    );
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      resolve({ port, release: () => new Promise((done) => probe.close(() => done())) });
    });
  });
}
