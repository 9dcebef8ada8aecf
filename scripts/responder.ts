import './root.ts';
import {
  readDatabase,
  readSettings,
  type Settings,
  startResponder,
  trail,
  verify,
} from '../services/responder/index.ts';
import { type Command, main } from '../src/cli/command.ts';
import { exitCode, Failure } from '../src/model/failure.ts';

const command: Command = {
  name: 'responder',
  summary: `Takes webhooks of Alertmanager and carries out the automated actions of alerts/responses.ts.

Settings are variables; a secret may be in a file, as <NAME>_FILE:
  RESPONDER_TOKEN                 what Alertmanager sends; wanted
  RESPONDER_OPERATOR_TOKEN        what people send who acknowledge and approve; without it nobody can
  RESPONDER_EXECUTE               actions that are carried out, with commas between; all others only tell what they would do
  RESPONDER_OFF                   actions that are not even told
  RESPONDER_HOST, _PORT           127.0.0.1 and 9800
  RESPONDER_DATABASE              .sightline/responder/responder.db
  RESPONDER_KILL_SWITCH           a file; while it exists nothing is changed (stop, beside the database)
  RESPONDER_ENVIRONMENT           the one whose alerts are acted on (production)
  RESPONDER_COOLDOWN, _CHANGES_PER_HOUR, _SETTLE, _ATTEMPTS, _PATIENCE      15m, 10, 2m, 10, 10s
  CONTROL_URL, CONTROL_TOKEN      the control API of the framework
  GITHUB_REPOSITORY, GITHUB_TOKEN, GITHUB_URL
  SLACK_WEBHOOK
  PAGERDUTY_LEVEL_1_KEY, _2_, _3_, PAGERDUTY_INFRASTRUCTURE_KEY, PAGERDUTY_EXECUTIVE_KEY, PAGERDUTY_URL
  KUBERNETES_URL, KUBERNETES_TOKEN, KUBERNETES_CA_FILE`,
  options: {
    audit: { type: 'boolean', help: 'print what was done, and prove that nobody changed it since' },
    config: { type: 'string', value: 'FILE', help: 'JSON with settings; the environment comes first' },
    json: { type: 'boolean', help: 'with --audit: a JSON object for each entry' },
    'time-factor': { type: 'string', value: 'N', help: 'for a drill: an hour takes an Nth of an hour' },
  },
  async run({ flags, values }) {
    const factor = values['time-factor'];
    const environment = { ...process.env, ...(factor !== undefined && { RESPONDER_TIME_FACTOR: factor }) };
    if (flags.audit) return printAudit(environment, values.config, flags.json ?? false);
    return serve(readSettings(environment, values.config));
  },
};

async function serve(settings: Settings): Promise<number> {
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const responder = await startResponder(settings);
  const actions = Object.values(responder.registry);
  const of = (mode: string) => actions.filter((action) => action.mode === mode).map(({ name }) => name);
  process.stdout.write(
    [
      `responder: ${responder.url}`,
      `database: ${settings.RESPONDER_DATABASE}`,
      `kill switch: ${settings.RESPONDER_KILL_SWITCH}`,
      `carried out: ${of('execute').join(', ') || 'nothing, as RESPONDER_EXECUTE names no action'}`,
      `only told: ${of('dry-run').join(', ') || 'nothing'}`,
      ...(settings.RESPONDER_OPERATOR_TOKEN === undefined
        ? ['nobody can acknowledge or approve, as RESPONDER_OPERATOR_TOKEN is not set']
        : []),
      ...(settings.RESPONDER_TIME_FACTOR === 1
        ? []
        : [`an hour takes ${60 / settings.RESPONDER_TIME_FACTOR} minutes`]),
      '',
    ].join('\n'),
  );
  await ended;
  await responder.close();
  return exitCode.ok;
}

/** Reads beside a responder that runs, and needs none of its secrets. */
function printAudit(environment: NodeJS.ProcessEnv, config: string | undefined, json: boolean): number {
  const { RESPONDER_DATABASE: path } = readSettings(
    { ...environment, RESPONDER_TOKEN: environment.RESPONDER_TOKEN || 'none is needed to read' },
    config,
  );
  const database = readDatabase(path);
  for (const row of trail(database)) {
    const { at, event, actor, episode, task, action, mode, detail } = row;
    const about = [
      episode && `episode ${episode}`,
      task && `task ${task}`,
      action,
      mode,
      actor !== 'automation' && actor,
    ];
    const line = [new Date(at).toISOString(), event, ...about.filter(Boolean), detail].join('  ');
    process.stdout.write(`${json ? JSON.stringify(row) : line}\n`);
  }
  const { count, head, broken } = verify(trail(database));
  if (broken !== undefined)
    throw new Failure(`the audit in ${path} was changed`, {
      why: `entry ${broken} does not fit to those before it; the ${count} before it do`,
      next: 'keep the file as it is, and compare it with its backups',
    });
  process.stderr.write(`${count} entries, unchanged; the last is ${head}\n`);
  return exitCode.ok;
}

await main(command);
