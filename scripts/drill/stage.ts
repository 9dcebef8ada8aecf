import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../src/model/failure.ts';
import type { Project } from '../../src/model/project.ts';
import type { PrometheusApi } from '../../src/providers/prometheus.ts';
import { requirePrometheus } from '../stack/programs.ts';
import { writeConfig } from '../stack/prometheus-config.ts';
import { claimPort, startPrometheus } from '../stack/prometheus-process.ts';
import { createWorkspace } from '../stack/workspace.ts';
import { startAlertmanager } from './alertmanager.ts';
import { givePast } from './past.ts';
import { createToken, type RunningResponder, startResponder } from './responder.ts';
import { shorten } from './shorten.ts';
import { startStandIns } from './stand-ins/http.ts';
import { startMail } from './stand-ins/mail.ts';
import { type Notification, readMail, receivers } from './stand-ins/receivers.ts';
import { createTargets, type Targets } from './stand-ins/targets.ts';
import { createWorld, type World } from './world.ts';

/** What a stage is asked for. */
export interface StageOptions {
  readonly project: Project;
  /** How much faster everything goes. */
  readonly factor: number;
  readonly seed: number;
  /** Hours of the world before it starts. */
  readonly hours: number;
  /** Told of every notification that arrives somewhere. */
  hear(notification: Notification): void;
  /** Told what is going on, a line each. */
  say(line: string): void;
  readonly signal: AbortSignal;
}

/** Everything that takes part in a drill, up and running on loopback. */
export interface Stage {
  readonly world: World;
  readonly targets: Targets;
  readonly api: PrometheusApi;
  readonly responder: RunningResponder;
  /** Settles with the reason when a server ends without having been asked to. */
  readonly died: Promise<Failure>;
  /** Ends everything, each process by its id. */
  stop(): Promise<void>;
}

/** Servers that have a port of their own. */
const servers = ['prometheus', 'alertmanager', 'responder'] as const;

/**
 * Starts a simulator, a real Prometheus, a real Alertmanager and the responder, with stand-ins for the rest of the world. What was started is ended
 * again when a later part fails.
 */
export async function startStage(options: StageOptions): Promise<Stage> {
  const { factor, seed, hours, say, signal } = options;
  requirePrometheus(say);
  const project = shorten(options.project, factor);
  const folder = createWorkspace();
  const closing: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  const closed = <Closable extends { close(): Promise<void> }>(one: Closable): Closable => {
    closing.push(() => one.close());
    return one;
  };
  const stopped = <Stoppable extends { stop(): Promise<void> | void }>(one: Stoppable): Stoppable => {
    closing.push(() => one.stop());
    return one;
  };
  try {
    const ports = await claimPorts();
    const targets = createTargets();
    const standIns = closed(
      await startStandIns({
        ...targets.standIns,
        ...receivers({
          hear: options.hear,
          programAt: (path) => (path.startsWith('/v1/') ? `http://127.0.0.1:${ports.responder}` : undefined),
        }),
      }),
    );
    const mail = closed(
      await startMail((message) => {
        const notification = readMail(message);
        if (notification) options.hear(notification);
      }),
    );
    const address = `http://127.0.0.1:${standIns.port}`;
    const token = createToken();

    const world = createWorld({ factor, seed, hours });
    const serving = closed(await world.simulator.serve({ ports: anyPort }));
    const scraped = Object.fromEntries(
      Object.entries(serving.endpoints).map(([job, { port }]) => [job, `127.0.0.1:${port}`]),
    );
    const targetsByJob = targetsOf(scraped, ports);
    if (hours > 0) {
      const { prometheus: port } = ports;
      await givePast({
        project,
        world,
        hours,
        folder,
        port,
        instances: scraped,
        targets: targetsByJob,
        say,
        signal,
      });
    }
    signal.throwIfAborted();

    say('starting Alertmanager, the responder and Prometheus');
    const [alertmanager, responder] = await both([
      startAlertmanager({
        project,
        folder: join(folder, 'alertmanager'),
        port: ports.alertmanager,
        told: { standIns: address, mailPort: mail.port, token },
      }).then(stopped),
      startResponder({ folder, port: ports.responder, factor, token, standIns: address }).then(stopped),
    ]);
    stopped(world.run());
    // The last to start: a target that is not there yet would count as one that was down.
    const served = {
      folder,
      targets: targetsByJob,
      alertmanagers: [`127.0.0.1:${ports.alertmanager}`],
    };
    const prometheus = stopped(
      await startPrometheus({
        config: writeConfig({ ...served, project: { ...project, rules: [] } }),
        data: join(folder, 'data'),
        port: ports.prometheus,
        flags: [...project.prometheus.flags, '--web.enable-lifecycle'],
      }),
    );
    await scrapes(prometheus.api, Object.values(served.targets).flat().length, signal);
    writeConfig({ ...served, project });
    await fetch(`${prometheus.url}/-/reload`, { method: 'POST' });
    return {
      world,
      targets,
      api: prometheus.api,
      responder,
      died: Promise.race([prometheus.died, alertmanager.died, responder.died]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for two. When one fails, the other is waited for all the same: what nobody waits for, nobody ends. */
async function both<One, Other>(
  starting: readonly [Promise<One>, Promise<Other>],
): Promise<readonly [One, Other]> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}

/**
 * Waits until Prometheus scrapes everything. It takes five seconds to find its targets, however fast the world is, and rules that
 * looked meanwhile would find a framework that is gone.
 */
async function scrapes(api: PrometheusApi, targets: number, signal: AbortSignal): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    if ((await api.query('up == 1')).length === targets) return;
    await sleep(100, undefined, { signal });
  }
  const down = (await api.query('up == 0')).map(({ labels }) => `${labels.job} at ${labels.instance}`);
  throw new Failure('Prometheus cannot scrape everything', {
    why: `down: ${down.join(', ') || 'some have not been tried'}`,
    next: 'npm run drill -- --factor 10, if this machine is slow',
  });
}

const anyPort = { 'claude-framework': 0, 'github-integration': 0, 'claude-framework-ops': 0 };

/** All ports are claimed before the first is let go, so that no two of them are the same. */
async function claimPorts(): Promise<Readonly<Record<(typeof servers)[number], number>>> {
  const claimed = await Promise.all(servers.map((name) => claimPort(0, name)));
  for (const { release } of claimed) await release();
  return Object.fromEntries(servers.map((name, at) => [name, claimed[at]?.port])) as Record<
    (typeof servers)[number],
    number
  >;
}

/** What is scraped, by job. What the responder says of itself belongs to the operation of the framework, as in production. */
function targetsOf(
  scraped: Readonly<Record<string, string>>,
  ports: Readonly<Record<(typeof servers)[number], number>>,
): Readonly<Record<string, readonly string[]>> {
  const own = Object.entries(scraped).map(([job, address]) => [job, [address]] as const);
  const at = (port: number) => `127.0.0.1:${port}`;
  const all: Record<string, readonly string[]> = {
    ...Object.fromEntries(own),
    prometheus: [at(ports.prometheus)],
    alertmanager: [at(ports.alertmanager)],
  };
  all['claude-framework-ops'] = [...(all['claude-framework-ops'] ?? []), at(ports.responder)];
  return all;
}
