import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { routing } from '../../alerts/routing.ts';
import { alertmanager as server } from '../../platform/alertmanager.ts';
import { claimPort } from '../../scripts/stack/prometheus-process.ts';
import { notificationTemplate, notificationTexts } from '../../src/compile/notification.ts';
import { alertmanagerProgram, withFiles } from './amtool.ts';

/** An alert as Alertmanager takes and gives it. */
export interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  readonly endsAt?: string;
}

/** A real Alertmanager on loopback. */
export interface RunningAlertmanager {
  readonly url: string;
  send(alerts: readonly PostedAlert[]): Promise<void>;
  /** The names of its alerts, and of those whether another alert keeps them quiet. */
  inhibited(): Promise<Readonly<Record<string, boolean>>>;
}

/** Runs something while an Alertmanager of some configuration runs; `files` lie beside the configuration. */
export function withAlertmanager(
  config: unknown,
  files: Readonly<Record<string, string>>,
  work: (running: RunningAlertmanager) => Promise<void>,
): Promise<void> {
  const texts = Object.fromEntries(
    notificationTexts.map((text) => [
      `templates/${text}.tmpl`,
      notificationTemplate(text, 'alertmanager', routing.links),
    ]),
  );
  return withFiles({ ...texts, ...files, 'alertmanager.yml': stringify(config) }, async (folder) => {
    const { port, release } = await claimPort(0, 'Alertmanager');
    await release();
    const url = `http://127.0.0.1:${port}`;
    const child = spawn(
      alertmanagerProgram as string,
      [
        `--config.file=${join(folder, 'alertmanager.yml')}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        `--web.external-url=${server.externalUrl}`,
        // Alone, it need not look for others.
        '--cluster.listen-address=',
        '--log.level=warn',
      ],
      { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const gone = once(child, 'exit');
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    try {
      await until(async () => {
        if (child.exitCode !== null) throw new Error(`Alertmanager ended: ${said}`);
        return (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok ?? false;
      });
      await work({ url, send: (alerts) => send(url, alerts), inhibited: () => inhibited(url) });
    } finally {
      child.kill('SIGTERM');
      await gone;
    }
  });
}

/** Waits, for twenty seconds at most, until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) if (await holds()) return;
  throw new Error('it did not happen within twenty seconds');
}

async function send(url: string, alerts: readonly PostedAlert[]): Promise<void> {
  const answer = await fetch(`${url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

async function inhibited(url: string): Promise<Readonly<Record<string, boolean>>> {
  const answer = await fetch(`${url}/api/v2/alerts`);
  const alerts = (await answer.json()) as {
    readonly labels: Readonly<Record<string, string>>;
    readonly status: { readonly inhibitedBy: readonly string[] };
  }[];
  return Object.fromEntries(
    alerts
      .map(({ labels, status }) => [labels.alertname ?? '', status.inhibitedBy.length > 0] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
