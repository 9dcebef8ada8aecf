import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freshAlertmanager } from './alerting/state.ts';
import { ByHand } from './by-hand.ts';
import type { World } from './call.ts';
import { type FaultSpec, Faults } from './faults.ts';
import type { Role, Token, User } from './identity.ts';
import { listener, type Serving } from './listener.ts';
import { Log, type LogEntry } from './log.ts';
import { profiles, type Version } from './profile.ts';
import { routes } from './routes.ts';
import { emptyOrg, type Store } from './store.ts';

/** How the server behaves, beyond its release. Everything but the release may be left out. */
export interface GrafanaOptions {
  readonly version: Version;
  /** A free one without. */
  readonly port?: number;
  /** `/grafana`, as with serve_from_sub_path. */
  readonly prefix?: string;
  /** More tokens than the server brings. */
  readonly tokens?: readonly Token[];
  readonly hideVersion?: boolean;
  /** The toggle nestedFolders of 9.4 and 10; later releases always nest. */
  readonly nestedFolders?: boolean;
  /** PEM texts; the address begins with https then. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Names of orgs from number 1 on. */
  readonly orgs?: readonly string[];
  /** How long each answer is held back after the request was carried out. */
  readonly latencyMs?: number;
  /** How far search runs behind, from 12 on: milliseconds, or writes that came after. */
  readonly searchLagMs?: number;
  readonly searchLagWrites?: number;
  /** Bytes of a body that are still taken. */
  readonly bodyLimit?: number;
  /** Calls to notification resources that each org refuses before its Alertmanager is up. */
  readonly alertmanagerNotReady?: number;
  /** Whether the log keeps bodies; it does, unless told not to. */
  readonly logBodies?: boolean;
  /** What an earlier server left behind. */
  readonly store?: Store;
}

/** Tokens that every server has. */
export interface Tokens {
  readonly admin: string;
  readonly editor: string;
  readonly viewer: string;
  readonly expired: string;
  readonly revoked: string;
  /** Of a service account that was disabled. */
  readonly disabled: string;
  /** An admin of org 2. */
  readonly otherOrg: string;
}

/** A running stand-in for the HTTP API of Grafana. */
export interface Grafana {
  /** With the sub-path, without a slash at the end. */
  readonly url: string;
  /** What it says of itself: `12.4.1`. */
  readonly version: string;
  /** That of an admin of org 1. */
  readonly token: string;
  readonly tokens: Tokens;
  /** A user who may do everything in every org, by basic auth. */
  readonly user: { readonly login: string; readonly password: string };
  readonly store: Store;
  readonly log: readonly LogEntry[];
  readonly byHand: ByHand;
  /** Requests that are neither GET nor HEAD. */
  writes(): readonly LogEntry[];
  /** Calls back on each request that was answered. */
  onRequest(heard: (entry: LogEntry) => void): void;
  /** Lets a coming request meet a fault. */
  fault(spec: FaultSpec): void;
  /** A new token of an admin of org 1 who may not write in these folders. */
  tokenWithout(...lockedFolders: string[]): string;
  /** Ends and begins at the same address; what is stored stays. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server on 127.0.0.1. */
export async function startGrafana(options: GrafanaOptions): Promise<Grafana> {
  const profile = profiles[options.version];
  const prefix = (options.prefix ?? '').replace(/\/+$/, '');
  const { alertmanagerNotReady = 0, orgs = ['Main Org.', 'Second Org.'] } = options;
  const fresh = (): Store => ({
    orgs: new Map(
      orgs.map((name, at) => [at + 1, emptyOrg(at + 1, name, freshAlertmanager(alertmanagerNotReady))]),
    ),
    lastId: 0,
    writes: 0,
  });
  const world: World = {
    profile,
    store: options.store ?? fresh(),
    settings: {
      nested: profile.nestedFolders === 'always' || (options.nestedFolders ?? false),
      hideVersion: options.hideVersion ?? false,
      prefix,
      searchLag: { ms: options.searchLagMs ?? 0, writes: options.searchLagWrites ?? 0 },
      // defaults.ini
      versionsToKeep: 20,
      minRefreshSeconds: 5,
    },
  };
  const tokens: Token[] = [...Object.values(brought), ...(options.tokens ?? [])];
  const user: User = { login: 'admin', password: 'admin', role: 'Admin', orgs: [...world.store.orgs.keys()] };
  const log = new Log(options.logBodies ?? true);
  const faults = new Faults();
  const serving: Serving = {
    world,
    routes,
    tokens,
    users: [user],
    log,
    faults,
    latencyMs: options.latencyMs ?? 0,
    bodyLimit: options.bodyLimit ?? Number.POSITIVE_INFINITY,
    ...(options.tls && { tls: options.tls }),
  };
  let server = await listen(serving, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}${prefix}`,
    version: profile.number,
    token: brought.admin.secret,
    tokens: Object.fromEntries(
      Object.entries(brought).map(([name, { secret }]) => [name, secret]),
    ) as unknown as Tokens,
    user,
    store: world.store,
    log: log.entries,
    byHand: new ByHand(world),
    writes: () => log.writes(),
    onRequest: (heard) => {
      log.heard = heard;
    },
    fault: (spec) => faults.arrange(spec),
    tokenWithout: (...lockedFolders) => {
      const secret = `glsa_locked_${tokens.length}`;
      tokens.push({ ...brought.admin, login: `sa-locked-${tokens.length}`, secret, lockedFolders });
      return secret;
    },
    restart: async () => {
      await close(server);
      server = await listen(serving, port);
    },
    close: () => close(server),
  };
}

const token = (name: string, role: Role, more: Partial<Token> = {}): Token => ({
  secret: `glsa_${name}_contract`,
  login: `sa-${name}`,
  org: 1,
  role,
  state: 'good',
  lockedFolders: [],
  ...more,
});

const brought: Readonly<Record<keyof Tokens, Token>> = {
  admin: token('admin', 'Admin'),
  editor: token('editor', 'Editor'),
  viewer: token('viewer', 'Viewer'),
  expired: token('expired', 'Admin', { state: 'expired' }),
  revoked: token('revoked', 'Admin', { state: 'revoked' }),
  disabled: token('disabled', 'Admin', { state: 'disabled' }),
  otherOrg: token('other-org', 'Admin', { org: 2 }),
};

async function listen(serving: Serving, port: number): Promise<Server> {
  const server = listener(serving);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  await closed;
}
