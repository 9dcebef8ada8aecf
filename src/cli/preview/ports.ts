import { createServer } from 'node:net';
import type { ComposePort, ComposeService } from '../../model/compose.ts';
import { exitCode, Failure } from '../../model/failure.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The port on this machine: the usual one, or what its variable says. */
export function portOf({ outside, variable }: ComposePort, variables: Variables): number {
  const said = variables[variable];
  if (said === undefined || said === '') return outside;
  const port = Number(said);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`${variable}=${said} is no port`, {
    next: `say a number from 1 to 65535, such as ${variable}=${outside + 10_000}`,
    exit: exitCode.usage,
  });
}

/** Refuses when somebody else has a port that a service needs. */
export async function requirePorts(services: readonly ComposeService[], variables: Variables): Promise<void> {
  for (const { name, ports = [] } of services)
    for (const port of ports) {
      const number = portOf(port, variables);
      if (await isFree(number)) continue;
      throw new Failure(`port ${number} is taken, and ${name} needs it`, {
        why: 'another process listens on 127.0.0.1 there',
        next: `end that process, or take another: ${port.variable}=${number + 10_000 < 65_536 ? number + 10_000 : number - 10_000} npm run preview`,
      });
    }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
      // What is not ours to take is for docker to say.
      .once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'EADDRINUSE'))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
