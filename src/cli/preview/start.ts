import { setTimeout } from 'node:timers/promises';
import type { ComposeProject, ComposeService } from '../../model/compose.ts';
import { Failure } from '../../model/failure.ts';
import { Progress } from '../deploy/progress.ts';
import { type Condition, type Container, conditionOf, containersIn } from './containers.ts';
import { type Calling, docker, lastLine } from './docker.ts';
import { requirePorts } from './ports.ts';

/** What is started, and how. */
export interface Starting {
  readonly preview: ComposeProject;
  readonly services: readonly ComposeService[];
  readonly calling: Calling;
  /** Milliseconds until somebody must look. */
  readonly patience: number;
  /** First words of a call, for some parts. */
  readonly compose: (profiles: readonly string[]) => readonly string[];
}

/** Starts containers and waits until all of them are well. Fails with the last words of the first that is not. */
export async function start(starting: Starting): Promise<void> {
  const { services, calling, compose } = starting;
  const profiles = [...new Set(services.flatMap(({ profile }) => profile ?? []))];
  const call = (...args: readonly string[]) => docker([...compose(profiles), ...args], calling);
  const running = await containers(call);
  // What runs already holds its own ports.
  const known = new Set(running.filter(({ State }) => State === 'running').map(({ Service }) => Service));
  await requirePorts(
    services.filter(({ name }) => !known.has(name)),
    calling.variables,
  );
  const isWatched = process.stderr.isTTY === true;
  const up = await docker([...compose(profiles), 'up', '--detach', '--build', '--remove-orphans'], {
    ...calling,
    ...(isWatched && { heard: (text: string) => void process.stderr.write(text) }),
  });
  if (up.code !== 0) await explainUp(up.err, starting, call);
  await wait(starting, call);
}

type Call = (...args: readonly string[]) => ReturnType<typeof docker>;

async function containers(call: Call): Promise<readonly Container[]> {
  const said = await call('ps', '--all', '--format', 'json');
  if (said.code !== 0)
    throw new Failure('docker compose does not say what runs', {
      why: lastLine(said.err),
      next: 'npm run preview -- --config prints the file that it was given',
    });
  return containersIn(said.out);
}

/** `up` waits itself for what others depend on, so it is mostly the one that meets a container that is not well. */
async function explainUp(err: string, starting: Starting, call: Call): Promise<void> {
  const ill = firstIll(starting.services, await containers(call));
  if (ill) await refuse(ill, call);
  const port = /(?:127\.0\.0\.1|0\.0\.0\.0):(\d+)[^\n]*(?:already allocated|already in use)/i.exec(err)?.[1];
  throw new Failure(port ? `port ${port} is taken` : 'docker compose could not start everything', {
    why: lastLine(err),
    next: port
      ? 'end what listens there, or move ours by its variable (npm run preview -- --config shows them)'
      : 'mend what it names, then npm run preview again',
  });
}

async function wait({ services, patience, calling }: Starting, call: Call): Promise<void> {
  const progress = new Progress('well');
  const until = performance.now() + patience;
  try {
    for (;;) {
      const now = await containers(call);
      const ill = firstIll(services, now);
      if (ill) await refuse(ill, call);
      const open = services.filter((service) => conditionOf(service, of(service, now)).is !== 'well');
      progress.show(services.length - open.length, services.length);
      if (open.length === 0) return;
      if (performance.now() > until) {
        const [first] = open as [ComposeService];
        const because = `it was not well after ${Math.round(patience / 1000)} s`;
        await refuse({ service: first, condition: { is: 'ill', because } }, call);
      }
      await setTimeout(1000, undefined, calling.signal && { signal: calling.signal });
    }
  } finally {
    progress.clear();
  }
}

interface Ill {
  readonly service: ComposeService;
  readonly condition: Extract<Condition, { is: 'ill' }>;
}

const of = ({ name }: ComposeService, all: readonly Container[]): Container | undefined =>
  all.find(({ Service }) => Service === name);

function firstIll(services: readonly ComposeService[], all: readonly Container[]): Ill | undefined {
  for (const service of services) {
    const condition = conditionOf(service, of(service, all));
    if (condition.is === 'ill') return { service, condition };
  }
  return undefined;
}

/** Prints what a container said last, and stops. */
async function refuse({ service, condition }: Ill, call: Call): Promise<never> {
  const { out, err } = await call('logs', '--no-color', '--no-log-prefix', '--tail', '20', service.name);
  process.stderr.write(`--- the last lines of ${service.name}\n${(out + err).trimEnd()}\n---\n`);
  throw new Failure(`${service.name} is not well`, {
    why: condition.because,
    next: 'mend what it says, then npm run preview again; npm run preview -- --down ends the rest',
  });
}
