import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alertmanagerConfig } from '../../src/compile/alertmanager.ts';
import { notificationTemplate, notificationTexts } from '../../src/compile/notification.ts';
import { yaml } from '../../src/compile/yaml.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Project } from '../../src/model/project.ts';
import { isInstalled } from '../stack/programs.ts';
import { type RunningServer, startServer } from '../stack/server-process.ts';
import { mailHeader } from './stand-ins/receivers.ts';
import { slipTemplate } from './stand-ins/slip.ts';

/** Where a drill's Alertmanager finds those whom it tells. */
export interface Told {
  /** Address of the stand-ins, without a slash at the end. */
  readonly standIns: string;
  readonly mailPort: number;
  /** Sent to programs of ours. */
  readonly token: string;
}

/**
 * The generated configuration, which tells stand-ins instead of the world. Routes, groups, inhibitions and texts are left as they
 * are; every notification gets a slip that says what it is about.
 */
export function drillConfig(project: Project, secrets: string, told: Told): unknown {
  const { routing, alertmanager } = required(project);
  const config = alertmanagerConfig(routing, { ...alertmanager, secrets }) as {
    readonly global: object;
    readonly receivers: readonly Receiver[];
  };
  return {
    ...config,
    global: {
      ...config.global,
      pagerduty_url: `${told.standIns}/pagerduty`,
      smtp_smarthost: `127.0.0.1:${told.mailPort}`,
      // The stand-in is on this machine and has no certificate.
      smtp_require_tls: false,
    },
    receivers: config.receivers.map(withSlip(told)),
  };
}

interface Receiver {
  readonly pagerduty_configs?: readonly { readonly details: object }[];
  readonly slack_configs?: readonly object[];
  readonly email_configs?: readonly { readonly headers: object }[];
  readonly webhook_configs?: readonly { readonly url: string }[];
}

const withSlip =
  ({ standIns }: Told) =>
  (of: Receiver): Receiver => ({
    ...of,
    ...(of.pagerduty_configs && {
      pagerduty_configs: of.pagerduty_configs.map((one) => ({
        ...one,
        details: { ...one.details, drill: slipTemplate },
      })),
    }),
    ...(of.slack_configs && {
      slack_configs: of.slack_configs.map((one) => ({ ...one, footer: slipTemplate })),
    }),
    ...(of.email_configs && {
      email_configs: of.email_configs.map((one) => ({
        ...one,
        headers: { ...one.headers, [mailHeader]: slipTemplate },
      })),
    }),
    ...(of.webhook_configs && {
      webhook_configs: of.webhook_configs.map((one) => ({
        ...one,
        url: `${standIns}/webhook${new URL(one.url).pathname}`,
      })),
    }),
  });

/** Starts a real Alertmanager on loopback. */
export async function startAlertmanager(spec: {
  readonly project: Project;
  readonly folder: string;
  readonly port: number;
  readonly told: Told;
}): Promise<RunningServer> {
  const { project, folder, port, told } = spec;
  const { routing, alertmanager } = required(project);
  const program = ['prometheus-alertmanager', 'alertmanager'].find(isInstalled);
  if (!program)
    throw new Failure('Alertmanager is not installed', {
      why: 'no `alertmanager` on PATH',
      next: 'put it on PATH (prometheus.io/download); on Debian: sudo apt-get install prometheus-alertmanager',
    });
  const config = drillConfig(project, 'secrets', told);
  const files: Record<string, string> = {
    'alertmanager.yml': yaml(config),
    ...Object.fromEntries(
      notificationTexts.map((text) => [
        `templates/${text}.tmpl`,
        notificationTemplate(text, 'alertmanager', routing.links),
      ]),
    ),
  };
  // Every secret is a file; two of them matter to a stand-in.
  const named = files['alertmanager.yml']?.match(/(?<=: )secrets\/\w+$/gm) ?? [];
  for (const name of named) files[name] = 'not a secret';
  files['secrets/slack_webhook'] = `${told.standIns}/slack`;
  files['secrets/responder_token'] = told.token;
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return startServer({
    name: 'Alertmanager',
    folder,
    command: [
      program,
      '--config.file=alertmanager.yml',
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      `--web.external-url=${alertmanager.externalUrl}`,
      // Alone, it need not look for others.
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok,
    next: 'amtool check-config generated/alertmanager/alertmanager.yml',
  });
}

function required({ routing, alertmanager }: Project) {
  if (routing && alertmanager) return { routing, alertmanager };
  throw new Failure('there is nobody to tell of alerts', {
    next: 'give the project in scripts/project.ts a routing and an Alertmanager',
  });
}
