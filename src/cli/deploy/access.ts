import { readFileSync } from 'node:fs';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Connection, Credential, Login, Target } from '../../model/target.ts';
import type { Access } from '../../providers/access.ts';
import { type Surroundings, sandbox, sandboxCredentials } from './targets.ts';

/** Which of a target's servers, and how it wants to know who we are. */
type Server = Connection & {
  readonly auth: { readonly token: Credential } | { readonly apiKey: Credential } | Login;
};

/** How to reach a server of a target, its credentials read. `hidden`: more values that no message may show. */
export function accessTo(
  server: Server,
  target: Target,
  { root, variables: given, patience }: Surroundings,
  hidden: readonly string[] = [],
): Access {
  const variables = { ...given, ...(target.name === sandbox && sandboxCredentials(root)) };
  const secrets: string[] = [];
  const text = (of: Credential, what: string): string => resolve(of, what, target.name, variables, root);
  const value = (of: Credential, what: string): string => {
    const read = text(of, what);
    secrets.push(read);
    return read;
  };
  const { url, auth, headers = {}, caFile, timeoutSeconds, concurrency } = server;
  const base = addressOf(typeof url === 'string' ? url : text(url, 'url'), target.name);
  const authorization =
    'token' in auth
      ? `Bearer ${value(auth.token, 'token')}`
      : 'apiKey' in auth
        ? `ApiKey ${value(auth.apiKey, 'API key')}`
        : `Basic ${Buffer.from(`${value(auth.user, 'user')}:${value(auth.password, 'password')}`).toString('base64')}`;
  secrets.push(authorization.replace(/^\w+ /, ''));
  const more = Object.entries(headers).map(([name, of]) => [name, value(of, `header ${name}`)]);
  const proxy = typeof server.proxy === 'object' ? value(server.proxy, 'proxy') : server.proxy;
  return {
    address: {
      base,
      headers: Object.fromEntries(more),
      ...(caFile && { ca: pem(caFile, target.name) }),
      ...(proxy && { proxy }),
      ...(timeoutSeconds && { timeoutSeconds }),
      ...(concurrency && { concurrency }),
    },
    authorization,
    secrets: [...secrets, ...hidden],
    ...(patience && { patience }),
  };
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
