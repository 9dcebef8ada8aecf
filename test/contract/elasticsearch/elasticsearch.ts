import type { LogEntry } from '../grafana/log.ts';
import { ByHand } from './by-hand.ts';
import { type Call, failure, type Route } from './call.ts';
import { componentTemplateRoutes } from './component-templates.ts';
import { indexTemplateRoutes } from './index-templates.ts';
import { indexRoutes } from './indices.ts';
import { pipelineRoutes } from './pipelines.ts';
import { policyRoutes } from './policies.ts';
import { type Profile, profiles, type Version } from './profile.ts';
import { repositoryRoutes } from './repositories.ts';
import { rootRoutes } from './root.ts';
import { type Answer, type Asked, matched, Refusal, serve } from './serve.ts';
import { emptyStore, type Store } from './store.ts';

/** Every route. Of two that fit, the first is taken. */
const routes: readonly Route[] = [
  ...rootRoutes,
  ...componentTemplateRoutes,
  ...indexTemplateRoutes,
  ...policyRoutes,
  ...repositoryRoutes,
  ...pipelineRoutes,
  ...indexRoutes,
];

export interface ElasticsearchOptions {
  readonly version: Version;
  /** A free one without. */
  readonly port?: number;
  readonly latencyMs?: number;
  /** What an earlier server left behind. */
  readonly store?: Store;
  /** Another product that speaks the same API says so by leaving this out. */
  readonly product?: false;
}

/** API keys that every server has, as they are encoded. */
export const keys = {
  admin: 'YWRtaW46Y29udHJhY3Qtc2VjcmV0LWFkbWlu',
  /** May read everything and write nothing. */
  reader: 'cmVhZGVyOmNvbnRyYWN0LXNlY3JldC1yZWFkZXI=',
  /** May manage what it is told to, and not look at the cluster as a whole. */
  blinkered: 'YmxpbmtlcmVkOmNvbnRyYWN0LXNlY3JldC1ibA==',
} as const;
const password = 'contract-password';

/** A running stand-in for the HTTP API of Elasticsearch. */
export interface Elasticsearch {
  readonly url: string;
  readonly version: string;
  readonly keys: typeof keys;
  readonly user: { readonly name: string; readonly password: string };
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
export async function startElasticsearch(options: ElasticsearchOptions): Promise<Elasticsearch> {
  const profile = profiles[options.version];
  const store = options.store ?? emptyStore();
  const answer = (asked: Asked): Answer => {
    const told = attempt(asked, profile, store);
    // Clients that look for it refuse every other server.
    const product: Record<string, string> =
      options.product === false ? {} : { 'x-elastic-product': 'Elasticsearch' };
    return { ...told, headers: { ...product, ...told.headers } };
  };
  const { url, log, restart, close } = await serve(answer, options);
  return {
    url,
    version: profile.number,
    keys,
    user: { name: 'elastic', password },
    store,
    log: log.entries,
    byHand: new ByHand(store),
    writes: () => log.writes().filter(({ path }) => !/\/_verify$/.test(path)),
    onRequest: (heard) => {
      log.heard = heard;
    },
    restart,
    close,
  };
}

function attempt(asked: Asked, profile: Profile, store: Store): Answer {
  try {
    return answerTo(asked, profile, store);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function answerTo(asked: Asked, profile: Profile, store: Store): Answer {
  refuseMediaType(asked, profile);
  const who = identify(asked);
  for (const route of routes) {
    const params = route.method === asked.method ? matched(route.path, asked.path) : undefined;
    if (!params) continue;
    const isRead = route.method === 'GET' || route.method === 'HEAD';
    if (who === 'reader' && !isRead)
      throw failure(
        403,
        'security_exception',
        `action [${asked.method} ${route.path}] is unauthorized for API key id [reader] of user [reader], this action is granted by the cluster privileges [manage,all]`,
      );
    if (who === 'blinkered' && route.path === '/_cluster/health')
      throw failure(
        403,
        'security_exception',
        'action [cluster:monitor/health] is unauthorized for API key id [blinkered] of user [blinkered], this action is granted by the cluster privileges [monitor,manage,all]',
      );
    const call: Call = { ...asked, params, profile, store };
    return route.handle(call);
  }
  return {
    status: 400,
    json: { error: `no handler found for uri [${asked.path}] and method [${asked.method}]` },
  };
}

/** A client of a later major release is told to go away; plain JSON suits everybody. */
function refuseMediaType(asked: Asked, { compatible, number }: Profile): void {
  for (const name of ['accept', 'content-type']) {
    const wanted = /compatible-with=(\d+)/.exec(asked.header(name) ?? '')?.[1];
    if (wanted !== undefined && Number(wanted) > compatible)
      throw failure(400, 'media_type_header_exception', `Invalid media-type value on headers [${name}]`, {
        type: 'status_exception',
        reason: `Accept version must be either version ${compatible} or ${compatible - 1}, but found ${wanted} (this is ${number})`,
      });
  }
  const type = asked.header('content-type');
  if (asked.body && !/json/.test(type ?? ''))
    throw failure(406, 'content_type_exception', `Content-Type header [${type ?? ''}] is not supported`);
}

function identify(asked: Asked): keyof typeof keys {
  const [scheme = '', value = ''] = (asked.header('authorization') ?? '').split(' ');
  if (scheme === 'ApiKey') {
    const found = Object.entries(keys).find(([, key]) => key === value)?.[0];
    if (found) return found as keyof typeof keys;
  }
  if (scheme === 'Basic' && Buffer.from(value, 'base64').toString() === `elastic:${password}`) return 'admin';
  throw failure(
    401,
    'security_exception',
    scheme
      ? 'unable to authenticate with provided credentials and anonymous access is not allowed for this request'
      : `missing authentication credentials for REST request [${asked.path}]`,
  );
}
