import { isJson, type Json } from '../../model/json.ts';
import type { Item } from './item.ts';
import { jsonIn, objectsIn, word, yamlIn } from './parsed.ts';

/** The dashboard of a file. Which folder it is in says the provider of all of them. */
export function dashboardIn(text: string, path: string): readonly Item[] {
  const dashboard = jsonIn(text, path);
  const id = word(dashboard.uid);
  return [{ kind: 'dashboard', id, name: word(dashboard.title ?? id), spec: { dashboard }, path }];
}

/** What one of Grafana's provisioning files says: each list in it is of a kind. */
export function provisioned(text: string, path: string): readonly Item[] {
  const { apiVersion, ...lists } = yamlIn(text, path);
  const items: Item[] = [];
  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(lists)) {
    const read = readers[key];
    if (!read || !Array.isArray(value)) rest[key] = value;
    else
      for (const one of objectsIn(value)) items.push({ ...read(withSecrets(withoutOrg(one)) as Json), path });
  }
  return Object.keys(rest).length > 0 ? [...items, { kind: 'settings', id: path, spec: rest, path }] : items;
}

const readers: Readonly<Record<string, (of: Json) => Omit<Item, 'path'>>> = {
  datasources: (of) => ({ kind: 'datasource', id: word(of.uid), name: word(of.name), spec: of }),
  providers: (of) => ({ kind: 'provider', id: word(of.name), spec: of }),
  policies: (of) => ({ kind: 'policies', id: 'policies', name: 'routing of Grafana', spec: of }),
  muteTimes: (of) => ({ kind: 'mute-timing', id: word(of.name), spec: of }),
  templates: (of) => ({ kind: 'template', id: word(of.name), spec: of }),
  contactPoints: ({ name, receivers, ...of }) => ({
    kind: 'contact-point',
    id: word(name),
    spec: { name, integrations: receivers, ...of },
  }),
  groups: ({ name, folder, ...of }) => ({
    kind: 'rule-group',
    id: `${word(folder)}/${word(name)}`,
    spec: { title: name, folderUid: folder, ...of },
  }),
};

const withoutOrg = ({ orgId, ...of }: Json): Json => of;

/** `${NAME}` is the name of a secret. */
function withSecrets(value: unknown): unknown {
  if (typeof value === 'string') {
    const [, env] = /^\$\{(\w+)\}$/.exec(value) ?? [];
    return env ? { env } : value;
  }
  if (Array.isArray(value)) return value.map(withSecrets);
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withSecrets(member)]));
}
