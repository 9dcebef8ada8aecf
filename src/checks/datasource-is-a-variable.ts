import { dashboardPath } from '../queries/paths.ts';
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
        path: `${dashboardPath(dashboard)} › ${where}`,
        message: `the data source ${uid} is written into the dashboard`,
        fix: 'name it by a variable of the dashboard, such as ${datasource}',
      };
  },
};

type Reference = readonly [where: string, uid: string];

/** Every fixed data source under a value, and the way to it: panels and variables by name, other steps by key. */
function references(value: object, way: Step[] = [], found: Reference[] = []): Reference[] {
  for (const key of Object.keys(value)) {
    const inside = (value as Readonly<Record<string, unknown>>)[key];
    const uid = key === 'datasource' ? uidOf(inside) : undefined;
    const isFixed = uid !== undefined && !uid.startsWith('$') && !builtIn.has(uid);
    if (!isFixed && (uid !== undefined || typeof inside !== 'object' || inside === null)) continue;
    way.push([value, key]);
    if (isFixed) found.push([way.map(nameOf).join('.'), uid]);
    else references(inside as object, way, found);
    way.pop();
  }
  return found;
}

type Step = readonly [holder: object, key: string];

function nameOf([holder, key]: Step): string {
  if (!Array.isArray(holder)) return key;
  const { title, name, refId } = (holder[Number(key)] ?? {}) as Readonly<Record<string, unknown>>;
  return [title, name, refId].find((one): one is string => typeof one === 'string' && one !== '') ?? key;
}

/** Grafana writes a reference as `{ type, uid }`, and older dashboards as a plain name. */
function uidOf(reference: unknown): string | undefined {
  if (typeof reference === 'string') return reference;
  const uid = (reference as { readonly uid?: unknown } | null)?.uid;
  return typeof uid === 'string' ? uid : undefined;
}
