import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeFile } from '../../compile/compose.ts';
import type { Output } from '../../compile/output.ts';
import { compare } from '../../compile/write.ts';
import type { ComposeProject, ComposeService } from '../../model/compose.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Project } from '../../model/project.ts';
import type { Arguments, Command } from '../command.ts';
import { load } from '../load.ts';
import { type Calling, docker, requireDocker } from '../preview/docker.ts';
import { portOf } from '../preview/ports.ts';
import { start } from '../preview/start.ts';
import { ensureVariables, forgetVariables, variablesFile } from '../preview/variables.ts';
import { textTable } from '../table.ts';

/** What the command works with. */
export interface PreviewSite {
  readonly root: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly definitions: () => Promise<Project>;
  /** Everything that containers read. */
  readonly outputs: (project: Project) => readonly Output[];
  /** Aborts when the process is asked to end. */
  readonly interruption: () => AbortSignal;
}

/** `npm run preview`: everything at once in containers on this machine. */
export function previewCommand(site: PreviewSite): Command {
  return {
    name: 'preview',
    summary:
      'Starts Grafana, Prometheus, Alertmanager, the simulated framework and the responder in containers, provisioned from the committed files.\nThey listen on 127.0.0.1 alone. Passwords are made up on first start.',
    options: {
      profile: {
        type: 'string',
        multiple: true,
        value: 'NAME',
        help: 'add a part: logs (Elasticsearch, Kibana, Logstash, Filebeat: 6 GB more) or traces (Jaeger, a collector)',
      },
      patience: {
        type: 'string',
        value: 'SECONDS',
        help: 'how long to wait until everything is well (default 600)',
      },
      down: { type: 'boolean', help: 'end it; what it stored stays' },
      forget: { type: 'boolean', help: 'with --down: delete what it stored, passwords too' },
      config: { type: 'boolean', help: 'print the file of docker compose, and start nothing' },
      json: { type: 'boolean', help: 'print the addresses as JSON' },
    },
    async run(args) {
      const project = await load(site.definitions);
      const { preview } = project;
      if (!preview)
        throw new Failure('there is no preview of this project', {
          why: 'its platform declares none',
          next: 'npm start draws its dashboards',
        });
      const { flags } = args;
      if (flags.forget && !flags.down)
        throw new Failure('--forget goes with --down', {
          next: 'npm run preview -- --down --forget',
          exit: exitCode.usage,
        });
      if (flags.config && flags.down)
        throw new Failure('--config does not go with --down', {
          next: 'npm run preview -- --down',
          exit: exitCode.usage,
        });
      const patience = patienceOf(args);
      const services = wanted(preview, args);
      if (!flags.down) refuseStale(project, site);
      if (flags.config) {
        process.stdout.write(readFileSync(join(site.root, composeFile), 'utf8'));
        return exitCode.ok;
      }
      const signal = site.interruption();
      const calling: Calling = { variables: without(site.variables, preview), signal };
      try {
        await requireDocker(calling);
        ensureVariables(preview, site.root);
        if (flags.down) return await end(preview, site, calling, flags.forget ?? false);
        await start({ preview, services, calling, patience, compose: compose(preview) });
      } catch (error) {
        if (!signal.aborted) throw error;
        process.stderr.write('cancelled; what was started goes on: npm run preview -- --down ends it\n');
        return exitCode.cancelled;
      }
      tell(services, site, preview, flags.json ?? false);
      return exitCode.ok;
    },
  };
}

/** The first words of each call. Every part is named, so that what is ended is all of it. */
const compose = (preview: ComposeProject) => (profiles: readonly string[]) => [
  'compose',
  '--file',
  composeFile,
  '--env-file',
  variablesFile(preview),
  ...profiles.flatMap((profile) => ['--profile', profile]),
];

function wanted({ services }: ComposeProject, { values }: Arguments): readonly ComposeService[] {
  const known = profilesOf(services);
  const asked = (values.profile ?? '').split(',').filter(Boolean);
  const stranger = asked.find((name) => !known.includes(name));
  if (stranger)
    throw new Failure(`there is no part called ${stranger}`, {
      next: `say --profile ${known.join(' or --profile ')}`,
      exit: exitCode.usage,
    });
  return services.filter(({ profile }) => profile === undefined || asked.includes(profile));
}

const profilesOf = (services: readonly ComposeService[]): readonly string[] => [
  ...new Set(services.flatMap(({ profile }) => profile ?? [])),
];

/** The containers would read other files than the definitions say. */
function refuseStale(project: Project, { root, outputs }: PreviewSite): void {
  const { created, updated, removed } = compare(root, outputs(project));
  const [stale] = [...updated, ...created, ...removed];
  if (stale)
    throw new Failure(`${stale} is not what the definitions say`, {
      why: 'they were edited since the last build',
      next: 'npm run build, then npm run preview again',
    });
}

/** Our own secrets come from our file alone: docker compose would let a variable of the shell go before it. */
const without = (
  variables: PreviewSite['variables'],
  preview: ComposeProject,
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !(name in preview.variables)));

function patienceOf({ values: { patience = '600' } }: Arguments): number {
  if (/^\d{1,5}$/.test(patience)) return Number(patience) * 1000;
  throw new Failure(`--patience ${patience} is not a number of seconds`, {
    next: 'npm run preview -- --patience 600',
    exit: exitCode.usage,
  });
}

async function end(
  preview: ComposeProject,
  { root }: PreviewSite,
  calling: Calling,
  forget: boolean,
): Promise<number> {
  const all = compose(preview)(profilesOf(preview.services));
  const ended = await docker([...all, 'down', '--remove-orphans', ...(forget ? ['--volumes'] : [])], calling);
  if (ended.code !== 0)
    throw new Failure('docker could not end it', {
      why: ended.err.trim(),
      next: `docker ps --filter label=com.docker.compose.project=${preview.name}`,
    });
  if (forget) forgetVariables(preview, root);
  process.stdout.write(
    forget ? 'Ended, and forgotten.\n' : 'Ended. What it stored stays for the next start.\n',
  );
  return exitCode.ok;
}

/** Where to look, and where the passwords are; never a password. */
function tell(
  services: readonly ComposeService[],
  { variables }: PreviewSite,
  preview: ComposeProject,
  json: boolean,
): void {
  const pages = services.flatMap(({ ports = [] }) =>
    ports.flatMap((port) =>
      port.page ? [{ ...port.page, url: `http://127.0.0.1:${portOf(port, variables)}` }] : [],
    ),
  );
  const file = variablesFile(preview);
  if (json) {
    process.stdout.write(`${JSON.stringify({ pages, passwords: file }, null, 2)}\n`);
    return;
  }
  const rows = pages.map(({ title, url, user, password }) => [title, url, user ?? '', password ?? '']);
  process.stdout.write(
    `\n${textTable(['what', 'where', 'user', 'password, by its name'], rows)}\n\nPasswords are in ${file}. npm run preview -- --down ends it.\n`,
  );
}
