import type { AddressInfo } from 'node:net';
import { Failure, secondsOf } from '#lib';
import { rules } from '../../alerts/index.ts';
import { createAudit } from './audit.ts';
import { type Clock, createClock } from './clock.ts';
import type { Context } from './context.ts';
import { openDatabase } from './database.ts';
import { createDesk } from './desk.ts';
import { receive } from './intake.ts';
import { createRegistry, type Registry } from './registry.ts';
import { startRunner } from './runner.ts';
import { createResponderServer, type Health } from './server.ts';
import type { Settings } from './settings.ts';
import { createResponderMetrics } from './tell-metrics.ts';

/** A responder that listens. */
export interface Responder {
  readonly url: string;
  readonly registry: Registry;
  /** Takes nothing more, ends what is under way, and leaves the rest in the queue for the next start. */
  close(): Promise<void>;
}

const causes: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens on it',
  EACCES: 'ports below 1024 need a privilege',
  EADDRNOTAVAIL: 'this machine does not have that address',
};

/** Starts a responder. Fails with a `Failure` when its settings, its database or its address are not to be had. */
export async function startResponder(
  settings: Settings,
  clock: Clock = createClock(settings.RESPONDER_TIME_FACTOR),
): Promise<Responder> {
  const registry = createRegistry(settings);
  const database = openDatabase(settings.RESPONDER_DATABASE);
  const metrics = createResponderMetrics(settings.RESPONDER_ENVIRONMENT);
  metrics.watch(database, registry);
  const audit = createAudit(database, clock, metrics.heard);
  const context: Context = { database, audit, clock, registry, settings, holdOf };

  const runner = startRunner(context);
  const health = async (): Promise<Health> => {
    const queue = database.one<{ queued: number; oldest: number | null }>(
      `select count(*) as queued, min(due_at) as oldest from tasks where state = 'queued' and due_at <= ?`,
      clock.now(),
    );
    const { queued = 0, oldest = null } = queue ?? {};
    const about = { queued, queueAge: oldest === null ? 0 : (clock.now() - oldest) / 1000 };
    return database
      .write(() => database.run('update probe set at = ?', clock.now()))
      .then(
        () => ({ healthy: true, ...about }),
        (error: Failure) => ({ healthy: false, ...about, problem: error.detail?.why ?? error.message }),
      );
  };
  const desk = createDesk(context);
  const awake = <Result>(result: Result): Result => {
    runner.wake();
    return result;
  };
  const server = createResponderServer({
    token: settings.RESPONDER_TOKEN,
    operatorToken: settings.RESPONDER_OPERATOR_TOKEN,
    metrics,
    desk: {
      ...desk,
      approve: (...args) => desk.approve(...args).then(awake),
      end: (...args) => desk.end(...args).then(awake),
    },
    take: (kind, delivery) => database.write(() => receive(context, kind, delivery)).then(awake),
    health,
  });
  const stop = async (): Promise<void> => {
    await runner.stop();
    database.close();
  };
  const { RESPONDER_HOST: host, RESPONDER_PORT: port } = settings;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    });
  } catch (error) {
    await stop();
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new Failure(`the responder cannot listen on ${host}:${port}`, {
      why: causes[code] ?? message,
      next: 'set RESPONDER_PORT to another port, or to 0 for any that is free',
    });
  }
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    registry,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // Whoever asked a moment ago still gets an answer.
      const late = setTimeout(() => server.closeAllConnections(), 2000);
      await closed;
      clearTimeout(late);
      await stop();
    },
  };
}

const holds = new Map(
  rules.flatMap(({ groups }) =>
    groups.flatMap((group) =>
      group.rules.flatMap((rule) =>
        rule.type === 'alert' ? [[rule.alert, rule.for ? secondsOf(rule.for) * 1000 : 0] as const] : [],
      ),
    ),
  ),
);

/** Milliseconds for which the condition of an alert has held before the alert begins to fire. */
function holdOf(alertname: string): number {
  return holds.get(alertname) ?? 0;
}
