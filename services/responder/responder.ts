import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Failure } from '#lib';
import { createAudit } from './audit.ts';
import { type Clock, createClock } from './clock.ts';
import type { Context } from './context.ts';
import { type Database, openDatabase } from './database.ts';
import { holdOf } from './declared.ts';
import { createDesk } from './desk.ts';
import { receive } from './intake.ts';
import { listen } from './listen.ts';
import { createRegistry, type Registry } from './registry.ts';
import { startRunner } from './runner.ts';
import { answerAt, type Health } from './server.ts';
import type { Settings } from './settings.ts';
import { createResponderMetrics } from './tell-metrics.ts';

/** A responder that listens. */
export interface Responder {
  readonly url: string;
  readonly registry: Registry;
  /** Takes nothing more, ends what is under way, and leaves the rest in the queue for the next start. */
  close(): Promise<void>;
}

/** Starts a responder. Fails with a `Failure` when its settings, its database or its address are not to be had. */
export async function startResponder(
  settings: Settings,
  clock: Clock = createClock(settings.RESPONDER_TIME_FACTOR),
): Promise<Responder> {
  const registry = createRegistry(settings);
  const { RESPONDER_HOST: host, RESPONDER_PORT: port } = settings;
  const server = await listen(host, port);
  // Nothing is waited for from here until the server has its answers: a request that came would get none.
  const database = openOrHangUp(settings.RESPONDER_DATABASE, server);
  const metrics = createResponderMetrics(settings.RESPONDER_ENVIRONMENT);
  metrics.watch({ database, registry, clock, settings });
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
  answerAt(server, {
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
      await runner.stop();
      database.close();
    },
  };
}

function openOrHangUp(path: string, server: Server): Database {
  try {
    return openDatabase(path);
  } catch (error) {
    server.close();
    throw error;
  }
}
