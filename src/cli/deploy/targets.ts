import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isRunning } from '../../compile/is-running.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Credential, Target } from '../../model/target.ts';
import type { GrafanaAccess } from '../../providers/grafana/api.ts';

/** What targets are read from. */
export interface Surroundings {
  readonly targets: readonly Target[];
  /** Root of the repository. */
  readonly root: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Name of the target that needs no entry: the stand-in that `npm run sandbox` starts. */
export const sandbox = 'sandbox';
/** Where a sandbox says how to reach it, from the root of the repository. */
export const sandboxFile = '.sightline/sandbox.json';

const running = z.object({ url: z.url(), token: z.string(), pid: z.number() });

/** The target of a name; the only one there is, where none is given. */
export function targetNamed(name: string | undefined, { targets, root }: Surroundings): Target {
  const names = targets.map((target) => target.name);
  if (name === sandbox || (name === undefined && targets.length === 0)) {
    const found = runningSandbox(root);
    if (found && name === sandbox) return found;
    throw name === sandbox
      ? new Failure('no sandbox is running', {
          next: 'npm run sandbox, in another terminal',
          exit: exitCode.usage,
        })
      : new Failure('there is no target to go to', {
          why: 'platform/targets.ts names none',
          next: found
            ? 'say --target sandbox: one is running'
            : 'name your Grafana in platform/targets.ts (its comment shows how); or npm run sandbox in another terminal, then --target sandbox',
          exit: exitCode.usage,
        });
  }
  const [only] = targets;
  if (name === undefined && only && targets.length === 1) return only;
  const found = targets.find((target) => target.name === name);
  if (found) return found;
  throw new Failure(name === undefined ? 'which target?' : `there is no target ${name}`, {
    why: `platform/targets.ts names ${names.join(', ') || 'none'}`,
    next: `say --target ${names[0] ?? sandbox}`,
    exit: exitCode.usage,
  });
}

function runningSandbox(root: string): Target | undefined {
  const state = stateOf(root);
  if (!state || !isRunning(state.pid)) return undefined;
  return {
    name: sandbox,
    grafana: { url: state.url, auth: { token: { variable: sandboxToken } } },
    // It checks no secret, so nobody should have to have one to try it.
    placeholder: sandbox,
  };
}

const sandboxToken = 'SIGHTLINE_SANDBOX_TOKEN';

/** How to reach a target's Grafana, its credentials read. */
export function accessOf(
  target: Target,
  surroundings: Surroundings,
  secretNames: readonly string[],
): GrafanaAccess {
  const { grafana, placeholder } = target;
  const token = target.name === sandbox ? stateOf(surroundings.root)?.token : undefined;
  const variables: Surroundings['variables'] = {
    ...surroundings.variables,
    ...(token && { [sandboxToken]: token }),
  };
  const secrets: string[] = [];
  const value = (of: Credential, what: string): string => {
    const read = resolve(of, what, target.name, variables, surroundings.root);
    secrets.push(read);
    return read;
  };
  const text =
    typeof grafana.url === 'string'
      ? grafana.url
      : resolve(grafana.url, 'url', target.name, variables, surroundings.root);
  const base = addressOf(text, target.name);
  const authorization =
    'token' in grafana.auth
      ? `Bearer ${value(grafana.auth.token, 'token')}`
      : `Basic ${Buffer.from(`${value(grafana.auth.user, 'user')}:${value(grafana.auth.password, 'password')}`).toString('base64')}`;
  secrets.push(authorization.replace(/^\w+ /, ''));
  const headers = Object.entries(grafana.headers ?? {}).map(([name, of]) => [
    name,
    value(of, `header ${name}`),
  ]);
  const proxy = typeof grafana.proxy === 'object' ? value(grafana.proxy, 'proxy') : grafana.proxy;
  secrets.push(...secretNames.flatMap((name) => variables[name] ?? []));
  return {
    address: {
      base,
      headers: Object.fromEntries(headers),
      ...(grafana.caFile && { ca: pem(grafana.caFile, target.name) }),
      ...(proxy && { proxy }),
      ...(grafana.timeoutSeconds && { timeoutSeconds: grafana.timeoutSeconds }),
      ...(grafana.concurrency && { concurrency: grafana.concurrency }),
    },
    authorization,
    ...(grafana.orgId !== undefined && { orgId: grafana.orgId }),
    secrets,
    secret: ({ env }) => variables[env] ?? placeholder,
  };
}

/** What a sandbox says of itself; one that is half-written, or of another version, says nothing. */
function stateOf(root: string): z.infer<typeof running> | undefined {
  try {
    return running.safeParse(JSON.parse(readable(`${root}/${sandboxFile}`) ?? '')).data;
  } catch {
    return undefined;
  }
}

function resolve(
  of: Credential,
  what: string,
  target: string,
  variables: Surroundings['variables'],
  root: string,
): string {
  const found =
    'variable' in of
      ? variables[of.variable]
      : readable(of.file.startsWith('/') ? of.file : `${root}/${of.file}`);
  if (found?.trim()) return found.trim();
  throw new Failure(
    'variable' in of
      ? `the ${what} of target ${target} is missing: the variable ${of.variable} is not set`
      : `the ${what} of target ${target} is missing: ${of.file} cannot be read, or is empty`,
    {
      next: 'variable' in of ? `export ${of.variable}=..., then try again` : `put it into ${of.file}`,
      exit: exitCode.auth,
    },
  );
}

/** An address without slash at the end; a name or password in it would be shown in messages, so it is refused. */
function addressOf(text: string, target: string): string {
  const refuse = (why: string): Failure =>
    new Failure(`the url of target ${target} is not one`, {
      why,
      next: 'write it as https://host or https://host/sub-path in platform/targets.ts',
      exit: exitCode.usage,
    });
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refuse('it cannot be read as an address');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse(`it begins with ${url.protocol}`);
  if (url.username || url.password) throw refuse('it has a credential in it, which belongs in auth');
  if (url.search || url.hash) throw refuse('it has something behind its path');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function pem(file: string, target: string): string {
  const text = readable(file);
  if (text === undefined)
    throw new Failure(`the caFile of target ${target}, ${file}, cannot be read`, {
      next: 'name a PEM file that is there, by a path from the root of the repository',
      exit: exitCode.usage,
    });
  if (text.includes('BEGIN CERTIFICATE')) return text;
  throw new Failure(`the caFile of target ${target}, ${file}, holds no certificate`, {
    next: 'name a PEM file: it begins with -----BEGIN CERTIFICATE-----',
    exit: exitCode.usage,
  });
}

function readable(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
