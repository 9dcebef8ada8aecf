import { type Answer, type Asked, matched, serve } from '../elasticsearch/serve.ts';
import type { LogEntry } from '../grafana/log.ts';
import { ByHand } from './by-hand.ts';
import { type Call, type Route, refuse } from './call.ts';
import { dashboardRoutes } from './dashboards.ts';
import { dataViewRoutes } from './data-views.ts';
import { importRoutes } from './import.ts';
import { type Profile, profiles, type Version } from './profile.ts';
import { roleRoutes } from './roles.ts';
import { savedObjectRoutes } from './saved-objects.ts';
import { spaceRoutes } from './spaces.ts';
import { hidden, statusRoutes } from './status.ts';
import { emptyStore, type Store } from './store.ts';

export interface KibanaOptions {
  readonly version: Version;
  /** A free one without. */
  readonly port?: number;
  readonly latencyMs?: number;
  /** What an earlier server left behind. */
  readonly store?: Store;
}

/** API keys that every server has, as they are encoded. */
export const keys = {
  admin: 'YWRtaW46a2liYW5hLXNlY3JldC1hZG1pbg==',
  /** May do what it likes in the default space, and nothing in another. */
  local: 'bG9jYWw6a2liYW5hLXNlY3JldC1sb2NhbA==',
} as const;
type Who = keyof typeof keys;

/** A running stand-in for the HTTP API of Kibana. */
export interface Kibana {
  readonly url: string;
  readonly version: string;
  readonly keys: typeof keys;
  readonly store: Store;
  readonly log: readonly LogEntry[];
  readonly byHand: ByHand;
  /** Requests that wrote, or tried to. */
  writes(): readonly LogEntry[];
  onRequest(heard: (entry: LogEntry) => void): void;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server on 127.0.0.1. */
export async function startKibana(options: KibanaOptions): Promise<Kibana> {
  const profile = profiles[options.version];
  const store = options.store ?? emptyStore();
  const routes: readonly Route[] = [
    ...statusRoutes,
    ...importRoutes,
    ...savedObjectRoutes,
    ...spaceRoutes,
    ...roleRoutes,
    ...dataViewRoutes,
    ...(profile.dashboardsApi === 'none' ? [] : dashboardRoutes),
  ];
  const { url, log, restart, close } = await serve(
    (asked) => answerTo(asked, routes, profile, store),
    options,
  );
  return {
    url,
    version: profile.number,
    keys,
    store,
    log: log.entries,
    byHand: new ByHand(store),
    writes: () => log.writes().filter(({ path }) => !path.endsWith('/_export')),
    onRequest: (heard) => {
      log.heard = heard;
    },
    restart,
    close,
  };
}

function answerTo(asked: Asked, routes: readonly Route[], profile: Profile, store: Store): Answer {
  const isRead = asked.method === 'GET' || asked.method === 'HEAD';
  // A page of somebody else's cannot set it; which value it has is all the same.
  if (!isRead && asked.header('kbn-xsrf') === undefined && asked.header('kbn-version') === undefined)
    throw refuse(400, 'Request must contain a kbn-xsrf header.');
  const version = asked.header('kbn-version');
  if (version !== undefined && version !== profile.number)
    throw refuse(400, 'Browser client is out of date, please refresh the page', {
      expected: profile.number,
      got: version,
    });
  const [, prefixed, rest] = /^\/s\/([^/]+)(\/.*)$/.exec(asked.path) ?? [];
  const [space, path] = prefixed && rest ? [decodeURIComponent(prefixed), rest] : ['default', asked.path];
  const who = identify(asked);
  if (who === undefined) {
    if (path === '/api/status') return hidden;
    throw refuse(401, '[security_exception]: unable to authenticate with provided credentials');
  }
  for (const route of routes) {
    const params = route.method === asked.method ? matched(route.path, path) : undefined;
    if (!params) continue;
    refuseWithoutRights(who, route, params, space, asked);
    const call: Call = { ...asked, path, params, space, profile, store };
    return route.handle(call);
  }
  throw refuse(404, 'Not Found');
}

function identify(asked: Asked): Who | undefined {
  const [scheme = '', value = ''] = (asked.header('authorization') ?? '').split(' ');
  if (scheme === 'Basic' && Buffer.from(value, 'base64').toString() === 'elastic:contract-password')
    return 'admin';
  const found = scheme === 'ApiKey' ? Object.entries(keys).find(([, key]) => key === value) : undefined;
  return found?.[0] as Who | undefined;
}

/** Rights are given by space. What an export may not read is told one by one. */
function refuseWithoutRights(
  who: Who,
  { global, path }: Route,
  params: Readonly<Record<string, string>>,
  space: string,
  { body }: Asked,
): void {
  if (who === 'admin' || path === '/api/status') return;
  if (path.startsWith('/api/spaces') && params.id !== 'default')
    throw refuse(403, global ? 'Unauthorized to update spaces' : `Unauthorized to get ${params.id} space`);
  if (global) throw refuse(403, 'Forbidden');
  if (space === 'default') return;
  if (path.endsWith('/_export'))
    throw refuse(400, 'Error fetching objects to export', {
      objects: JSON.parse(body).objects.map(({ type, id }: { type: string; id: string }) => ({
        id,
        type,
        error: { statusCode: 403, error: 'Forbidden', message: `Unable to bulk_get ${type}:${id}` },
      })),
    });
  throw refuse(403, `Unable to bulk_create in ${space}`);
}
