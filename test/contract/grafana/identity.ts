import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, coded, plain, Refusal } from './answer.ts';
import type { Profile } from './profile.ts';

export type Role = 'Viewer' | 'Editor' | 'Admin';

/** A token of a service account. */
export interface Token {
  readonly secret: string;
  readonly login: string;
  readonly org: number;
  readonly role: Role;
  readonly state: 'good' | 'expired' | 'revoked' | 'disabled';
  /** Uids of folders that it may read and not write. */
  readonly lockedFolders: readonly string[];
}

export interface User {
  readonly login: string;
  readonly password: string;
  readonly role: Role;
  readonly orgs: readonly number[];
}

/** Who sent a request, and to which org it goes. */
export interface Identity {
  readonly login: string;
  readonly kind: 'service-account' | 'user';
  readonly role: Role;
  readonly org: number;
  readonly lockedFolders: readonly string[];
}

interface Accounts {
  readonly tokens: readonly Token[];
  readonly users: readonly User[];
}

/** Who is it? Throws the 401 of the release. */
export function identify(
  profile: Profile,
  { tokens, users }: Accounts,
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
): Identity {
  const wanted = wantedOrg(headers, query);
  const [scheme = '', value = ''] = (headers.authorization ?? '').split(' ');
  if (scheme === 'Bearer') return byToken(profile, tokens, value, wanted);
  if (scheme !== 'Basic') throw new Refusal(unauthorized(profile));
  const [login, password] = basic(value);
  // A token also works as the password of the user "api_key" (9.4 contexthandler.go).
  if (login === 'api_key') return byToken(profile, tokens, password, wanted);
  const user = users.find((one) => one.login === login && one.password === password);
  if (!user)
    throw refuse(
      profile,
      'Invalid username or password',
      coded(401, 'basic-auth.invalid-credentials', 'Invalid username or password'),
    );
  const org = wanted ?? user.orgs[0] ?? 0;
  if (!user.orgs.includes(org)) throw new Refusal(unauthorized(profile));
  return { login, kind: 'user', role: user.role, org, lockedFolders: [] };
}

const unauthorized = (profile: Profile): Answer =>
  profile.unauthorized === 'plain'
    ? plain(401, 'Unauthorized')
    : coded(401, 'auth.unauthorized', 'Unauthorized');

const refuse = (profile: Profile, message: string, otherwise: Answer): Refusal =>
  new Refusal(profile.unauthorized === 'plain' ? plain(401, message) : otherwise);

function basic(value: string): readonly [login: string, password: string] {
  const text = Buffer.from(value, 'base64').toString();
  const colon = text.indexOf(':');
  // 9.4 authn/clients/basic.go
  if (colon < 0) throw new Refusal(coded(400, 'basic-auth.invalid-header', 'Invalid Basic Auth Header'));
  return [text.slice(0, colon), text.slice(colon + 1)];
}

/** targetOrgId overrides the header; a header that is no integer is not looked at (9.4 contexthandler.go). */
function wantedOrg(headers: IncomingHttpHeaders, query: URLSearchParams): number | undefined {
  const header = headers['x-grafana-org-id'];
  const candidates = [query.get('targetOrgId'), Array.isArray(header) ? header[0] : header];
  return candidates.map((text) => (/^\d+$/.test(text ?? '') ? Number(text) : undefined)).find(Boolean);
}

function byToken(
  profile: Profile,
  tokens: readonly Token[],
  secret: string,
  wanted: number | undefined,
): Identity {
  // Newest api_key.go, namespaceForOrg: the token is looked up inside the org of the header, org 1 without one.
  const inOrg = profile.foreignOrg === 'lookup' ? (wanted ?? 1) : undefined;
  const token = tokens.find((one) => one.secret === secret && (inOrg === undefined || one.org === inOrg));
  if (!token) throw refuse(profile, 'Invalid API key', coded(401, 'api-key.invalid', 'Invalid API key'));
  if (token.state === 'expired') throw new Refusal(coded(401, 'api-key.expired', 'Expired API key'));
  if (token.state === 'revoked') throw new Refusal(coded(401, 'api-key.revoked', 'Revoked API key'));
  if (token.state === 'disabled')
    throw new Refusal(
      coded(
        401,
        profile.disabledAccount,
        profile.disabledAccount === 'service-account.disabled' ? 'Disabled service account' : '',
      ),
    );
  // 10.4+ api_key.go; before that the token's own org was used without a word.
  if (profile.foreignOrg === 'mismatch' && wanted !== undefined && wanted !== token.org)
    throw new Refusal(
      coded(401, 'api-key.organization-mismatch', 'API key does not belong to the requested organization'),
    );
  const { login, role, org, lockedFolders } = token;
  return { login, kind: 'service-account', role, org, lockedFolders };
}

/** Whether a role has a permission. Viewers see no data sources, and alerting's provisioning is for admins. */
export function allows(role: Role, permission: string): boolean {
  if (role === 'Admin' || permission === 'signed-in') return true;
  const [what, action] = permission.split(':');
  if (what === 'datasources' || what === 'alert.provisioning') return false;
  return action === 'read' || role === 'Editor';
}
