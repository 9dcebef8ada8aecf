import { z } from 'zod';
import type { Secret } from '../../model/datasource.ts';
import { Failure } from '../../model/failure.ts';
import type { Observed, Provider } from '../../model/provider.ts';
import type { DatasourceSpec } from '../../model/resource.ts';
import { eachById, removed } from '../one-by-one.ts';
import { type GrafanaApi, read } from './api.ts';
import { hide, isHidden } from './hidden.ts';
import { counted, versionIn } from './observed.ts';

const stored = z.object({
  id: z.number().optional(),
  uid: z.string(),
  name: z.string(),
  type: z.string(),
  access: z.string(),
  url: z.string(),
  isDefault: z.boolean().default(false),
  basicAuth: z.boolean().default(false),
  basicAuthUser: z.string().default(''),
  user: z.string().default(''),
  database: z.string().default(''),
  withCredentials: z.boolean().default(false),
  jsonData: z.record(z.string(), z.unknown()).nullish(),
  secureJsonFields: z.record(z.string(), z.boolean()).nullish(),
  version: z.number().default(0),
  readOnly: z.boolean().default(false),
});

const written = z.object({
  id: z.number().optional(),
  datasource: z.object({ version: z.number() }).optional().catch(undefined),
});

/** What stands for a secret: the server tells that it has one, never which. */
const held = { env: '(set)' } satisfies Secret;

/**
 * Data sources of Grafana, by uid. Secrets are sent where the server has none yet, or when asked to: what is not mentioned is
 * kept there.
 */
export function datasources({ rest, secret }: GrafanaApi): Provider<DatasourceSpec> {
  const path = (uid: string): string => `/api/datasources/uid/${encodeURIComponent(uid)}`;
  const observed = async (uid: string): Promise<Observed<DatasourceSpec> | undefined> => {
    const reply = await rest.find(path(uid));
    if (!reply) return undefined;
    const found = read(stored, reply.body, rest.address.base);
    const secrets = Object.keys(found.secureJsonFields ?? {}).filter((key) => found.secureJsonFields?.[key]);
    return {
      spec: {
        uid,
        name: found.name,
        type: found.type,
        access: found.access as 'proxy' | 'direct',
        url: found.url,
        isDefault: found.isDefault,
        basicAuth: found.basicAuth,
        ...(found.basicAuthUser && { basicAuthUser: hide(found.basicAuthUser) }),
        ...(found.user && { user: found.user }),
        ...(found.database && { database: found.database }),
        ...(found.withCredentials && { withCredentials: true }),
        jsonData: found.jsonData ?? {},
        secureJsonData: Object.fromEntries(secrets.map((key) => [key, held])),
      },
      revision: counted(found.id, found.version),
      secrets,
      ...(found.readOnly && { locked: 'provisioned from a file' }),
    };
  };
  /** Secrets that a write has to send. */
  const missing = (
    spec: DatasourceSpec,
    expected: Observed<DatasourceSpec> | undefined,
    resend: boolean,
  ): [string, Secret][] =>
    Object.entries(spec.secureJsonData).filter(
      ([key, { env }]) => env !== held.env && (resend || !expected?.secrets?.includes(key)),
    );
  const hidden = (user: string | undefined): string | undefined => user && hide(user);
  const userOf = ({ basicAuthUser: user }: DatasourceSpec): string | undefined => {
    if (typeof user === 'object') return secret(user);
    return isHidden(user) ? undefined : user;
  };
  /** The name that the server has, where it is known here by a digest only. */
  const storedUser = async (uid: string): Promise<string> =>
    read(stored, (await rest.get(path(uid))).body, rest.address.base).basicAuthUser;
  return {
    kind: 'datasource',
    locks: true,
    observe: eachById(observed),
    normalize: (spec, actual) => ({
      ...spec,
      // Where its variable is not set here, what the server has is taken to be right.
      ...(spec.basicAuthUser && {
        basicAuthUser: hidden(userOf(spec)) ?? actual?.spec?.basicAuthUser ?? '',
      }),
      secureJsonData: Object.fromEntries(Object.keys(spec.secureJsonData).map((key) => [key, held])),
    }),
    variables: ({ resource: { spec }, expected, resendSecrets }) => [
      ...(typeof spec.basicAuthUser === 'object' && !expected?.spec.basicAuthUser
        ? [spec.basicAuthUser.env]
        : []),
      ...missing(spec, expected, resendSecrets).map(([, { env }]) => env),
    ],
    async put({ resource: { spec }, expected, resendSecrets }) {
      const { basicAuthUser: _, secureJsonData, ...plain } = spec;
      const user = userOf(spec) ?? (expected && (await storedUser(spec.uid)));
      const unknown = expected
        ? []
        : Object.keys(secureJsonData).filter((key) => secureJsonData[key]?.env === held.env);
      if (unknown.length > 0 || (!expected && isHidden(user)))
        throw new Failure(`datasource ${spec.uid} cannot be made again from what was recorded`, {
          why: 'the server never told its secrets',
          next: 'check out the revision that defines it, then npm run deploy',
        });
      const secure = missing(spec, expected, resendSecrets).map(([key, of]) => [key, secret(of)]);
      const body = {
        ...plain,
        ...(user && { basicAuthUser: user }),
        ...(secure.length > 0 && { secureJsonData: Object.fromEntries(secure) }),
      };
      const reply = expected
        ? // Sent back, the count is a lock; left out, it would start again at one.
          await rest.write('PUT', path(spec.uid), { ...body, version: versionIn(expected.revision) })
        : await rest.write('POST', '/api/datasources', body);
      const { id, datasource } = read(written, reply.body, rest.address.base);
      return datasource && counted(id, datasource.version);
    },
    remove: (uid) => removed(rest, path(uid)),
  };
}
