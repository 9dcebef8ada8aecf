import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { elasticsearchPaths } from '../../src/compile/elasticsearch-sending.ts';
import { ask, filesIn, type Server } from './server.ts';

/** Accounts of those who read and write logs. */
export interface Accounts {
  readonly kibana: string;
  readonly reader: { readonly name: string; readonly password: string };
  readonly exporter: string;
  /** Where Logstash finds its key, made anew when there is none that works. */
  readonly keyFile: string;
}

interface Role {
  readonly elasticsearch: { readonly cluster: readonly string[]; readonly indices: readonly object[] };
  readonly metadata: object;
}

/** Puts the committed resources there in their order. Putting them again changes nothing. */
export async function putResources(server: Server, folder = 'generated/elasticsearch'): Promise<number> {
  let count = 0;
  for (const [kind, path] of Object.entries(elasticsearchPaths))
    for (const [name, body] of filesIn(`${folder}/${kind}`)) {
      await ask(server, 'PUT', `${path}${name}`, kind === 'snapshot-repository' ? onDisk : body);
      count += 1;
    }
  return count;
}

/** There is no bucket here: the repository of the same name is a folder of the one node. */
const onDisk = { type: 'fs', settings: { location: '/usr/share/elasticsearch/snapshots', compress: true } };

/** Gives everybody the rights that the committed roles say, and no more. */
export async function makeAccounts(
  server: Server,
  accounts: Accounts,
  folder = 'generated/elasticsearch/role',
): Promise<void> {
  const roles = new Map(filesIn(folder) as readonly (readonly [string, Role])[]);
  // Kibana says the same again later, with its own part of them.
  for (const [name, { elasticsearch, metadata }] of roles)
    await ask(server, 'PUT', `/_security/role/${name}`, { ...elasticsearch, metadata });
  await ask(server, 'POST', '/_security/user/kibana_system/_password', { password: accounts.kibana });
  const { reader } = accounts;
  await putUser(server, reader.name, reader.password, ['framework-logs-reader']);
  await ask(server, 'PUT', '/_security/role/preview-exporter', {
    cluster: ['monitor'],
    indices: [{ names: ['*'], privileges: ['monitor'] }],
  });
  await putUser(server, 'exporter', accounts.exporter, ['preview-exporter']);
  const writer = roles.get('framework-logs-writer')?.elasticsearch;
  if (!(await isKeyGood(server, accounts.keyFile))) await makeKey(server, accounts.keyFile, writer ?? {});
}

const putUser = (server: Server, name: string, password: string, roles: readonly string[]) =>
  ask(server, 'PUT', `/_security/user/${name}`, { password, roles });

async function makeKey(server: Server, file: string, rights: object): Promise<void> {
  const made = await ask(server, 'POST', '/_security/api_key', {
    name: 'preview-logstash',
    role_descriptors: { logstash: rights },
  });
  const { id, api_key: key } = made as { readonly id: string; readonly api_key: string };
  // The pair as Logstash takes it, for its user alone.
  writeFileSync(file, `${id}:${key}`, { mode: 0o600 });
}

async function isKeyGood(server: Server, file: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  const authorization = `ApiKey ${Buffer.from(readFileSync(file, 'utf8')).toString('base64')}`;
  const answer = await fetch(new URL('/_security/_authenticate', server.url), { headers: { authorization } });
  return answer.ok;
}
