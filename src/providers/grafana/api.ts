import { z } from 'zod';
import type { Secret } from '../../model/datasource.ts';
import { exitCode, Failure } from '../../model/failure.ts';
import type { Access } from '../access.ts';
import { readFrom } from '../read-from.ts';
import type { Dialect } from '../refusal.ts';
import { Rest } from '../rest.ts';

/** What a version of Grafana can do. Providers ask this, never the version. */
export interface Capabilities {
  readonly nestedFolders: boolean;
  /** Whether one request removes a whole group of rules. */
  readonly removesRuleGroups: boolean;
  /** Whether a rule may go on firing for a while after its condition is over. */
  readonly keepsFiring: boolean;
  /** Whether a dashboard's number may be sent with it, so that one which was deleted and made anew is not taken for it. */
  readonly locksByNumber: boolean;
  /** Whether search filters by the uid of a folder; by its number before. */
  readonly searchesByFolderUid: boolean;
}

/** A connection to one organisation of a Grafana server. */
export interface GrafanaApi {
  readonly rest: Rest;
  /** As the server tells it; `unknown` where it hides it. */
  readonly version: string;
  readonly org: { readonly id: number; readonly name: string };
  readonly can: Capabilities;
  /** Value of a secret, from the environment of this process. */
  secret(of: Secret): string | undefined;
}

/** How to reach an organisation of a Grafana server, and what the environment says of secrets. */
export interface GrafanaAccess extends Access {
  readonly orgId?: number;
  secret(of: Secret): string | undefined;
}

const messages = z.object({
  message: z.string().optional(),
  messageId: z.string().optional(),
  reason: z.string().optional(),
});

/** Grafana has four forms of refusal; in all of them `message` is for people. */
const dialect: Dialect = {
  server: 'Grafana',
  messageOf: (body) => {
    const read = messages.safeParse(body);
    return read.success ? read.data.message || read.data.messageId || read.data.reason : undefined;
  },
  advice: {
    unauthenticated:
      'make a token for a service account (Administration, Users and access, Service accounts) and put it where the target reads it; one of another organisation than the first needs orgId in the target',
    forbidden:
      'give the service account of the target the permission it names, or the role Editor on that folder',
  },
};

const health = z.object({ version: z.string().optional() });
const settings = z.object({
  buildInfo: z.object({ version: z.string().optional() }).optional(),
  featureToggles: z.record(z.string(), z.unknown()).optional(),
});
const organisation = z.object({ id: z.number(), name: z.string() });

/** The oldest Grafana that is spoken to. */
const oldest: Version = [9, 4];

/** Connects to Grafana: finds out its version, its organisation, and what it can do. Reads only: two or three requests. */
export async function grafanaApi(access: GrafanaAccess): Promise<GrafanaApi> {
  const { address, authorization, orgId, secrets, patience } = access;
  // Newer servers look a token up in the organisation that is named, and in the first one otherwise.
  const chosen: Record<string, string> = orgId === undefined ? {} : { 'X-Grafana-Org-Id': String(orgId) };
  const headers = { ...address.headers, ...chosen, Authorization: authorization };
  const rest = new Rest({ ...address, headers }, dialect, secrets, patience);
  const base = access.address.base;
  const alive = await rest.find('/api/health');
  if (!alive)
    throw new Failure(`no Grafana is at ${base}`, {
      why: 'something answers there, and does not know /api/health',
      next: "give the target the url that a browser shows for Grafana's start page, with its sub-path",
    });
  const told = read(health, alive.body, base).version;
  const org = read(organisation, (await rest.get('/api/org')).body, base);
  if (access.orgId !== undefined && org.id !== access.orgId)
    throw new Failure(`the token belongs to organisation ${org.id} (${org.name}), not to ${access.orgId}`, {
      why: `${base} ignores the orgId of the target`,
      next: 'name the right orgId in platform/targets.ts, or make a token in that organisation',
      exit: exitCode.auth,
    });
  const version = versionOf(told);
  const asked =
    // Folders inside folders are behind a switch in 10.x; a server that hides its version may tell it to its users.
    !version || version[0] === 10
      ? read(settings, (await rest.get('/api/frontend/settings')).body, base)
      : {};
  const known = version ?? versionOf(asked.buildInfo?.version);
  if (known && isBefore(known, oldest))
    throw new Failure(`Grafana ${known.join('.')} at ${base} is too old`, {
      why: `its API lacks what a deployment needs; ${oldest.join('.')} is the oldest that has it`,
      next: 'upgrade Grafana, or mount grafana-provisioning/ into it',
    });
  return {
    rest,
    version: told ?? asked.buildInfo?.version ?? 'unknown',
    org,
    can: capabilities(known, asked.featureToggles ?? {}),
    secret: access.secret,
  };
}

type Version = readonly [major: number, minor: number];

function versionOf(text: string | undefined): Version | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(text ?? '') ?? [];
  return major && minor ? [Number(major), Number(minor)] : undefined;
}

const isBefore = ([major, minor]: Version, [otherMajor, otherMinor]: Version): boolean =>
  major < otherMajor || (major === otherMajor && minor < otherMinor);

/** A server that tells its version to nobody is taken for a new one. */
function capabilities(
  version: Version | undefined,
  toggles: Readonly<Record<string, unknown>>,
): Capabilities {
  const since = (...wanted: Version): boolean => !version || !isBefore(version, wanted);
  return {
    nestedFolders: since(11, 0) || (since(10, 0) && toggles.nestedFolders === true),
    removesRuleGroups: since(11, 0),
    keepsFiring: since(12, 0),
    searchesByFolderUid: since(10, 0),
    locksByNumber: version !== undefined && isBefore(version, [13, 0]),
  };
}

/** A reply in the shape that it must have. Another shape is not Grafana's. */
export const read = readFrom('Grafana');
