import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { actions } from '../../alerts/responses.ts';
import { type AuditRow, readDatabase, trail } from '../../services/responder/index.ts';
import { type RunningServer, startServer } from '../stack/server-process.ts';
import type { ActionEvent } from './event.ts';

/** A responder in a process of its own. */
export interface RunningResponder extends RunningServer {
  /** What its audit says of actions, beginning with the entry after those already read. */
  read(): readonly (Omit<ActionEvent, 'at'> & { readonly time: number })[];
}

/** A token for one drill. */
export const createToken = (): string => randomBytes(16).toString('hex');

/** Starts the responder, which may do everything that needs no approval, to systems that are stand-ins. */
export async function startResponder(spec: {
  readonly folder: string;
  readonly port: number;
  readonly factor: number;
  readonly token: string;
  /** Address of the stand-ins. */
  readonly standIns: string;
}): Promise<RunningResponder> {
  const { folder, port, factor, token, standIns } = spec;
  const database = join(folder, 'responder.db');
  const server = await startServer({
    name: 'the responder',
    command: [process.execPath, '--import', 'tsx', 'scripts/responder.ts', '--time-factor', String(factor)],
    env: {
      RESPONDER_TOKEN: token,
      RESPONDER_PORT: String(port),
      RESPONDER_DATABASE: database,
      RESPONDER_EXECUTE: Object.keys(actions).join(','),
      RESPONDER_PATIENCE: '2s',
      CONTROL_URL: `${standIns}/control`,
      GITHUB_URL: `${standIns}/github`,
      GITHUB_REPOSITORY: 'example/drill',
      GITHUB_TOKEN: 'none',
      SLACK_WEBHOOK: `${standIns}/told`,
      PAGERDUTY_URL: `${standIns}/called`,
      PAGERDUTY_LEVEL_1_KEY: 'level-1',
      PAGERDUTY_LEVEL_2_KEY: 'level-2',
      PAGERDUTY_LEVEL_3_KEY: 'level-3',
      PAGERDUTY_INFRASTRUCTURE_KEY: 'infrastructure',
      PAGERDUTY_EXECUTIVE_KEY: 'executive',
      KUBERNETES_URL: `${standIns}/kubernetes`,
      KUBERNETES_TOKEN: 'none',
    },
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok,
    next: 'npm run responder -- --help',
  });
  const reading = readDatabase(database);
  let last = 0;
  return {
    ...server,
    read() {
      const rows = [...trail(reading)].filter(({ id }) => id > last);
      last = rows.at(-1)?.id ?? last;
      return rows.flatMap(told);
    },
  };
}

const ends = ['succeeded', 'dry-run', 'failed', 'undone', 'approval-wanted'] as const;

/** What an entry of the audit says of an action. What it takes back because its time was up counts as taken back. */
function told({ at, event, action, detail }: AuditRow) {
  const what = event === 'expired' ? 'undone' : ends.find((one) => one === event);
  if (!what || !action) return [];
  const { note, why, would, target } = JSON.parse(detail) as Readonly<Record<string, string | undefined>>;
  return [
    { type: 'action' as const, time: at, action, event: what, note: note ?? would ?? why ?? target ?? '' },
  ];
}
