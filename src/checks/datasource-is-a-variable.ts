import type { Check, Finding } from './check.ts';

/** Sources that Grafana has built in. */
const builtIn = new Set(['-- Dashboard --', '-- Grafana --', '-- Mixed --', '__expr__', 'grafana']);

/** A dashboard asks the data source that its variable names, so that it can be imported anywhere. */
export const datasourceIsAVariable: Check = {
  id: 'datasource-is-a-variable',
  severity: 'error',
  *dashboard(dashboard): Iterable<Finding> {
    for (const [where, uid] of references(dashboard.json))
      yield {
        path: `dashboards/${dashboard.uid} › ${where}`,
        message: `the data source ${uid} is written into the dashboard`,
        fix: 'name it by a variable of the dashboard, such as ${datasource}',
      };
  },
};

type Reference = readonly [where: string, uid: string];

/** Every fixed data source under a value, and the way to it: panels and variables by name, other steps by key. */
function references(value: unknown, way: string[] = [], found: Reference[] = []): Reference[] {
  if (typeof value !== 'object' || value === null) return found;
  const isList = Array.isArray(value);
  for (const [key, inside] of Object.entries(value)) {
    if (typeof inside !== 'object' && key !== 'datasource') continue;
    way.push(isList ? (nameOf(inside) ?? key) : key);
    const uid = key === 'datasource' ? uidOf(inside) : undefined;
    if (uid === undefined) references(inside, way, found);
    else if (!uid.startsWith('$') && !builtIn.has(uid)) found.push([way.join('.'), uid]);
    way.pop();
  }
  return found;
}

function nameOf(item: unknown): string | undefined {
  const { title, name, refId } = (item ?? {}) as Readonly<Record<string, unknown>>;
  return [title, name, refId].find((one): one is string => typeof one === 'string' && one !== '');
}

/** Grafana writes a reference as `{ type, uid }`, and older dashboards as a plain name. */
function uidOf(reference: unknown): string | undefined {
  if (typeof reference === 'string') return reference;
  const uid = (reference as { readonly uid?: unknown } | null)?.uid;
  return typeof uid === 'string' ? uid : undefined;
}
