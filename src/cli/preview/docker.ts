import { spawn } from 'node:child_process';
import { exitCode, Failure } from '../../model/failure.ts';

/** What a run of docker came to. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** How docker is called. */
export interface Calling {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Hears what it says of its progress while it says it. */
  readonly heard?: (text: string) => void;
}

/** Least version of the plugin: `ps` has told the health of a container in one form since then. */
const oldest = [2, 21] as const;

/** Runs docker to its end. Fails only where there is none. */
export function docker(args: readonly string[], { variables, signal, heard }: Calling): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn('docker', args, {
      env: { ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal && { signal }),
    });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
      heard?.(text);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') return reject(error);
      reject(
        new Failure('there is no docker on this machine', {
          why: 'no program of that name is on PATH',
          next: 'install Docker with its Compose plugin (https://docs.docker.com/get-docker/); or npm start, which needs none and draws the same dashboards',
        }),
      );
    });
    child.once('close', (code) => resolve({ code: code ?? 1, ...said }));
  });
}

/** Refuses where nothing could be started, and says what is missing. */
export async function requireDocker(calling: Calling): Promise<void> {
  const plugin = await docker(['compose', 'version', '--short'], calling);
  if (plugin.code !== 0)
    throw new Failure('docker is here, and its Compose plugin is not', {
      why: firstLine(plugin.err),
      next: 'install it (https://docs.docker.com/compose/install/): the program docker-compose of version 1 will not do',
    });
  const version = plugin.out.trim().replace(/^v/, '');
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    throw new Failure(`the Compose plugin is too old: ${version}`, {
      why: `it does not tell yet how containers are, as ${oldest.join('.')} and later do`,
      next: 'update Docker',
    });
  const daemon = await docker(['version', '--format', '{{.Server.Version}}'], calling);
  if (daemon.code === 0) return;
  const isRefused = /permission denied/i.test(daemon.err);
  throw new Failure(isRefused ? 'docker does not let you in' : 'docker is not running', {
    why: lastLine(daemon.err),
    next: isRefused
      ? 'join the group docker (sudo usermod -aG docker "$USER"), and log in again'
      : 'start Docker Desktop, or: sudo systemctl start docker',
    exit: isRefused ? exitCode.auth : exitCode.problems,
  });
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The last thing that was said, which is mostly what went wrong. */
export const lastLine = (text: string): string => linesOf(text).at(-1) ?? 'it said nothing';

/** The first, where the rest is advice. */
const firstLine = (text: string): string => linesOf(text)[0] ?? 'it said nothing';
