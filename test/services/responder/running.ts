import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { actions } from '../../../alerts/responses.ts';
import { type AuditRow, readDatabase, trail, verify } from '../../../services/responder/index.ts';
import { type Responder, startResponder } from '../../../services/responder/responder.ts';
import { readSettings } from '../../../services/responder/settings.ts';
import { startTargets, type Targets, variablesOf } from './targets.ts';

/** What Alertmanager and people say of themselves in tests. */
export const token = 'a-token-of-alertmanager';
export const operatorToken = 'a-token-of-operators';

/** An alert of a delivery, with what tests do not care about filled in. */
export function alert(given: {
  readonly fingerprint?: string;
  readonly status?: 'firing' | 'resolved';
  readonly labels?: Readonly<Record<string, string>>;
  readonly startsAt?: number;
  readonly endsAt?: number;
}) {
  const { fingerprint = 'f1', status = 'firing', labels, startsAt = Date.now() - 1000, endsAt } = given;
  return {
    status,
    fingerprint,
    labels: {
      alertname: 'FrameworkAutomationHighErrorRate',
      environment: 'production',
      severity: 'critical',
      subject: 'availability',
      ...labels,
    },
    annotations: { summary: 'Too much fails.' },
    startsAt: new Date(startsAt).toISOString(),
    endsAt: status === 'resolved' ? new Date(endsAt ?? Date.now()).toISOString() : '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus:9090/graph?g0.expr=up',
  };
}

export type TestAlert = ReturnType<typeof alert>;

/** Posts to a responder. */
export async function post(
  url: string,
  path: string,
  body: unknown,
  bearer: string = path.startsWith('/v1/automation') || path.startsWith('/v1/incidents')
    ? token
    : operatorToken,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

export const deliver = (url: string, path: 'automation' | 'incidents', ...alerts: readonly TestAlert[]) =>
  post(url, `/v1/${path}`, { version: '4', groupKey: '{}', status: 'firing', receiver: 'responses', alerts });

/** A responder in a folder of its own, among targets of its own. */
export interface Running {
  readonly targets: Targets;
  readonly responder: Responder;
  readonly folder: string;
  readonly database: string;
  readonly url: string;
  restart(more?: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
  audit(): readonly AuditRow[];
  /** The events of the audit, as `event action`. */
  events(): readonly string[];
}

/** All actions are carried out, an hour takes 18 s, and nothing is limited, unless a test says otherwise. */
export async function start(
  context: TestContext,
  variables: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'responder-'));
  const targets = await startTargets();
  const database = variables.RESPONDER_DATABASE ?? join(folder, 'responder.db');
  const settings = (more: Readonly<Record<string, string>> = {}) =>
    readSettings({
      RESPONDER_TOKEN: token,
      RESPONDER_OPERATOR_TOKEN: operatorToken,
      RESPONDER_PORT: '0',
      RESPONDER_DATABASE: database,
      RESPONDER_TIME_FACTOR: '200',
      RESPONDER_EXECUTE: Object.keys(actions).join(','),
      RESPONDER_COOLDOWN: '1ms',
      RESPONDER_CHANGES_PER_HOUR: '10000',
      RESPONDER_PATIENCE: '1s',
      ...variablesOf(targets),
      ...variables,
      ...more,
    });
  let responder = await startResponder(settings());
  let isRunning = true;
  const stop = async () => {
    if (isRunning) await responder.close();
    isRunning = false;
  };
  context.after(async () => {
    await stop();
    await targets.close();
    rmSync(folder, { recursive: true });
  });
  const audit = (): readonly AuditRow[] => {
    const reading = readDatabase(database);
    const rows = [...trail(reading)];
    const { broken } = verify(rows);
    reading.close();
    if (broken !== undefined) throw new Error(`entry ${broken} of the audit does not fit`);
    return rows;
  };
  return {
    targets,
    folder,
    database,
    get responder() {
      return responder;
    },
    get url() {
      return responder.url;
    },
    async restart(more) {
      await responder.close();
      responder = await startResponder(settings(more));
    },
    stop,
    audit,
    events: () => audit().map(({ event, action }) => (action ? `${event} ${action}` : event)),
  };
}

/** Waits, for half a minute at most, until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(10)) if (await holds()) return;
  throw new Error('it did not happen within half a minute');
}
