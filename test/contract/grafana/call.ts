import { type Answer, badRequest, denied, plain, Refusal } from './answer.ts';
import type { Identity } from './identity.ts';
import type { Profile } from './profile.ts';
import type { Org, Store } from './store.ts';

/** How the server was started, as far as handlers ask. */
export interface Settings {
  readonly nested: boolean;
  readonly hideVersion: boolean;
  readonly prefix: string;
  readonly searchLag: { readonly ms: number; readonly writes: number };
  readonly versionsToKeep: number;
  readonly minRefreshSeconds: number;
}

/** Everything a rule of the server looks at beside the request. */
export interface World {
  readonly profile: Profile;
  readonly settings: Settings;
  readonly store: Store;
}

/** A request, as a handler sees it: whole, and from somebody who is known. */
export interface Call extends World {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly who: Identity;
  readonly org: Org;
  readonly body: string;
  header(name: string): string | undefined;
}

/** A route: `:name` in its path is one segment, percent-decoded. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** The permission it takes; `public` needs no sign-in, `signed-in` no permission. */
  readonly needs: string;
  /** Runs to its end at once, so that no two requests see half of each other. */
  handle(call: Call): Answer;
}

/** The body as an object; what is none is bad request data. */
export function bodyOf(call: Pick<Call, 'body' | 'header'>): Readonly<Record<string, unknown>> {
  const type = call.header('content-type');
  if (type !== undefined && !type.includes('json')) throw new Refusal(badRequest);
  try {
    const body: unknown = JSON.parse(call.body);
    if (isObject(body)) return body;
  } catch {
    // Said below, as for any other body that is no object.
  }
  throw new Refusal(badRequest);
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Go decodes into typed fields: absent and null are the zero value, another type is bad request data.

export const textIn = (body: Readonly<Record<string, unknown>>, key: string): string =>
  typed(body, key, 'string', '');
export const numberIn = (body: Readonly<Record<string, unknown>>, key: string): number =>
  typed(body, key, 'number', 0);
export const flagIn = (body: Readonly<Record<string, unknown>>, key: string): boolean =>
  typed(body, key, 'boolean', false);
export function objectIn(
  body: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const value = body[key] ?? {};
  if (isObject(value)) return value;
  throw new Refusal(badRequest);
}
export function listIn(body: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const value = body[key] ?? [];
  if (Array.isArray(value)) return value;
  throw new Refusal(badRequest);
}

function typed<Value>(
  body: Readonly<Record<string, unknown>>,
  key: string,
  type: string,
  zero: Value,
): Value {
  const value = body[key] ?? zero;
  if (typeof value === type) return value as Value;
  throw new Refusal(badRequest);
}

/** Refuses who may not write below a folder, in the words of role-based access control. */
export function mustWrite(call: Pick<Call, 'who'>, folderUid: string, action: string): void {
  if (call.who.lockedFolders.includes(folderUid)) throw new Refusal(denied(action));
}

/** A whole number of the query string; refuses what is none, as the binding of Go does. */
export function queryNumber(call: Pick<Call, 'query'>, name: string, otherwise: number): number {
  const text = call.query.get(name);
  if (text === null || text === '') return otherwise;
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new Refusal(plain(400, 'bad request data', 'traced'));
}

export const now = (): string => new Date().toISOString();

/** Uids of folders, dashboards and data sources (9.4 shortid_generator.go). */
export const uidProblem = (uid: string): string | undefined =>
  /^[a-zA-Z0-9\-_]*$/.test(uid)
    ? uid.length > 40
      ? 'uid too long, max 40 characters'
      : undefined
    : 'uid contains illegal characters';

/** The readable end of an address. */
export const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
